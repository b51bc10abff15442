import type { MembershipId } from '../kernel/ids.ts';
import { DAY_MS, type Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { MembershipBook } from './book.ts';
import { type Membership, paidUntil } from './membership.ts';
import { graceUntil } from './periods.ts';
import type { Plan } from './plan.ts';
import { standingAt } from './standing.ts';

/** Why somebody should speak to a member, the most urgent first. */
export const REMINDER_REASONS = [
  'in-debt',
  'grace',
  'unpaid',
  'low-balance',
  'expires-soon',
  'expired',
] as const;
export type ReminderReason = (typeof REMINDER_REASONS)[number];

export interface Reminder {
  readonly membershipId: MembershipId;
  readonly why: ReminderReason;
  /** When it ends or ended; null where the reason is money. */
  readonly at: Instant | null;
  /** What is owed, or what is left on the balance; null where the reason is a date. */
  readonly amountMinor: Minor | null;
}

/** So long after its end an expired membership may still be won back. */
const EXPIRED_SHOWN_MS = 30 * DAY_MS;

/** Who should be reminded at an instant, the most urgent first; one member may be there twice. */
export function remindersAt(book: MembershipBook, at: Instant): readonly Reminder[] {
  const found: Reminder[] = [];
  for (const membership of book.memberships.values()) {
    const plan = book.plans.get(membership.planId);
    if (plan !== undefined) found.push(...remindersOf(membership, plan, at));
  }
  const rank = (why: ReminderReason) => REMINDER_REASONS.indexOf(why);
  return found.sort((a, b) => rank(a.why) - rank(b.why) || (a.at ?? 0) - (b.at ?? 0));
}

function remindersOf(membership: Membership, plan: Plan, at: Instant): readonly Reminder[] {
  const { id: membershipId, debtMinor, balanceMinor } = membership;
  const found: Reminder[] = [];
  // A debt outlives the membership.
  if (debtMinor > 0) found.push({ membershipId, why: 'in-debt', at: null, amountMinor: debtMinor });
  const standing = standingAt(membership, plan, at);
  const { rights, remindDays } = plan.terms;
  const isRunning = standing === 'active' || standing === 'grace';
  if (isRunning && rights.kind === 'prepaid' && balanceMinor <= rights.lowBalanceMinor)
    found.push({ membershipId, why: 'low-balance', at: null, amountMinor: balanceMinor });
  const why = reasonOfDate(membership, plan, at);
  const until = paidUntil(membership);
  if (why === 'grace')
    found.push({ membershipId, why, at: graceUntil(membership, plan), amountMinor: null });
  if (why === 'expired' || why === 'unpaid')
    found.push({ membershipId, why, at: until ?? membership.startAt, amountMinor: null });
  if (standing === 'active' && until !== null && until - at <= remindDays * DAY_MS)
    found.push({ membershipId, why: 'expires-soon', at: until, amountMinor: null });
  return found;
}

function reasonOfDate(membership: Membership, plan: Plan, at: Instant): ReminderReason | null {
  const standing = standingAt(membership, plan, at);
  if (standing === 'grace' || standing === 'unpaid') return standing;
  const grace = graceUntil(membership, plan);
  return standing === 'expired' && grace !== null && at - grace <= EXPIRED_SHOWN_MS
    ? 'expired'
    : null;
}
