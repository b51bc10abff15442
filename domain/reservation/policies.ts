import { z } from 'zod';
import { SLOT_KINDS, type SlotKind } from '../facility/kinds.ts';

const minutes = z.number().int().min(0).max(10_080);
const fee = z.number().int().min(0).max(100_000_000);

/** How much of a kind may be reserved where the lot file says nothing. */
const DEFAULT_SHARE_PERCENT = 50;

/** The rules of a lot's reservations. Each booking keeps the instants that they gave it. */
export const reservationPoliciesSchema = z.strictObject({
  /** A reserved driver may come this much before the booked start, at no extra cost. */
  earlyMinutes: minutes.default(15),
  /** Who has not come this long after the start is a no-show, and the slot goes to others. */
  lateMinutes: minutes.default(60),
  /** How long before the start no transient may take the last slot that the booking needs. */
  holdMinutes: minutes.default(120),
  /** What a booking costs that nobody came for. Money that was paid for it is kept in any case. */
  noShowFeeMinor: fee.default(0),
  /** What a late cancellation costs, at most the booking's price. */
  cancellationFeeMinor: fee.default(0),
  /** Until so long before the start a cancellation costs nothing. */
  freeCancellationHours: z.number().int().min(0).max(8_760).default(24),
  /** Beyond the booked end and its grace. Without a fee the tariff charges that time. */
  overstay: z
    .strictObject({
      graceMinutes: minutes.default(15),
      periodMinutes: z.number().int().min(1).max(10_080).default(60),
      /** For each period that has started. */
      feeMinor: fee.default(0),
    })
    .prefault({}),
  /** How far ahead one may book. */
  maxAheadDays: z.number().int().min(1).max(730).default(90),
  /** How much of each kind may be reserved at one time; half of a kind that is not named. */
  sharePercent: z.partialRecord(z.enum(SLOT_KINDS), z.number().int().min(0).max(100)).default({}),
});
export type ReservationPolicies = z.infer<typeof reservationPoliciesSchema>;

/** The rules of a lot whose file is older than reservations. */
export const DEFAULT_RESERVATION_POLICIES: ReservationPolicies = reservationPoliciesSchema.parse(
  {},
);

/** How many of so many slots of a kind may be reserved; rounded up, so that a single one can be. */
export function reservableCount(
  { sharePercent }: ReservationPolicies,
  kind: SlotKind,
  slots: number,
): number {
  return Math.ceil((slots * (sharePercent[kind] ?? DEFAULT_SHARE_PERCENT)) / 100);
}
