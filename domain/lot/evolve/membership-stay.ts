import type { SessionId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import type { Membership, MonthUsage } from '../../membership/membership.ts';
import { byMonth, monthOf } from '../../membership/periods.ts';
import { isBeyondQuota, periodAt } from '../../membership/quota.ts';
import type { Payment } from '../../payment/payment.ts';
import type { Session } from '../../session/session.ts';
import { planOf, timeZoneOf } from '../membership-rights.ts';
import type { LotState } from '../state.ts';

/** Months whose use is kept of each membership. */
const KEPT_MONTHS = 24;

/** A member's ticket was issued: the vehicle counts as inside, so that two lanes cannot both admit it. */
export function memberAdmitted(state: LotState, session: Session, at: Instant): void {
  const membership = membershipOf(state, session);
  if (membership === null) return;
  const plan = planOf(state, membership);
  const isBeyond = isBeyondQuota(state.memberships, membership, plan, at, timeZoneOf(state));
  const { vehicleClass } = session;
  membership.stays.set(session.id, { vehicleClass, startedAt: null, isBeyond });
}

/** A member's stay began: an entry is used, unless it is beyond what the plan covers. */
export function memberEntered(state: LotState, session: Session, at: Instant): void {
  const membership = membershipOf(state, session);
  const stay = membership?.stays.get(session.id);
  if (membership === null || stay === undefined) return;
  stay.startedAt = at;
  if (stay.isBeyond) return;
  membership.entryCount += 1;
  usageOf(membership, monthOf(at, timeZoneOf(state))).entries += 1;
  const period = periodAt(membership, at);
  if (period !== null) period.entries += 1;
}

/** A member's stay is over, or its vehicle backed out: its time is used, its place is free. */
export function memberLeft(state: LotState, session: Session, at: Instant): void {
  const membership = membershipOf(state, session);
  const stay = membership?.stays.get(session.id);
  if (membership === null || stay === undefined) return;
  membership.stays.delete(session.id);
  if (stay.startedAt === null || stay.isBeyond) return;
  for (const part of byMonth({ fromAt: stay.startedAt, toAt: at }, timeZoneOf(state)))
    usageOf(membership, part.month).usedMs += part.toAt - part.fromAt;
}

/** Money that was paid for a membership went back: what it bought goes with it. */
export function memberRepaid(state: LotState, payment: Payment, amountMinor: Minor): void {
  const { purpose } = payment;
  if (purpose.kind !== 'membership') return;
  const membership = state.memberships.memberships.get(purpose.membershipId);
  if (membership === undefined) return;
  switch (purpose.what) {
    case 'top-up': {
      // What was parked away of it already is owed.
      const leftMinor = membership.balanceMinor - amountMinor;
      membership.balanceMinor = Math.max(0, leftMinor);
      membership.debtMinor += Math.max(0, -leftMinor);
      return;
    }
    case 'debt':
      membership.debtMinor += amountMinor;
      return;
    case 'fee': {
      if (membership.feePaidMinor > 0) {
        membership.feePaidMinor = Math.max(0, membership.feePaidMinor - amountMinor);
        return;
      }
      // A part that is given back is a favour; the whole of it takes the period back.
      const isWhole = payment.refundedMinor + amountMinor >= payment.capturedMinor;
      if (!isWhole || membership.periods.at(-1)?.by !== 'payment') return;
      membership.periods.pop();
      membership.periodCount -= 1;
      // Other parts of the same fee were paid by other payments and are still there.
      membership.feePaidMinor = Math.max(
        0,
        (payment.quote?.totalMinor ?? 0) - payment.capturedMinor,
      );
      return;
    }
  }
}

function membershipOf({ memberships }: LotState, { right }: Session): Membership | null {
  if (right.kind !== 'membership') return null;
  return memberships.memberships.get(right.membershipId) ?? null;
}

function usageOf({ usage }: Membership, month: string): MonthUsage {
  const known = usage.get(month);
  if (known !== undefined) return known;
  const fresh = { entries: 0, usedMs: 0 };
  usage.set(month, fresh);
  if (usage.size > KEPT_MONTHS) {
    const oldest = [...usage.keys()].sort()[0];
    if (oldest !== undefined) usage.delete(oldest);
  }
  return fresh;
}

/** Sessions of a membership that are inside or on their way in. */
export function insideOf({ stays }: Membership): readonly SessionId[] {
  return [...stays.keys()];
}
