import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { type ReservationPolicies, reservationPoliciesSchema } from '../reservation/policies.ts';
import { mayAssign } from './availability.ts';
import { duePayment } from './due.ts';
import { ENTRY, NOON, TestLot } from './lot.testing.ts';
import {
  BOOKING,
  booked,
  comesBy,
  drivesOut,
  HOUR,
  MINUTE,
  pay,
  scan,
} from './reservation.testing.ts';
import { reservationFor } from './reservation-entry.ts';
import { admitsTransient } from './reservation-hold.ts';

const CAR = { vehicleClass: 'car', wantsCharge: false, accessiblePermit: false } as const;
const FROM = NOON + 6 * HOUR;
const TO = FROM + 2 * HOUR;

/** Four standard slots of which all may be reserved; £2 an hour. */
function lotWith(policies: Partial<ReservationPolicies> = {}, slots?: readonly { id: string }[]) {
  const lot = smallLot(slots);
  const reservations = reservationPoliciesSchema.parse({
    sharePercent: { standard: 100 },
    ...policies,
  });
  return new TestLot({ ...lot, policies: { ...lot.policies, reservations } });
}

describe('booking', () => {
  test.each([
    ['ends before it starts', { fromAt: TO, toAt: FROM }, 'reservation-window-wrong'],
    ['lasts two years', { fromAt: FROM, toAt: FROM + 731 * 24 * HOUR }, 'reservation-window-wrong'],
    ['has begun an hour ago', { fromAt: NOON - HOUR, toAt: TO }, 'reservation-past'],
    [
      'lies a year ahead',
      { fromAt: NOON + 365 * 24 * HOUR, toAt: NOON + 366 * 24 * HOUR },
      'reservation-too-far',
    ],
    ['names no slot of the lot', { fromAt: FROM, toAt: TO, slotId: 'z9' }, 'slot-unknown'],
    [
      'is for a bus where no bus fits',
      { fromAt: FROM, toAt: TO, vehicleClass: 'bus' as const },
      'reservation-full',
    ],
    [
      'expects another price',
      { fromAt: FROM, toAt: TO, expectedMinor: 1 },
      'reservation-price-changed',
    ],
  ])('is refused when it %s', (_, change, code) => {
    expect(lotWith().refusal({ ...BOOKING, ...change })).toBe(code);
  });

  test('keeps the price of its window and the instants that the rules give', () => {
    const one = booked(lotWith(), { fromAt: FROM, toAt: TO });
    expect(one.quote.totalMinor).toBe(400);
    expect(one.timing).toEqual({
      fromAt: FROM,
      toAt: TO,
      earliestAt: FROM - 15 * MINUTE,
      holdFromAt: FROM - 120 * MINUTE,
      missAt: FROM + 60 * MINUTE,
      graceUntilAt: TO + 15 * MINUTE,
    });
    expect(one.number).toHaveLength(9);
  });

  test('takes as many as there are slots, and only for the time that they overlap', () => {
    const lot = lotWith();
    for (let count = 0; count < 4; count += 1) booked(lot, { fromAt: FROM, toAt: TO });
    expect(lot.refusal({ ...BOOKING, fromAt: FROM + HOUR, toAt: TO + HOUR })).toBe(
      'reservation-full',
    );
    booked(lot, { fromAt: TO + 30 * MINUTE, toAt: TO + HOUR });
  });

  test('leaves to transients what the lot does not give away, at least one slot can be booked', () => {
    const lot = lotWith({ sharePercent: { standard: 10 } });
    booked(lot, { fromAt: FROM, toAt: TO });
    expect(lot.refusal({ ...BOOKING, fromAt: FROM, toAt: TO })).toBe('reservation-full');
  });

  test('of one slot is refused while that slot is booked, and the others stay free', () => {
    const lot = lotWith();
    booked(lot, { fromAt: FROM, toAt: TO, slotId: 'a2' });
    expect(lot.refusal({ ...BOOKING, fromAt: FROM, toAt: TO, slotId: 'a2' })).toBe(
      'reservation-slot-taken',
    );
    booked(lot, { fromAt: FROM, toAt: TO, slotId: 'a3' });
  });

  test('does not count on a slot that is out of use', () => {
    const lot = lotWith({}, [{ id: 'a1' }, { id: 'a2' }]);
    lot.tell({
      type: 'OverrideSlot',
      slotId: 'a1',
      action: { kind: 'block', untilAt: null },
      reason: 'painting',
    });
    booked(lot, { fromAt: FROM, toAt: TO });
    expect(lot.refusal({ ...BOOKING, fromAt: FROM, toAt: TO })).toBe('reservation-full');
  });

  test('the same plate twice at one time is refused as a mistake', () => {
    const lot = lotWith();
    booked(lot, { fromAt: FROM, toAt: TO, plateRef: 'p1' });
    const again = { ...BOOKING, fromAt: FROM + HOUR, toAt: TO + HOUR, plateRef: 'p1' };
    expect(lot.refusal(again)).toBe('reservation-plate-booked');
  });

  test('that begins now needs a slot that is free now', () => {
    const lot = lotWith({}, [{ id: 'a1' }]);
    lot.enter('p1');
    expect(lot.refusal({ ...BOOKING, fromAt: NOON + HOUR, toAt: NOON + 2 * HOUR })).toBe(
      'reservation-full-now',
    );
    booked(lot, { fromAt: FROM, toAt: TO });
  });
});

