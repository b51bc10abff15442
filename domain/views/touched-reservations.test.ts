import { expect, test } from 'vitest';
import { NOON, TestLot } from '../lot/lot.testing.ts';
import { booked, HOUR } from '../lot/reservation.testing.ts';
import { nothingTouched, touch } from './touched.ts';

test('consoles read bookings again when one is made, paid for or given back', () => {
  const lot = new TestLot();
  const { id: reservationId } = booked(lot, { fromAt: NOON + 6 * HOUR, toAt: NOON + 8 * HOUR });
  const since = lot.journal.length;
  const amountMinor = 400;
  lot.events({
    type: 'TakePayment',
    purpose: { kind: 'reservation', reservationId },
    amountMinor,
    tenderedMinor: amountMinor,
    part: false,
  });
  const paymentId = [...lot.state.payments.payments.keys()][0] ?? '';
  lot.events({ type: 'RefundPayment', paymentId, amountMinor, reason: 'test', as: 'cash' });
  for (const { event } of lot.journal.slice(since)) {
    const touched = nothingTouched();
    touch(touched, lot.state, event);
    expect([event.type, touched.books.has('reservations')]).toEqual([event.type, true]);
  }
});
