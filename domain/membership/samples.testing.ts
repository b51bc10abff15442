import { HOUR_MS, type Instant } from '../kernel/instant.ts';
import { zonedDayOf, zonedMinute } from '../kernel/zoned.ts';
import { type Membership, newMembership } from './membership.ts';
import { type Plan, type PlanTerms, planTermsSchema } from './plan.ts';

export const LONDON = 'Europe/London';

/** A wall-clock time of a zone, such as `2026-03-29 01:30`. */
export function clock(text: string, timeZone = LONDON): Instant {
  const day = zonedDayOf(text.slice(0, 10), timeZone);
  if (day === null) throw new Error(`no date: ${text}`);
  const minute = Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16));
  return zonedMinute(day, minute, timeZone);
}

/** A plan for a test; the rest is as the schema fills it in. */
export function planTerms(change: Partial<PlanTerms> = {}): PlanTerms {
  return planTermsSchema.parse({
    name: 'Plan',
    rights: { kind: 'unlimited' },
    period: 'month',
    priceMinor: 5_000,
    ...change,
  });
}

export function plan(change: Partial<PlanTerms> = {}): Plan {
  return { id: 'pl-1', terms: planTerms(change), retired: false };
}

export const WORKDAYS = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  from: '07:00',
  to: '19:00',
} as const satisfies { days: readonly string[]; from: string; to: string };

/** Weekdays from 7 to 19 o'clock. */
export const DAYTIME: PlanTerms['rights'] = {
  kind: 'windows',
  windows: [{ days: [...WORKDAYS.days], from: WORKDAYS.from, to: WORKDAYS.to }],
};

/** A membership that is paid from one instant to another. */
export function member(
  paid: readonly [Instant, Instant][],
  change: Partial<Membership> = {},
): Membership {
  const startAt = paid[0]?.[0] ?? 0;
  const membership = newMembership(
    {
      membershipId: 'm-1',
      number: '000000000',
      planId: 'pl-1',
      groupId: null,
      holderRef: 'holder',
      contactRef: null,
      plateRefs: ['p1'],
      cardRefs: [],
      startAt,
    },
    startAt,
  );
  for (const [fromAt, untilAt] of paid)
    membership.periods.push({ fromAt, untilAt, by: 'payment', entries: 0 });
  membership.periodCount = paid.length;
  return Object.assign(membership, change);
}

/** Spans as pairs of hours since an instant. */
export function hoursSince(
  at: Instant,
  spans: readonly { readonly fromAt: Instant; readonly toAt: Instant }[],
): readonly (readonly [number, number])[] {
  return spans.map(({ fromAt, toAt }) => [(fromAt - at) / HOUR_MS, (toAt - at) / HOUR_MS]);
}