describe('holding', () => {
  test('the last slot is withheld from transients from the hold to the no-show time', () => {
    const lot = lotWith({}, [{ id: 'a1' }]);
    const one = booked(lot, { fromAt: FROM, toAt: TO });
    expect(admitsTransient(lot.state, CAR)).toBe(true);
    lot.at = one.timing.holdFromAt;
    expect(lot.types({ type: 'Tick' })).toEqual(['ReservationHeld']);
    expect(admitsTransient(lot.state, CAR)).toBe(false);
    expect(lot.turnedAway({ ...ENTRY, plateRef: 'p9' })).toBe('lot-full');
    lot.at = one.timing.missAt;
    expect(lot.types({ type: 'Tick' })).toEqual(['ReservationMissed']);
    expect(one.state).toBe('no-show');
    expect(admitsTransient(lot.state, CAR)).toBe(true);
  });

  test('a booked slot is marked and kept while it is held, and given back with a cancellation', () => {
    const lot = lotWith();
    const one = booked(lot, { fromAt: NOON + HOUR, toAt: NOON + 2 * HOUR, slotId: 'a1' });
    const slot = lot.state.slots.get('a1');
    expect(slot?.heldFor).toBe(one.id);
    for (const plate of ['p1', 'p2', 'p3']) lot.enter(plate);
    expect(slot?.sessionId).toBeNull();
    lot.loop('in', 'arming', true);
    expect(lot.read('in', 'p4')).toContain('EntryRefused');
    lot.tell({ type: 'CancelReservation', reservationId: one.id, reason: 'ill', refund: false });
    expect(slot !== undefined && mayAssign(slot)).toBe(true);
  });

  test('after a standstill a booking whose time is over is missed at once', () => {
    const lot = lotWith();
    const one = booked(lot, { fromAt: FROM, toAt: TO });
    lot.at = TO + 24 * HOUR;
    expect(lot.types({ type: 'Tick' })).toEqual(['ReservationMissed']);
    expect(one.feeMinor).toBe(0);
  });
});

