import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';

/** What money is taken for before it is earned: a booked window, a paid period, a balance. */
export const DEFERRAL_KINDS = ['reservation', 'membership', 'balance'] as const;
export type DeferralKind = (typeof DEFERRAL_KINDS)[number];

/** One thing that was paid for ahead. */
export interface DeferralHead {
  readonly kind: DeferralKind;
  /** Taken for it less what was given back. */
  readonly receivedMinor: Minor;
  /** The time that it is earned over, evenly; null while none is known, so that all of it waits. */
  readonly window: { readonly fromAt: Instant; readonly toAt: Instant } | null;
  /**
   * Where no time earns it: what is earned of it for good, such as the fee of a booking that nobody came
   * for, or what was parked away of a balance. The rest waits for its owner. Null where time earns it.
   */
  readonly keptMinor: Minor | null;
}

/** An amount that is earned evenly over a time, or waits where that has no end. */
export interface DeferralPosting {
  readonly amountMinor: Minor;
  readonly fromAt: Instant;
  readonly toAt: Instant | null;
}

/** What of a posting is earned before an instant. */
export function earnedBefore({ amountMinor, fromAt, toAt }: DeferralPosting, at: Instant): Minor {
  if (toAt === null || at <= fromAt) return 0;
  if (at >= toAt) return amountMinor;
  return Math.round((amountMinor * (at - fromAt)) / (toAt - fromAt));
}

/**
 * How what is not earned yet is earned from an instant on, after `earnedMinor` was earned before it. What
 * comes to less than was earned is taken back at once. Source: IFRS 15, 35 (a) and 41.
 */
export function spreadOn(
  { receivedMinor, window, keptMinor }: DeferralHead,
  earnedMinor: Minor,
  at: Instant,
): readonly DeferralPosting[] {
  const atOnce = (amountMinor: Minor) => ({ amountMinor, fromAt: at, toAt: at + 1 });
  const waiting = (amountMinor: Minor) => ({ amountMinor, fromAt: at, toAt: null });
  if (keptMinor !== null) {
    const earnableMinor = Math.min(keptMinor, receivedMinor);
    const parts = [atOnce(earnableMinor - earnedMinor), waiting(receivedMinor - earnableMinor)];
    return parts.filter(({ amountMinor }) => amountMinor !== 0);
  }
  const restMinor = receivedMinor - earnedMinor;
  if (restMinor === 0) return [];
  if (restMinor < 0) return [atOnce(restMinor)];
  if (window === null) return [waiting(restMinor)];
  const fromAt = Math.max(at, window.fromAt);
  return [{ amountMinor: restMinor, fromAt, toAt: Math.max(fromAt + 1, window.toAt) }];
}

/** What became of money taken ahead in a time, by what it was for. */
export interface DeferralSums {
  readonly kind: DeferralKind;
  /** Not earned yet when the time began. */
  readonly openingMinor: Minor;
  readonly receivedMinor: Minor;
  readonly givenBackMinor: Minor;
  readonly earnedMinor: Minor;
  /** Not earned yet at its end: opening + received − given back − earned. */
  readonly closingMinor: Minor;
}
