import { assert } from '../../kernel/assert.ts';
import type { MembershipId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/instant.ts';
import { zonedDay } from '../../kernel/zoned.ts';
import type { Membership } from '../../membership/membership.ts';
import { newMembership, paidUntil } from '../../membership/membership.ts';
import { isOpenEnd, nextPeriod } from '../../membership/periods.ts';
import type { Plan } from '../../membership/plan.ts';
import { ticketNumberFrom } from '../../ticket/number.ts';
import type { MemberDetails } from '../command/membership.ts';
import type { CommandHead, CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { EventOf, LotEvent } from '../event.ts';
import { planOf, timeZoneOf } from '../membership-rights.ts';
import type { LotState } from '../state.ts';
import type { RefusalCode } from '../words.ts';
import { idFrom } from './ids.ts';

/** How far ahead a membership may start or be paid. */
export const AHEAD_MAX_DAYS = 366;

/** A contract begins. What costs nothing, or is granted, holds at once; else its fee is due first. */
export function decideStartMembership(
  state: LotState,
  command: CommandOf<'StartMembership'>,
): Decision {
  const { member, at, grantReason } = command;
  const wrong = wrongIn(state, member, null);
  if (wrong !== null) return refused(wrong);
  const plan = state.memberships.plans.get(member.planId);
  if (plan === undefined) return refused('plan-unknown', member.planId);
  if (plan.retired) return refused('plan-retired', plan.terms.name);
  const startAt = command.startAt ?? at;
  const today = zonedDay(at, timeZoneOf(state)).startsAt;
  if (startAt < today || startAt > at + AHEAD_MAX_DAYS * DAY_MS)
    return refused('membership-starts-late');
  const reason = grantReason?.trim() ?? '';
  if (grantReason !== null && reason === '') return refused('reason-needed');
  const started: EventOf<'MembershipStarted'> = {
    type: 'MembershipStarted',
    membershipId: idFrom(command, 'm'),
    number: numberFor(state, command),
    ...member,
    startAt,
  };
  const isFree = plan.terms.priceMinor === 0;
  if (!isFree && grantReason === null) return happened(started);
  const timeZone = timeZoneOf(state);
  const { fromAt, toAt } = nextPeriod(newMembership(started, at), plan, startAt, timeZone);
  return happened(started, {
    type: 'MembershipRenewed',
    membershipId: started.membershipId,
    fromAt,
    untilAt: toAt,
    by: 'grant',
    reason: isFree ? '' : reason,
  });
}

/** Other plates, cards, holder, tenant or plan. */
export function decideChangeMembership(
  state: LotState,
  command: CommandOf<'ChangeMembership'>,
): Decision {
  const { membershipId, change } = command;
  const membership = state.memberships.memberships.get(membershipId);
  if (membership === undefined) return refused('membership-unknown', membershipId);
  if (membership.state === 'ended') return refused('membership-ended');
  const { planId, groupId, holderRef, contactRef, plateRefs, cardRefs } = membership;
  const before: MemberDetails = { planId, groupId, holderRef, contactRef, plateRefs, cardRefs };
  const after: MemberDetails = { ...before, ...change };
  if (JSON.stringify(after) === JSON.stringify(before)) return NOTHING;
  const wrong = wrongIn(state, after, membershipId);
  if (wrong !== null) return refused(wrong);
  const plan = state.memberships.plans.get(after.planId);
  if (plan?.retired === true && after.planId !== planId)
    return refused('plan-retired', plan.terms.name);
  return happened({ type: 'MembershipChanged', membershipId, ...after });
}

function wrongIn(
  { memberships: book }: LotState,
  { planId, groupId, plateRefs, cardRefs }: MemberDetails,
  membershipId: MembershipId | null,
): RefusalCode | null {
  const plan = book.plans.get(planId);
  if (plan === undefined) return 'plan-unknown';
  if (groupId !== null && !book.groups.has(groupId)) return 'group-unknown';
  if (new Set(plateRefs).size > plan.terms.platesMax) return 'membership-plates';
  const isOthers = (id: MembershipId | undefined) => id !== undefined && id !== membershipId;
  if (plateRefs.some((ref) => isOthers(book.byPlate.get(ref)))) return 'plate-in-membership';
  if (cardRefs.some((ref) => isOthers(book.byCard.get(ref)))) return 'card-in-membership';
  return null;
}

function numberFor({ memberships: book }: LotState, { nonce }: CommandHead): string {
  for (let turn = 0; turn < nonce.length; turn += 1) {
    const number = ticketNumberFrom(nonce.slice(turn) + nonce.slice(0, turn));
    if (!book.byNumber.has(number)) return number;
  }
  assert(false, 'one of 32 random numbers is free');
}

/** Another period without a payment here, such as against an invoice. */
export function decideRenew(state: LotState, command: CommandOf<'RenewMembership'>): Decision {
  const { membershipId, at } = command;
  const membership = state.memberships.memberships.get(membershipId);
  if (membership === undefined) return refused('membership-unknown', membershipId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  const plan = planOf(state, membership);
  const not = notRenewable(membership, at);
  if (not !== null) return refused(not);
  return happened(renewed(state, membership, plan, at, { by: 'grant', reason }));
}

/** Why a membership cannot be paid for another period now, or null. */
export function notRenewable(membership: Membership, at: number): RefusalCode | null {
  if (membership.state === 'ended') return 'membership-ended';
  const paid = paidUntil(membership);
  if (paid !== null && (isOpenEnd(paid) || paid > at + AHEAD_MAX_DAYS * DAY_MS))
    return 'membership-paid-ahead';
  return null;
}

export function renewed(
  state: LotState,
  membership: Membership,
  plan: Plan,
  at: number,
  how: { readonly by: 'payment' | 'grant'; readonly reason: string },
): LotEvent {
  const { fromAt, toAt } = nextPeriod(membership, plan, at, timeZoneOf(state));
  const membershipId = membership.id;
  return { type: 'MembershipRenewed', membershipId, fromAt, untilAt: toAt, ...how };
}

export function decideSuspend(state: LotState, command: CommandOf<'SuspendMembership'>): Decision {
  return turn(state, command, 'suspended', 'MembershipSuspended');
}

export function decideResume(state: LotState, command: CommandOf<'ResumeMembership'>): Decision {
  return turn(state, command, 'active', 'MembershipResumed');
}

/** Ends for good. Balance and debt stay on the account until they are settled. */
export function decideEndMembership(
  state: LotState,
  command: CommandOf<'EndMembership'>,
): Decision {
  return turn(state, command, 'ended', 'MembershipEnded');
}

function turn(
  state: LotState,
  command: { readonly membershipId: MembershipId; readonly reason: string },
  to: Membership['state'],
  type: 'MembershipSuspended' | 'MembershipResumed' | 'MembershipEnded',
): Decision {
  const { membershipId } = command;
  const membership = state.memberships.memberships.get(membershipId);
  if (membership === undefined) return refused('membership-unknown', membershipId);
  if (membership.state === 'ended') return refused('membership-ended');
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  return membership.state === to ? NOTHING : happened({ type, membershipId, reason });
}
