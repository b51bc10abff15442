import type { PlateRef } from '../../kernel/ids.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '../../kernel/instant.ts';
import type { Reservation } from '../../reservation/reservation.ts';
import { promisedSpan, timingOf } from '../../reservation/reservation.ts';
import { overlaps, type Span } from '../../reservation/span.ts';
import type { CommandHead, CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import { windowQuote } from '../reservation-price.ts';
import { reservationPolicies } from '../reservation-supply.ts';
import type { LotState } from '../state.ts';
import type { RefusalCode } from '../words.ts';
import { freeNumber, idFrom } from './ids.ts';
import { placeFor } from './reservation-place.ts';

/** Longer stays are a matter for memberships. */
const WINDOW_MAX_DAYS = 366;
/** While a form is filled in, a start of "now" becomes a little past. */
const PAST_MAX_MINUTES = 15;

/** A new booking: promised only if no other promise breaks by it, at the price that was shown. */
export function decideBook(state: LotState, command: CommandOf<'BookReservation'>): Decision {
  const { installed } = state;
  if (installed === null) return refused('reservation-unknown', 'the lot is not open');
  const { fromAt, toAt, plateRef, nameRef, contactRef, prepaid, expectedMinor, at } = command;
  const { vehicleClass, wantsCharge, accessiblePermit, slotId } = command;
  const needs = { vehicleClass, wantsCharge, accessiblePermit };
  const policies = reservationPolicies(installed);
  const wrong = windowProblem({ fromAt, toAt }, policies.maxAheadDays, at);
  if (wrong !== null) return refused(wrong);
  const timing = timingOf({ fromAt, toAt }, policies);
  if (plateRef !== null && bookedTwice(state, plateRef, { fromAt, toAt }, null))
    return refused('reservation-plate-booked');
  const placed = placeFor(state, { needs, timing, slotId, at, except: null });
  if (!placed.ok) return refused(placed.code, placed.detail);
  const quote = windowQuote(state, needs, { fromAt, toAt }, at);
  if (expectedMinor !== null && expectedMinor !== quote.totalMinor)
    return refused('reservation-price-changed', `${quote.totalMinor} in minor units`);
  const reservationId = idFrom(command, 'r');
  const number = freeNumber(command, (tried) => isUnknown(state, tried));
  const booked: LotEvent = {
    type: 'ReservationBooked',
    reservationId,
    number,
    prepaid,
    ...needs,
    timing,
    slotId,
    place: placed.place,
    counted: promisedSpan(timing),
    plateRef,
    nameRef,
    contactRef,
    quote,
  };
  if (timing.holdFromAt > at) return happened(booked);
  return happened(booked, { type: 'ReservationHeld', reservationId, number, slotId });
}

/** A number that is typed may be a booking's or a ticket's, so it must not be both. */
function isUnknown({ reservations, byTicket, spentTickets }: LotState, number: string): boolean {
  return !reservations.byNumber.has(number) && !byTicket.has(number) && !spentTickets.has(number);
}

/** Why a window cannot be booked whatever is free, or null. */
export function windowProblem(
  { fromAt, toAt }: Span,
  maxAheadDays: number,
  at: Instant,
): RefusalCode | null {
  if (toAt <= fromAt || isTooLong({ fromAt, toAt })) return 'reservation-window-wrong';
  if (fromAt < at - PAST_MAX_MINUTES * MINUTE_MS || toAt <= at) return 'reservation-past';
  return fromAt > at + maxAheadDays * DAY_MS ? 'reservation-too-far' : null;
}

export function isTooLong({ fromAt, toAt }: Span): boolean {
  return toAt - fromAt > WINDOW_MAX_DAYS * DAY_MS;
}

/** Whether a plate has another booking that overlaps a window: most likely a mistake. */
export function bookedTwice(
  { reservations }: LotState,
  plateRef: PlateRef,
  window: Span,
  except: Reservation | null,
): boolean {
  return (reservations.byPlate.get(plateRef) ?? []).some((id) => {
    const other = reservations.reservations.get(id);
    return other !== undefined && id !== except?.id && overlaps(other.timing, window);
  });
}

/** The hold that a booking needs at once because its hold time has begun. */
export function holdNow(
  { id, number }: Reservation,
  slotId: string | null,
  holdFromAt: Instant,
  { at }: CommandHead,
): readonly LotEvent[] {
  if (holdFromAt > at) return [];
  return [{ type: 'ReservationHeld', reservationId: id, number, slotId }];
}