describe('arriving', () => {
  test.each([
    ['a minute before the tolerance', -16 * MINUTE, 'reservation-too-early'],
    ['at the no-show time', 60 * MINUTE, 'reservation-missed'],
  ])('%s the code opens nothing', (_, offset, code) => {
    const lot = lotWith();
    const one = booked(lot, { fromAt: FROM, toAt: TO });
    lot.at = FROM + offset;
    const shown = { plateRef: null, number: one.number };
    expect(reservationFor(lot.state, shown, lot.at)).toEqual({ ok: false, code });
  });

  test('a plate with a booking for later comes as anybody else', () => {
    const lot = lotWith();
    booked(lot, { fromAt: FROM, toAt: TO, plateRef: 'p1' });
    expect(reservationFor(lot.state, { plateRef: 'p1', number: null }, lot.at)).toBeNull();
    lot.enter('p1');
    expect([...lot.state.sessions.values()][0]?.right.kind).toBe('transient');
  });

  test('the code opens once, for the booked slot', () => {
    const lot = lotWith();
    const one = booked(lot, { fromAt: FROM, toAt: TO, slotId: 'a3' });
    lot.at = FROM;
    lot.tell({ type: 'Tick' });
    const sessionId = comesBy(lot, one.number);
    expect(one.state).toBe('arrived');
    expect(lot.state.slots.get('a3')?.sessionId).toBe(sessionId);
    expect(comesBy(lot, one.number)).toBeNull();
  });

  test('a vehicle that backs out of the entry may come again', () => {
    const lot = lotWith();
    const one = booked(lot, { fromAt: FROM, toAt: TO, slotId: 'a3' });
    lot.at = FROM;
    lot.tell({ type: 'Tick' });
    lot.loop('in', 'arming', true);
    scan(lot, one.number);
    lot.loop('in', 'arming', false);
    expect(one.state).toBe('booked');
    expect(lot.state.slots.get('a3')?.heldFor).toBe(one.id);
    expect(comesBy(lot, one.number)).not.toBeNull();
  });

  test('the plate opens the lane as well, and the stay completes the booking', () => {
    const lot = lotWith();
    const one = booked(lot, { fromAt: FROM, toAt: TO, plateRef: 'p1' });
    lot.at = FROM;
    const sessionId = lot.enter('p1');
    expect(one).toMatchObject({ state: 'arrived', sessionId });
    drivesOut(lot, sessionId);
    expect(one).toMatchObject({ state: 'completed', endedAt: FROM });
  });

  test('the booked slot is taken by somebody who should not be there: another one is given', () => {
    const lot = lotWith();
    const one = booked(lot, { fromAt: FROM, toAt: TO, slotId: 'a1' });
    lot.tell({ type: 'ReportPresence', slotId: 'a1', presence: 'occupied' });
    lot.at = FROM;
    lot.tell({ type: 'Tick' });
    expect(comesBy(lot, one.number)).not.toBeNull();
    expect(lot.state.sessions.get(one.sessionId ?? '')?.slotId).toBe('a2');
  });
});

describe('what a stay by reservation costs', () => {
  const overstay = { graceMinutes: 15, periodMinutes: 30, feeMinor: 500 };

  function stay(policies: Partial<ReservationPolicies>, prepaidMinor: number) {
    const lot = lotWith(policies);
    const one = booked(lot, { fromAt: FROM, toAt: TO, prepaid: prepaidMinor > 0 });
    if (prepaidMinor > 0) pay(lot, one.id, prepaidMinor);
    lot.at = FROM - 10 * MINUTE;
    lot.tell({ type: 'Tick' });
    const session = lot.state.sessions.get(comesBy(lot, one.number) ?? '');
    if (session === undefined) throw new Error('it did not come in');
    return (exitAt: number) => duePayment(lot.state, session, exitAt);
  }

  test.each([
    ['early in the window', FROM + MINUTE, 400],
    ['at its end', TO, 400],
    ['at the end of the grace', TO + 15 * MINUTE, 400],
    ['just after the grace', TO + 15 * MINUTE + 1, 900],
    ['half an hour after the grace', TO + 45 * MINUTE, 900],
    ['in the second period', TO + 46 * MINUTE, 1_400],
  ])('%s', (_, exitAt, dueMinor) => {
    expect(stay({ overstay }, 0)(exitAt).dueMinor).toBe(dueMinor);
  });

  test('what was prepaid is not asked for again; the overstay is', () => {
    const due = stay({ overstay }, 400);
    expect(due(TO).dueMinor).toBe(0);
    expect(due(TO + 16 * MINUTE).dueMinor).toBe(500);
  });

  test('without an overstay fee the tariff charges the time beyond the window', () => {
    const due = stay({}, 400);
    expect(due(TO + 15 * MINUTE).dueMinor).toBe(0);
    expect(due(TO + 90 * MINUTE).dueMinor).toBe(400);
  });

  test('a quote holds until the overstay begins', () => {
    expect(stay({ overstay }, 0)(FROM).quote.validUntilAt).toBe(TO + 15 * MINUTE + 1);
  });
});

