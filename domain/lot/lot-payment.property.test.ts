import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { MINUTE_MS } from '../kernel/instant.ts';
import type { Payment } from '../payment/payment.ts';
import { keptMinor } from '../payment/payment.ts';
import { expectedCashMinor } from '../shift/shift.ts';
import type { PaymentOutcome } from './command/payment.ts';
import type { CommandBody } from './command.ts';
import { duePayment } from './due.ts';
import { TestLot } from './lot.testing.ts';

const CLERKS = ['asha', 'ravi'].map(
  (name) => ({ kind: 'user', name, role: 'manager' }) as const,
) as [Clerk, Clerk];
type Clerk = { readonly kind: 'user'; readonly name: string; readonly role: 'manager' };

const ACTS = [
  'cash',
  'part',
  'card',
  'lane',
  'captured',
  'captured',
  'failed',
  'unknown',
  'reversed',
  'reversal-failed',
  'abort',
  'resolve',
  'reverse',
  'refund-cash',
  'refund-same',
  'refund-told',
  'open',
  'close',
  'move',
  'gate',
  'wait',
] as const;

/** One roll of the dice: what is done, by and to whom. */
const roll = fc.record({
  act: fc.constantFrom(...ACTS),
  whom: fc.nat({ max: 5 }),
  amount: fc.constantFrom(1, 100, 200, 400),
  clerk: fc.constantFrom(...CLERKS),
  yes: fc.boolean(),
});
type Roll = typeof roll extends fc.Arbitrary<infer R> ? R : never;

const REFERENCE = { id: '17', terminalId: null, trace: null, cardName: null };

function commandOf(lot: TestLot, dice: Roll): CommandBody | null {
  const { act, whom, amount, yes } = dice;
  const sessionId = lot.state.byPlate.get(whom % 2 === 0 ? 'p1' : 'p2') ?? 'gone';
  const session = lot.state.sessions.get(sessionId);
  const due = session === undefined ? 0 : duePayment(lot.state, session, lot.at).dueMinor;
  const purpose = { kind: 'session', sessionId } as const;
  const payments = [...lot.state.payments.payments.values()];
  const payment = payments[whom % Math.max(1, payments.length)];
  const inLane = { method: 'upi', laneId: 'out', deviceId: null, provider: 'sim' } as const;
  const atDesk = { method: 'card', laneId: null, deviceId: 'zvt', provider: null } as const;
  switch (act) {
    case 'cash':
      return {
        type: 'TakePayment',
        purpose,
        amountMinor: due,
        tenderedMinor: due + amount,
        part: false,
      };
    case 'part':
      return {
        type: 'TakePayment',
        purpose,
        amountMinor: amount,
        tenderedMinor: amount,
        part: true,
      };
    case 'card':
    case 'lane': {
      const how = act === 'card' ? atDesk : inLane;
      return { type: 'RequestPayment', purpose, amountMinor: due, part: false, ...how };
    }
    case 'open':
      return { type: 'OpenShift', floatMinor: amount };
    case 'close':
      return {
        type: 'CloseShift',
        shiftId: null,
        countedMinor: amount,
        pieces: [],
        reason: 'as counted',
      };
    case 'move':
      return {
        type: 'MoveCash',
        move: yes ? 'pay-in' : 'drop',
        amountMinor: amount,
        reason: 'change',
      };
    case 'gate':
      return { type: 'ReportLoop', laneId: 'out', loop: yes ? 'arming' : 'safety', on: whom > 2 };
    case 'wait':
      return { type: 'RequestExit', laneId: 'out', by: { kind: 'plate', plateRef: 'p1' } };
    default:
      return payment === undefined ? null : onPayment(payment, dice);
  }
}

