import { SLOT_CLASS_KEYS } from '../../allocation/slot-class.ts';
import { must } from '../../kernel/assert.ts';
import { hasRoom, slotProblem } from '../../reservation/plan.ts';
import type { ReservationPolicies } from '../../reservation/policies.ts';
import {
  promisedSpan,
  type Reservation,
  type Timing,
  timingOf,
} from '../../reservation/reservation.ts';
import { overlaps, type Span } from '../../reservation/span.ts';
import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { EventOf } from '../event.ts';
import { windowQuote } from '../reservation-price.ts';
import { reservationPolicies, supplyOf } from '../reservation-supply.ts';
import type { LotState } from '../state.ts';
import { refundsOf } from './payment-refund.ts';
import { bookedTwice, holdNow, isTooLong, windowProblem } from './reservation-book.ts';
import { type Placed, placeFor } from './reservation-place.ts';
import { endedCode } from './reservation-state.ts';

/** Another window, slot or plate. Checked like a new booking, with itself out of the way. */
export function decideChange(state: LotState, command: CommandOf<'ChangeReservation'>): Decision {
  const one = state.reservations.reservations.get(command.reservationId);
  if (one === undefined) return refused('reservation-unknown', command.reservationId);
  const ended = endedCode(one);
  if (ended !== null) return refused(ended);
  const changed = wanted(state, one, command);
  if (!changed.ok) return refused(changed.code, changed.detail);
  const { event } = changed;
  if (isSame(one, event)) return NOTHING;
  const { expectedMinor } = command;
  if (expectedMinor !== null && expectedMinor !== event.quote.totalMinor)
    return refused('reservation-price-changed', `${event.quote.totalMinor} in minor units`);
  const holds =
    one.state === 'booked' ? holdNow(one, event.slotId, event.timing.holdFromAt, command) : [];
  if (!command.refund) return happened(event, ...holds);
  const tooMuchMinor = one.paidMinor - event.quote.totalMinor;
  const back = refundsOf(state, command, one.paymentIds, tooMuchMinor, 'reservation changed');
  return back.ok ? happened(event, ...holds, ...back.events) : back;
}

type Wanted =
  | { readonly ok: true; readonly event: EventOf<'ReservationChanged'> }
  | Extract<Placed, { ok: false }>;

function wanted(
  state: LotState,
  one: Reservation,
  command: CommandOf<'ChangeReservation'>,
): Wanted {
  const { at, fromAt = one.timing.fromAt, toAt = one.timing.toAt } = command;
  const { slotId = one.slotId, plateRef = one.plateRef } = command;
  const { nameRef = one.nameRef, contactRef = one.contactRef } = command;
  const hasWindow = fromAt !== one.timing.fromAt || toAt !== one.timing.toAt;
  const window = { fromAt, toAt };
  if (plateRef !== null && bookedTwice(state, plateRef, window, one))
    return no('reservation-plate-booked');
  const same = { timing: one.timing, place: one.place, counted: one.counted, quote: one.quote };
  let promise = same;
  if (hasWindow || slotId !== one.slotId) {
    const timing = timingOf(window, rulesOf(state));
    const placed =
      one.state === 'arrived'
        ? stayOn(state, one, slotId, timing, command)
        : move(state, one, slotId, timing, command);
    if (!placed.ok) return placed;
    const quote = hasWindow ? windowQuote(state, one, window, at) : one.quote;
    const counted = one.state === 'arrived' ? stayedSpan(one, timing) : promisedSpan(timing);
    promise = { timing, place: placed.place, counted, quote };
  }
  const { id: reservationId, number } = one;
  const people = { plateRef, nameRef, contactRef };
  return {
    ok: true,
    event: { type: 'ReservationChanged', reservationId, number, slotId, ...promise, ...people },
  };
}

function move(
  state: LotState,
  one: Reservation,
  slotId: string | null,
  timing: Timing,
  { at }: CommandOf<'ChangeReservation'>,
): Placed {
  const { maxAheadDays } = rulesOf(state);
  // A start that has passed may stay as it is; only a new one must lie ahead.
  const startsAnew = timing.fromAt !== one.timing.fromAt;
  const wrong = windowProblem(timing, maxAheadDays, startsAnew ? at : Math.min(at, timing.fromAt));
  if (wrong !== null) return no(wrong);
  if (timing.toAt <= at) return no('reservation-past');
  return placeFor(state, { needs: one, timing, slotId, at, except: one });
}

/** A vehicle that is inside stays where it stands: only its end can move. */
function stayOn(
  state: LotState,
  one: Reservation,
  slotId: string | null,
  timing: Timing,
  { at }: CommandOf<'ChangeReservation'>,
): Placed {
  if (slotId !== one.slotId || timing.fromAt !== one.timing.fromAt)
    return no('reservation-arrived');
  if (timing.toAt <= at) return no('reservation-past');
  if (isTooLong(timing)) return no('reservation-window-wrong');
  const { place } = one;
  const span = stayedSpan(one, timing);
  if (span.toAt <= one.counted.toAt) return { ok: true, place };
  if (isSlotPromised(state, one, span)) return no('reservation-slot-taken');
  const supply = supplyOf(state);
  if (place.kind === 'slot') {
    const problem = slotProblem(state.reservations, supply, place.slotId, span, one);
    return problem === null ? { ok: true, place } : no('reservation-full');
  }
  const slotClass = SLOT_CLASS_KEYS.indexOf(place.slotClass);
  return hasRoom(state.reservations, supply, slotClass, span, one)
    ? { ok: true, place }
    : no('reservation-full');
}

function stayedSpan(one: Reservation, timing: Timing): Span {
  return { fromAt: one.counted.fromAt, toAt: timing.graceUntilAt };
}

/** Whether the slot that a vehicle stands in is booked by name by somebody else for the longer time. */
function isSlotPromised(state: LotState, one: Reservation, span: Span): boolean {
  const session = one.sessionId === null ? undefined : state.sessions.get(one.sessionId);
  const slotId = session?.slotId ?? null;
  if (slotId === null) return false;
  const { bySlot, reservations } = state.reservations;
  return (bySlot.get(slotId) ?? []).some((id) => {
    const other = reservations.get(id);
    return id !== one.id && other !== undefined && overlaps(other.counted, span);
  });
}

function rulesOf(state: LotState): ReservationPolicies {
  return reservationPolicies(must(state.installed, 'reservations exist only in an open lot'));
}

function isSame(one: Reservation, event: EventOf<'ReservationChanged'>): boolean {
  return (
    event.timing.fromAt === one.timing.fromAt &&
    event.timing.toAt === one.timing.toAt &&
    event.slotId === one.slotId &&
    event.plateRef === one.plateRef &&
    event.nameRef === one.nameRef &&
    event.contactRef === one.contactRef
  );
}

function no(
  code: Extract<Placed, { ok: false }>['code'],
  detail = '',
): Extract<Placed, { ok: false }> {
  return { ok: false, code, detail };
}