describe('changing', () => {
  const change = { type: 'ChangeReservation', expectedMinor: null, refund: false } as const;

  test('to a longer window is charged the difference; a shorter one is given back', () => {
    const lot = lotWith();
    const one = booked(lot, { fromAt: FROM, toAt: TO, prepaid: true });
    pay(lot, one.id, 400);
    lot.events({ ...change, reservationId: one.id, toAt: TO + HOUR });
    pay(lot, one.id, 200);
    const events = lot.events({
      ...change,
      reservationId: one.id,
      toAt: FROM + HOUR,
      refund: true,
    });
    expect(events.map(({ type }) => type)).toEqual([
      'ReservationChanged',
      'RefundRequested',
      'PaymentRefunded',
      'RefundRequested',
      'PaymentRefunded',
    ]);
    expect(one.paidMinor).toBe(200);
  });

  test('does not stand in its own way, but in that of others', () => {
    const lot = lotWith({}, [{ id: 'a1' }]);
    const one = booked(lot, { fromAt: FROM, toAt: TO });
    lot.events({ ...change, reservationId: one.id, fromAt: FROM + HOUR, toAt: TO + HOUR });
    booked(lot, { fromAt: TO + 2 * HOUR, toAt: TO + 3 * HOUR });
    expect(lot.refusal({ ...change, reservationId: one.id, toAt: TO + 2 * HOUR })).toBe(
      'reservation-full',
    );
  });

  test('a vehicle that is inside can stay longer while nobody else was promised its slot', () => {
    const lot = lotWith({}, [{ id: 'a1' }]);
    const one = booked(lot, { fromAt: FROM, toAt: TO });
    booked(lot, { fromAt: TO + 2 * HOUR, toAt: TO + 3 * HOUR });
    lot.at = FROM;
    lot.tell({ type: 'Tick' });
    comesBy(lot, one.number);
    lot.events({ ...change, reservationId: one.id, toAt: TO + HOUR });
    expect(one.timing.toAt).toBe(TO + HOUR);
    expect(lot.refusal({ ...change, reservationId: one.id, toAt: TO + 2 * HOUR })).toBe(
      'reservation-full',
    );
    expect(lot.refusal({ ...change, reservationId: one.id, fromAt: FROM + MINUTE })).toBe(
      'reservation-arrived',
    );
  });

  test('the same again says nothing', () => {
    const lot = lotWith();
    const one = booked(lot, { fromAt: FROM, toAt: TO });
    expect(lot.types({ ...change, reservationId: one.id, toAt: TO })).toEqual([]);
  });
});

describe('cancelling', () => {
  const policies = { cancellationFeeMinor: 150, freeCancellationHours: 3, noShowFeeMinor: 250 };
  const cancel = { type: 'CancelReservation', reason: 'ill', refund: true } as const;

  test.each([
    ['in good time costs nothing', NOON, 0],
    ['late costs the fee', FROM - 2 * HOUR, 150],
  ])('%s, and the rest is given back', (_, at, feeMinor) => {
    const lot = lotWith(policies);
    const one = booked(lot, { fromAt: FROM, toAt: TO, prepaid: true });
    pay(lot, one.id, 400);
    lot.at = at;
    lot.events({ ...cancel, reservationId: one.id });
    expect(one).toMatchObject({ state: 'cancelled', feeMinor, paidMinor: feeMinor });
    expect(lot.state.tally.takingsTodayMinor).toBe(feeMinor);
  });

  test('an unpaid fee is a debt that can be paid, once', () => {
    const lot = lotWith(policies);
    const one = booked(lot, { fromAt: FROM, toAt: TO });
    lot.at = FROM - HOUR;
    lot.events({ ...cancel, reservationId: one.id });
    pay(lot, one.id, 150);
    expect(
      lot.refusal({
        type: 'TakePayment',
        purpose: { kind: 'reservation', reservationId: one.id },
        amountMinor: 150,
        tenderedMinor: 150,
        part: false,
      }),
    ).toBe('payment-not-due');
  });

  test('a no-show keeps what was paid, or owes the fee, until it is waived', () => {
    const lot = lotWith(policies);
    const paid = booked(lot, { fromAt: FROM, toAt: TO, prepaid: true });
    pay(lot, paid.id, 400);
    const unpaid = booked(lot, { fromAt: FROM, toAt: TO });
    lot.at = FROM + HOUR;
    lot.tell({ type: 'Tick' });
    expect([paid.feeMinor, unpaid.feeMinor]).toEqual([400, 250]);
    lot.events({
      type: 'WaiveReservationFee',
      reservationId: paid.id,
      reason: 'our lift was broken',
      refund: true,
    });
    expect(paid).toMatchObject({ feeMinor: 0, paidMinor: 0 });
    expect(lot.refusal({ ...cancel, reservationId: unpaid.id })).toBe('reservation-missed');
  });
});
