import { type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';
import type { LotEvent, RecordedEvent } from '#domain/lot/event.ts';

/** One roll of the dice of a property test: what happens, to whom, and how long after the last. */
export interface Roll {
  readonly what: number;
  readonly whom: number;
  readonly afterMs: number;
}

const SLOTS = ['a1', 'a2', 'a3', 'b1', 'b2'];
const QUOTE = {
  lines: [],
  totalMinor: 0,
  netMinor: 0,
  taxMinor: 0,
  taxes: [],
  currency: 'GBP',
  tariffId: 't',
  validUntilAt: 0,
  why: '',
};

interface Car {
  readonly id: string;
  slotId: string;
  isInside: boolean;
}

/** Turns rolls into events that could have happened: stays begin, move, are paid and end, in order. */
export function eventsOf(rolls: readonly Roll[], startAt: Instant): RecordedEvent[] {
  const events: RecordedEvent[] = [];
  const cars: Car[] = [];
  let at = startAt;
  let tickets = 0;
  const record = (event: LotEvent) => {
    const seq = events.length + 1;
    events.push({ seq, at, actor: { kind: 'station' }, commandId: `~${seq}`, event });
  };
  for (const { what, whom, afterMs } of rolls) {
    at += afterMs;
    const slotId = SLOTS[whom % SLOTS.length] ?? 'a1';
    const index = cars.length === 0 ? -1 : whom % cars.length;
    const car = cars[index];
    const kind = what % 10;
    if (kind <= 2 || car === undefined) {
      tickets += 1;
      const id = `s-${tickets}`;
      cars.push({ id, slotId, isInside: false });
      record({
        type: 'TicketIssued',
        laneId: 'in',
        sessionId: id,
        ticketNumber: `T${String(tickets).padStart(8, '0')}`,
        slotId,
        vehicleClass: 'car',
        wantsCharge: false,
        accessiblePermit: false,
        plateRef: whom % 3 === 0 ? null : `k1:${whom % 7}`,
        right: { kind: 'transient' },
        credentialNumber: null,
        tariffVersion: 1,
        price: null,
      });
    } else if (!car.isInside) {
      if (kind === 3) {
        record({ type: 'TicketVoided', sessionId: car.id, why: 'backed-out' });
        cars.splice(index, 1);
      } else {
        record({ type: 'SessionStarted', sessionId: car.id, laneId: 'in' });
        car.isInside = true;
      }
    } else if (kind <= 5) {
      record({ type: 'SessionEnded', sessionId: car.id, laneId: 'out', paidMinor: 0 });
      cars.splice(index, 1);
    } else if (kind === 6) {
      record({ type: 'SessionMoved', sessionId: car.id, fromSlotId: car.slotId, toSlotId: slotId });
      car.slotId = slotId;
    } else if (kind === 7) {
      record({
        type: 'PaymentCaptured',
        sessionId: car.id,
        purpose: { kind: 'session', sessionId: car.id },
        paymentId: `p-${events.length}`,
        receiptNumber: events.length,
        method: 'cash',
        amountMinor: whom,
        tenderedMinor: whom,
        changeMinor: 0,
        graceUntilAt: at + 15 * MINUTE_MS,
        shiftId: null,
        quote: QUOTE,
        taxes: [],
        providerReference: null,
        unmatched: false,
        overpaidMinor: 0,
        laneId: null,
      });
    } else if (kind === 8) {
      record({ type: 'PresenceChanged', slotId, presence: what % 2 === 0 ? 'occupied' : 'vacant' });
    } else {
      record({ type: 'EntryRefused', laneId: 'in', code: 'lot-full', plateRef: null });
    }
  }
  return events;
}