function onPayment(payment: Payment, { act, amount, yes }: Roll): CommandBody | null {
  const { id: paymentId } = payment;
  const told = (outcome: PaymentOutcome) =>
    ({ type: 'ReportPayment', paymentId, outcome }) as const;
  switch (act) {
    case 'captured':
      return told({
        kind: 'captured',
        amountMinor: payment.amountMinor,
        reference: REFERENCE,
      });
    case 'failed':
      return told({ kind: 'failed', code: 'declined', detail: 'declined' });
    case 'unknown':
      return told({ kind: 'unknown', detail: 'the line dropped' });
    case 'reversed':
      return told({ kind: 'reversed' });
    case 'reversal-failed':
      return told({ kind: 'reversal-failed', detail: 'no reply' });
    case 'abort':
      return { type: 'AbortPayment', paymentId, reason: 'given up' };
    case 'resolve':
      return { type: 'ResolvePayment', paymentId, captured: yes, reason: 'slip' };
    case 'reverse':
      return { type: 'ReversePayment', paymentId, reason: 'mistake' };
    case 'refund-cash':
    case 'refund-same': {
      const as = act === 'refund-cash' ? 'cash' : 'same';
      return { type: 'RefundPayment', paymentId, amountMinor: amount, reason: 'goodwill', as };
    }
    case 'refund-told': {
      const refund = payment.refunds.find((one) => one.settledAt === null && one.failed === null);
      if (refund === undefined) return null;
      const outcome = yes
        ? ({ kind: 'refunded' } as const)
        : ({ kind: 'failed', detail: 'no' } as const);
      return { type: 'ReportRefund', paymentId, refundId: refund.id, outcome };
    }
    default:
      return null;
  }
}

const NEVER_OPENS = new Set(['RequestPayment', 'AbortPayment', 'RefundPayment', 'ReversePayment']);

/** What the journal says a session has paid, and a drawer should hold. */
function booksOf(lot: TestLot) {
  const paid = new Map<string, number>();
  const drawers = new Map<string, number>();
  const closed = new Set<string>();
  const captures = new Map<string, number>();
  const receipts: number[] = [];
  const add = (map: Map<string, number>, key: string | null, amount: number) => {
    if (key !== null) map.set(key, (map.get(key) ?? 0) + amount);
  };
  for (const { event } of lot.journal) {
    switch (event.type) {
      case 'PaymentCaptured':
      case 'PaymentReversed':
      case 'PaymentRefunded': {
        const isTaken = event.type === 'PaymentCaptured';
        const amount = isTaken ? event.amountMinor : -event.amountMinor;
        receipts.push(event.receiptNumber);
        if (isTaken) add(captures, event.paymentId, 1);
        add(paid, event.sessionId, amount);
        if (event.method === 'cash') add(drawers, event.shiftId, amount);
        expect(closed.has(event.shiftId ?? '')).toBe(false);
        break;
      }
      case 'ShiftOpened':
        drawers.set(event.shiftId, event.floatMinor);
        break;
      case 'CashMoved':
        add(
          drawers,
          event.shiftId,
          event.move === 'pay-in' ? event.amountMinor : -event.amountMinor,
        );
        break;
      case 'ShiftClosed':
        expect(event.expectedMinor).toBe(drawers.get(event.shiftId));
        closed.add(event.shiftId);
        expect(event.closeNumber).toBe(closed.size);
        break;
      default:
    }
  }
  return { paid, drawers, captures, receipts };
}

test('whatever happens in whatever order, the money adds up', () => {
  fc.assert(
    fc.property(fc.array(roll, { maxLength: 60 }), (rolls) => {
      const lot = new TestLot(smallLot());
      lot.state.devices.set('zvt', { status: 'online', detail: '', since: lot.at });
      lot.enter('p1');
      lot.enter('p2');
      for (const dice of rolls) {
        lot.at += 7 * MINUTE_MS;
        const command = commandOf(lot, dice);
        if (command === null) continue;
        const decision = lot.tell(command, dice.clerk);
        if (decision.ok && NEVER_OPENS.has(command.type))
          expect(decision.events.map(({ type }) => type)).not.toContain('GateVended');
      }
      const { paid, drawers, captures, receipts } = booksOf(lot);
      expect([...captures.values()].every((count) => count === 1)).toBe(true);
      expect(receipts).toEqual(receipts.map((_, index) => index + 1));
      for (const session of lot.state.sessions.values())
        expect(session.paidMinor).toBe(paid.get(session.id) ?? 0);
      for (const shift of lot.state.shifts.open.values()) {
        expect(expectedCashMinor(shift)).toBe(drawers.get(shift.id));
        expect(expectedCashMinor(shift)).toBeGreaterThanOrEqual(0);
      }
      for (const payment of lot.state.payments.payments.values())
        expect(keptMinor(payment)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 300 },
  );
});
