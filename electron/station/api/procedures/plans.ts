import { groupHoldbacks } from '#domain/lot/membership-cover.ts';
import type { LotState } from '#domain/lot/state.ts';
import { groupInside } from '#domain/membership/book.ts';
import type { Membership } from '#domain/membership/membership.ts';
import { api } from '../base.ts';
import { eventOf, lotOf, submitted } from '../lot-call.ts';

/** What is offered to members. */
export const plans = {
  list: api.plans.list.handler(({ context, input }) => {
    const { state } = lotOf(context, input.lotId);
    return [...state.memberships.plans.values()].map(({ id, terms, retired }) => ({
      id,
      terms,
      retired,
      members: membersOf(state, (one) => one.planId === id),
    }));
  }),

  create: api.plans.create.handler(async ({ context, input }) => {
    const { lotId, terms, commandId } = input;
    const events = await submitted(
      context,
      lotOf(context, lotId),
      { type: 'SavePlan', planId: null, terms },
      { procedure: 'plans.create', commandId },
    );
    return { planId: eventOf(events, 'PlanSaved').event.planId };
  }),

  change: api.plans.change.handler(async ({ context, input }) => {
    const { lotId, planId, terms, commandId } = input;
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'SavePlan', planId, terms },
      { procedure: 'plans.change', commandId },
    );
    return { ok: true as const };
  }),

  retire: api.plans.retire.handler(async ({ context, input }) => {
    const { lotId, planId, retired, commandId } = input;
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'RetirePlan', planId, retired },
      { procedure: 'plans.retire', commandId },
    );
    return { ok: true as const };
  }),
};

/** Tenants whose members share quotas. */
export const groups = {
  list: api.groups.list.handler(({ context, input }) => {
    const { state } = lotOf(context, input.lotId);
    const holdbacks = groupHoldbacks(state, null);
    return [...state.memberships.groups.values()].map(({ id, terms }) => ({
      id,
      terms,
      members: membersOf(state, (one) => one.groupId === id),
      inside: groupInside(state.memberships, id),
      held: holdbacks
        .filter(({ groupId }) => groupId === id)
        .reduce((sum, { count }) => sum + count, 0),
    }));
  }),

  create: api.groups.create.handler(async ({ context, input }) => {
    const { lotId, terms, commandId } = input;
    const events = await submitted(
      context,
      lotOf(context, lotId),
      { type: 'SaveGroup', groupId: null, terms },
      { procedure: 'groups.create', commandId },
    );
    return { groupId: eventOf(events, 'GroupSaved').event.groupId };
  }),

  change: api.groups.change.handler(async ({ context, input }) => {
    const { lotId, groupId, terms, commandId } = input;
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'SaveGroup', groupId, terms },
      { procedure: 'groups.change', commandId },
    );
    return { ok: true as const };
  }),
};

function membersOf(
  { memberships }: LotState,
  isMeant: (membership: Membership) => boolean,
): number {
  let count = 0;
  for (const one of memberships.memberships.values())
    if (one.state !== 'ended' && isMeant(one)) count += 1;
  return count;
}
