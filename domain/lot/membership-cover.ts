import { must } from '../kernel/assert.ts';
import type { GroupId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { MINUTE_MS } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import { groupInside } from '../membership/book.ts';
import { type Cover, coverOf } from '../membership/cover.ts';
import type { ReservedShare } from '../membership/group.ts';
import type { Membership } from '../membership/membership.ts';
import type { Span } from '../membership/spans.ts';
import type { Session } from '../session/session.ts';
import type { LotEvent } from './event.ts';
import { planOf, timeZoneOf } from './membership-rights.ts';
import type { LotState } from './state.ts';

/** The membership that a session came in by, or null. */
export function membershipOf({ memberships }: LotState, { right }: Session): Membership | null {
  if (right.kind !== 'membership') return null;
  return memberships.memberships.get(right.membershipId) ?? null;
}

/** What a session's membership covers of a stay until `exitAt`; null without a membership. */
export function membershipCover(state: LotState, session: Session, exitAt: Instant): Cover | null {
  const membership = membershipOf(state, session);
  if (membership === null) return null;
  const stay = {
    entryAt: session.startedAt ?? session.issuedAt,
    exitAt,
    vehicleClass: session.vehicleClass,
    isBeyond: membership.stays.get(session.id)?.isBeyond ?? true,
  };
  return coverOf(membership, planOf(state, membership), stay, timeZoneOf(state));
}

/**
 * What a member's stay is charged for: the spans beyond the rights, by the tariff. Null without a
 * membership, where the tariff charges the whole stay.
 */
export function membershipCharge(
  state: LotState,
  session: Session,
  exitAt: Instant,
): {
  readonly spans: readonly Span[];
  readonly lines: readonly [];
  readonly validUntilAt: Instant;
  readonly why: string;
} | null {
  const membership = membershipOf(state, session);
  const cover = membershipCover(state, session, exitAt);
  if (membership === null || cover === null) return null;
  const { name, rights } = planOf(state, membership).terms;
  const isAll = cover.chargedSpans.length === 0;
  return {
    spans: cover.chargedSpans,
    lines: [],
    validUntilAt: cover.coveredUntilAt,
    why: isAll
      ? `The plan ${name} covers the stay.`
      : rights.kind === 'prepaid'
        ? `The balance of the plan ${name} pays by the tariff, as far as it reaches.`
        : `The plan ${name} covers the stay in part; the tariff charges the rest.`,
  };
}

/** Who pays what of an amount that a stay costs beyond the rights. */
export interface MemberShare {
  readonly balanceMinor: Minor;
  readonly debtMinor: Minor;
  /** What is to be paid at the gate. */
  readonly driverMinor: Minor;
}

/** The balance first; what is left becomes a debt where all of it may, else the driver pays it. */
export function memberShare(
  { balanceUsableMinor, debtUsableMinor }: Cover,
  owedMinor: Minor,
): MemberShare {
  const balanceMinor = Math.min(balanceUsableMinor, owedMinor);
  const restMinor = owedMinor - balanceMinor;
  return restMinor <= debtUsableMinor
    ? { balanceMinor, debtMinor: restMinor, driverMinor: 0 }
    : { balanceMinor, debtMinor: 0, driverMinor: restMinor };
}

/**
 * What balance and debt take over when a member's vehicle leaves, to stand before the vend. Empty where
 * nothing is owed, without a membership, and while the driver still has to pay.
 *
 * @param owedMinor what the stay costs beyond what was paid, before the membership's share
 */
export function settledByMembership(
  state: LotState,
  session: Session,
  owedMinor: Minor,
  at: Instant,
): readonly LotEvent[] {
  const membership = membershipOf(state, session);
  const cover = membershipCover(state, session, at);
  if (membership === null || cover === null || owedMinor === 0) return [];
  const share = memberShare(cover, owedMinor);
  if (share.driverMinor > 0) return [];
  const { lot } = must(state.installed, 'a session is in an open lot');
  const graceUntilAt = at + lot.policies.exitGraceMinutes * MINUTE_MS;
  const about = { membershipId: membership.id, sessionId: session.id, graceUntilAt };
  const events: LotEvent[] = [];
  if (share.balanceMinor > 0) {
    const balanceMinor = membership.balanceMinor - share.balanceMinor;
    const amountMinor = share.balanceMinor;
    events.push({ type: 'BalanceCharged', ...about, amountMinor, balanceMinor });
  }
  if (share.debtMinor > 0) {
    const debtMinor = membership.debtMinor + share.debtMinor;
    events.push({ type: 'DebtRaised', ...about, amountMinor: share.debtMinor, debtMinor });
  }
  return events;
}

/**
 * The same beside a payment of the driver, whether it comes at the gate or at the desk: from then on
 * the way out is free, so nothing would ask the balance again.
 *
 * @param owedMinor what the stay cost beyond what had been paid before this payment
 */
export function settledBesidePayment(
  state: LotState,
  session: Session,
  { owedMinor, paidMinor, at }: { owedMinor: Minor; paidMinor: Minor; at: Instant },
): readonly LotEvent[] {
  const cover = membershipCover(state, session, at);
  if (cover === null) return [];
  const share = memberShare(cover, owedMinor);
  const restMinor = Math.min(owedMinor - paidMinor, share.balanceMinor + share.debtMinor);
  return settledByMembership(state, session, Math.max(0, restMinor), at);
}

/** Slots that are kept for a tenant and not in use by it. */
export interface GroupHoldback extends ReservedShare {
  readonly groupId: GroupId;
}

/**
 * What the lot must leave free for its tenants, but for one group, whose own member asks. A tenant's
 * vehicles inside are taken from its shares in their order.
 */
export function groupHoldbacks(
  { memberships: book }: LotState,
  exceptGroupId: GroupId | null,
): readonly GroupHoldback[] {
  const held: GroupHoldback[] = [];
  for (const { id: groupId, terms } of book.groups.values()) {
    if (groupId === exceptGroupId || !terms.active || terms.reserved.length === 0) continue;
    let inside = groupInside(book, groupId);
    for (const share of terms.reserved) {
      const used = Math.min(inside, share.count);
      inside -= used;
      if (share.count > used) held.push({ ...share, groupId, count: share.count - used });
    }
  }
  return held;
}
