import { SLOT_CLASS_KEYS } from '../../allocation/slot-class.ts';
import type { PaymentId, ReservationId, SlotId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import { index, unindex } from '../../reservation/book.ts';
import type { Place, Reservation } from '../../reservation/reservation.ts';
import { promisedSpan } from '../../reservation/reservation.ts';
import type { Session } from '../../session/session.ts';
import { actorName } from '../actor.ts';
import { syncPool } from '../availability.ts';
import type { ReservationEvent } from '../event/reservation.ts';
import type { EventOf, RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState } from '../state.ts';

function evolveReservation(
  state: LotState,
  event: ReservationEvent,
  recorded: RecordedEvent,
): void {
  const { at } = recorded;
  if (event.type === 'ReservationBooked') {
    index(state.reservations, booked(event, recorded));
    return;
  }
  update(state, event.reservationId, (one) => {
    switch (event.type) {
      case 'ReservationChanged':
        one.timing = event.timing;
        one.slotId = event.slotId;
        one.place = event.place;
        one.counted = event.counted;
        one.plateRef = event.plateRef;
        one.nameRef = event.nameRef;
        one.contactRef = event.contactRef;
        one.quote = event.quote;
        one.held = false;
        return;
      case 'ReservationHeld':
        one.held = true;
        return;
      case 'ReservationCancelled':
        end(one, 'cancelled', at);
        one.feeMinor = event.feeMinor;
        one.reason = event.reason;
        return;
      case 'ReservationMissed':
        end(one, 'no-show', at);
        one.feeMinor = event.feeMinor;
        return;
      case 'ReservationFeeWaived':
        one.feeMinor = 0;
        return;
    }
  });
}

function booked(event: EventOf<'ReservationBooked'>, recorded: RecordedEvent): Reservation {
  const { type: _, reservationId, ...promise } = event;
  return {
    ...promise,
    id: reservationId,
    bookedAt: recorded.at,
    bookedBy: actorName(recorded.actor),
    state: 'booked',
    held: false,
    feeMinor: 0,
    paidMinor: 0,
    paymentIds: [],
    sessionId: null,
    arrivedAt: null,
    endedAt: null,
    reason: '',
  };
}

function end(one: Reservation, how: Reservation['state'], at: Instant): void {
  one.state = how;
  one.endedAt = at;
  one.held = false;
}

/** Changes a booking with its indices, and with what is withheld for it. */
function update(state: LotState, id: ReservationId, change: (one: Reservation) => void): void {
  const one = state.reservations.reservations.get(id);
  if (one === undefined) return;
  const before = one.slotId;
  unindex(state.reservations, one);
  change(one);
  index(state.reservations, one);
  for (const slotId of new Set([before, one.slotId])) if (slotId !== null) withhold(state, slotId);
}

/** A slot is withheld for the first of the held bookings of it. */
function withhold(state: LotState, slotId: SlotId): void {
  const slot = state.slots.get(slotId);
  if (slot === undefined) return;
  let first: Reservation | null = null;
  for (const id of state.reservations.bySlot.get(slotId) ?? []) {
    const one = state.reservations.reservations.get(id);
    if (one === undefined || !one.held || one.state !== 'booked') continue;
    if (first === null || one.timing.fromAt < first.timing.fromAt) first = one;
  }
  slot.heldFor = first?.id ?? null;
  syncPool(state, slotId);
}

/** A vehicle was let in by its booking: from now on it counts where it stands. */
export function onReservedEntry(state: LotState, session: Session, at: Instant): void {
  const { right, slotId } = session;
  if (right.kind !== 'reservation') return;
  update(state, right.reservationId, (one) => {
    one.state = 'arrived';
    one.sessionId = session.id;
    one.arrivedAt = at;
    // A lane may tell late that it came in time.
    one.endedAt = null;
    one.feeMinor = 0;
    one.held = false;
    one.place = placeOf(state, slotId, one);
    one.counted = { fromAt: Math.min(at, one.counted.fromAt), toAt: one.counted.toAt };
  });
}

/** Staff gave a reserved vehicle another slot. */
export function onReservedMove(state: LotState, { right, slotId }: Session): void {
  if (right.kind !== 'reservation') return;
  update(state, right.reservationId, (one) => {
    one.place = placeOf(state, slotId, one);
  });
}

/** The stay is over; one that never began gives the booking back, as long as its time is not over. */
export function onReservedEnd(
  state: LotState,
  { right }: Session,
  at: Instant,
  how: 'used' | 'void',
): void {
  if (right.kind !== 'reservation') return;
  update(state, right.reservationId, (one) => {
    if (how === 'used') {
      end(one, 'completed', at);
      return;
    }
    one.state = 'booked';
    one.sessionId = null;
    one.arrivedAt = null;
    one.counted = promisedSpan(one.timing);
    if (one.slotId !== null) one.place = { kind: 'slot', slotId: one.slotId };
    one.held = true;
  });
}

/** Money came for a booking, or (less than zero) was given back. */
export function onReservationMoney(
  state: LotState,
  reservationId: ReservationId,
  paymentId: PaymentId,
  amountMinor: Minor,
): void {
  const one = state.reservations.reservations.get(reservationId);
  if (one === undefined) return;
  one.paidMinor += amountMinor;
  if (!one.paymentIds.includes(paymentId)) one.paymentIds.push(paymentId);
}

/** Where a vehicle counts that stands in a slot: at its own booked one, else in the slot's class. */
function placeOf({ installed }: LotState, slotId: SlotId | null, one: Reservation): Place {
  if (slotId === null || installed === null) return one.place;
  if (slotId === one.slotId) return { kind: 'slot', slotId };
  const slot = installed.slotIndex.get(slotId);
  const slotClass = slot === undefined ? undefined : SLOT_CLASS_KEYS[installed.pool.classOf(slot)];
  return slotClass === undefined ? one.place : { kind: 'class', slotClass };
}

export const reservationEvolvers = evolversOf<ReservationEvent>(evolveReservation, {
  ReservationBooked: true,
  ReservationChanged: true,
  ReservationHeld: true,
  ReservationCancelled: true,
  ReservationMissed: true,
  ReservationFeeWaived: true,
});
