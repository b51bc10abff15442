import { must } from '../kernel/assert.ts';
import type { SessionId } from '../kernel/ids.ts';
import type { Reservation } from '../reservation/reservation.ts';
import type { EntryRight } from '../session/right.ts';
import { TRANSIENT } from '../session/right.ts';
import type { BookReservation } from './command/reservation.ts';
import type { LotEvent } from './event.ts';
import { evolve } from './evolve.ts';
import type { TestLot } from './lot.testing.ts';
import { slotForReservation } from './reservation-entry.ts';

export const HOUR = 3_600_000;
export const MINUTE = 60_000;

/** A booking of any slot for a car, without a name; times are told. */
export const BOOKING = {
  type: 'BookReservation',
  vehicleClass: 'car',
  wantsCharge: false,
  accessiblePermit: false,
  slotId: null,
  plateRef: null,
  nameRef: null,
  contactRef: null,
  prepaid: false,
  expectedMinor: null,
} as const satisfies Partial<BookReservation>;

/** Books, or fails the test. */
export function booked(
  lot: TestLot,
  booking: Partial<BookReservation> & { fromAt: number; toAt: number },
): Reservation {
  const [event] = lot.events({ ...BOOKING, ...booking });
  const id = event?.type === 'ReservationBooked' ? event.reservationId : '';
  return must(lot.state.reservations.reservations.get(id), 'the booking is in the book');
}

/** Applies an event that is not decided here. */
export function happens(lot: TestLot, event: LotEvent): void {
  const seq = lot.journal.length + 1;
  const recorded = {
    seq,
    at: lot.at,
    actor: { kind: 'station' } as const,
    commandId: `e${seq}`,
    event,
  };
  evolve(lot.state, recorded);
  lot.journal.push(recorded);
}

let issued = 0;

/** A vehicle drives in and has passed the gate. */
export function drivesIn(
  lot: TestLot,
  slotIndex: number,
  needs: Pick<Reservation, 'vehicleClass' | 'wantsCharge' | 'accessiblePermit'>,
  right: EntryRight = TRANSIENT,
): SessionId {
  issued += 1;
  const sessionId = `s-${issued}`;
  const slot = must(lot.state.installed?.slots[slotIndex], 'a slot of the lot');
  happens(lot, {
    type: 'TicketIssued',
    laneId: 'in',
    sessionId,
    ticketNumber: `t-${issued}`,
    slotId: slot.id,
    vehicleClass: needs.vehicleClass,
    wantsCharge: needs.wantsCharge,
    accessiblePermit: needs.accessiblePermit,
    plateRef: null,
    right,
    credentialNumber: null,
    tariffVersion: 1,
    price: null,
  });
  happens(lot, { type: 'SessionStarted', sessionId, laneId: 'in' });
  return sessionId;
}

export function drivesOut(lot: TestLot, sessionId: SessionId): void {
  happens(lot, { type: 'SessionEnded', sessionId, laneId: 'out', paidMinor: 0 });
}

/** A reserved driver comes; null when no slot was found. */
export function arrives(lot: TestLot, one: Reservation): SessionId | null {
  const slotIndex = slotForReservation(lot.state, 'in', one, lot.at);
  if (slotIndex === null) return null;
  return drivesIn(lot, slotIndex, one, { kind: 'reservation', reservationId: one.id });
}

/** The booking's code under the scanner of the entry. */
export function scan(lot: TestLot, number: string) {
  return lot.types({
    type: 'ReportScan',
    laneId: 'in',
    claim: { ok: true, kind: 'reservation', number },
    cardRef: null,
  });
}

/** Drives up, shows the booking, passes; the session or null. */
export function comesBy(lot: TestLot, number: string): string | null {
  lot.loop('in', 'arming', true);
  const types = scan(lot, number);
  if (!types.includes('GateVended')) {
    lot.loop('in', 'arming', false);
    return null;
  }
  lot.pass('in');
  return [...lot.state.sessions.values()].at(-1)?.id ?? null;
}

/** Money for a booking, in cash. */
export function pay(lot: TestLot, reservationId: string, amountMinor: number) {
  return lot.events({
    type: 'TakePayment',
    purpose: { kind: 'reservation', reservationId },
    amountMinor,
    tenderedMinor: amountMinor,
    part: false,
  });
}
