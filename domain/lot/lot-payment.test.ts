import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import { keptMinor } from '../payment/payment.ts';
import type { RequestPayment } from './command/payment.ts';
import type { LotEvent } from './event.ts';
import { cashFor, closing, TestLot } from './lot.testing.ts';

const MANAGER = { kind: 'user', name: 'meera', role: 'manager' } as const;
const TERMINAL = { kind: 'device', deviceId: 'zvt' } as const;
const REFERENCE = { id: '17', terminalId: '52', trace: '9', cardName: 'girocard' };

function requestOf(sessionId: string, amountMinor: number): RequestPayment {
  return {
    type: 'RequestPayment',
    purpose: { kind: 'session', sessionId },
    method: 'card',
    amountMinor,
    part: false,
    laneId: null,
    deviceId: 'zvt',
    provider: null,
  };
}

/** Two hours of a car, so 4.00 are due; a card terminal stands at the desk. */
function lotThatOwes(): { lot: TestLot; sessionId: string } {
  const lot = new TestLot(smallLot());
  lot.state.devices.set('zvt', { status: 'online', detail: '', since: lot.at });
  const sessionId = lot.enter('p1');
  lot.at += 2 * HOUR_MS;
  return { lot, sessionId };
}

function request(lot: TestLot, body: RequestPayment): string {
  const [event] = lot.events(body);
  if (event?.type !== 'PaymentRequested') throw new Error('no payment was requested');
  return event.paymentId;
}

function report(lot: TestLot, paymentId: string, amountMinor: number): readonly LotEvent[] {
  const outcome = { kind: 'captured', amountMinor, reference: REFERENCE } as const;
  return lot.events({ type: 'ReportPayment', paymentId, outcome }, TERMINAL);
}

const failed = { kind: 'failed', code: 'declined', detail: 'declined' } as const;
const paidOf = (lot: TestLot, sessionId: string) => lot.state.sessions.get(sessionId)?.paidMinor;
const paymentOf = (lot: TestLot, paymentId: string) => {
  const payment = lot.state.payments.payments.get(paymentId);
  if (payment === undefined) throw new Error('no such payment');
  return payment;
};
function atTheGate(lot: TestLot): void {
  lot.loop('out', 'arming', true);
  lot.read('out', 'p1');
}
const gate = (lot: TestLot) => lot.state.lanes.get('out')?.phase;
function shiftOf(lot: TestLot) {
  const [shift] = lot.state.shifts.open.values();
  if (shift === undefined) throw new Error('no shift is open');
  return shift;
}

describe('a payment that somebody else answers for', () => {
  test('the request alone opens no gate; the capture does', () => {
    const { lot, sessionId } = lotThatOwes();
    atTheGate(lot);
    expect(gate(lot)).toBe('due');
    const paymentId = request(lot, requestOf(sessionId, 400));
    expect(gate(lot)).toBe('due');
    expect(paidOf(lot, sessionId)).toBe(0);
    expect(report(lot, paymentId, 400)).toMatchObject([
      { type: 'PaymentCaptured', receiptNumber: 1, unmatched: false, overpaidMinor: 0 },
      { type: 'GateVended', laneId: 'out', sessionId },
    ]);
  });

  test('captured once, however often and in whatever order it is said', () => {
    const { lot, sessionId } = lotThatOwes();
    const paymentId = request(lot, requestOf(sessionId, 400));
    lot.events({ type: 'ReportPayment', paymentId, outcome: failed }, TERMINAL);
    expect(paymentOf(lot, paymentId).state).toBe('failed');
    expect(report(lot, paymentId, 400)).toHaveLength(1);
    expect(report(lot, paymentId, 400)).toHaveLength(0);
    expect(lot.events({ type: 'ReportPayment', paymentId, outcome: failed })).toHaveLength(0);
    expect(paymentOf(lot, paymentId).state).toBe('captured');
    expect(paidOf(lot, sessionId)).toBe(400);
    expect(lot.state.payments.lastReceiptNumber).toBe(1);
  });

  test('while one is under way at the desk, neither a second nor cash is taken', () => {
    const { lot, sessionId } = lotThatOwes();
    const paymentId = request(lot, requestOf(sessionId, 400));
    expect(lot.refusal(requestOf(sessionId, 400))).toBe('payment-pending');
    expect(lot.refusal(cashFor(sessionId, 400))).toBe('payment-pending');
    lot.events({ type: 'AbortPayment', paymentId, reason: 'driver has cash' });
    expect(lot.refusal(cashFor(sessionId, 400))).toBe('payment-pending');
    lot.events({ type: 'ReportPayment', paymentId, outcome: failed }, TERMINAL);
    expect(paymentOf(lot, paymentId).ending).toBeNull();
    expect(lot.types(cashFor(sessionId, 400))).toEqual(['PaymentCaptured']);
  });

  test('cash at the desk ends what a lane had offered', () => {
    const { lot, sessionId } = lotThatOwes();
    const inLane = { method: 'upi', laneId: 'out', deviceId: null, provider: 'sim' } as const;
    request(lot, { ...requestOf(sessionId, 400), ...inLane });
    expect(lot.events(cashFor(sessionId, 400))).toMatchObject([
      { type: 'PaymentCaptured' },
      { type: 'PaymentEndAsked', how: 'abort' },
    ]);
  });

  test('the fee may rise while the terminal works: what was asked is enough', () => {
    const { lot, sessionId } = lotThatOwes();
    const paymentId = request(lot, requestOf(sessionId, 400));
    lot.at += MINUTE_MS;
    expect(report(lot, paymentId, 400)).toMatchObject([
      { overpaidMinor: 0, graceUntilAt: lot.at + 15 * MINUTE_MS },
    ]);
  });

  test('what the terminal cannot tell is an alarm until staff say what its slip says', () => {
    const { lot, sessionId } = lotThatOwes();
    const paymentId = request(lot, requestOf(sessionId, 400));
    const resolve = { type: 'ResolvePayment', paymentId, reason: 'slip 17 says paid' } as const;
    expect(lot.refusal({ ...resolve, captured: true })).toBe('payment-pending');
    const outcome = { kind: 'unknown', detail: 'the line dropped' } as const;
    const uncertain = lot.types({ type: 'ReportPayment', paymentId, outcome }, TERMINAL);
    expect(uncertain).toEqual(['PaymentUncertain', 'AlarmRaised']);
    expect(lot.refusal({ ...resolve, captured: true, reason: '  ' })).toBe('reason-needed');
    expect(lot.types({ ...resolve, captured: true }, MANAGER)).toEqual([
      'PaymentCaptured',
      'AlarmCleared',
    ]);
    expect(paymentOf(lot, paymentId)).toMatchObject({ state: 'captured', uncertain: false });
    expect(report(lot, paymentId, 400)).toHaveLength(0);
  });

  test('resolved as not captured, it no longer asks for attention', () => {
    const { lot, sessionId } = lotThatOwes();
    const paymentId = request(lot, requestOf(sessionId, 400));
    const outcome = { kind: 'unknown', detail: 'the line dropped' } as const;
    lot.events({ type: 'ReportPayment', paymentId, outcome }, TERMINAL);
    const reason = 'the slip says declined';
    const resolve = { type: 'ResolvePayment', paymentId, captured: false, reason } as const;
    expect(lot.types(resolve, MANAGER)).toEqual(['PaymentFailed', 'AlarmCleared']);
    expect(paymentOf(lot, paymentId)).toMatchObject({ state: 'failed', uncertain: false });
    expect(paidOf(lot, sessionId)).toBe(0);
  });
});

describe('parts, nothing, too much', () => {
  test('parts add up, and only the last one buys the way out', () => {
    const { lot, sessionId } = lotThatOwes();
    atTheGate(lot);
    const part = { ...cashFor(sessionId, 150), part: true };
    expect(lot.events(part)).toMatchObject([
      { type: 'PaymentCaptured', graceUntilAt: null },
      { type: 'PaymentDue', laneId: 'out', dueMinor: 250 },
    ]);
    expect(lot.refusal({ ...part, amountMinor: 300, tenderedMinor: 300 })).toBe(
      'payment-wrong-amount',
    );
    const paymentId = request(lot, requestOf(sessionId, 250));
    expect(report(lot, paymentId, 250)).toMatchObject([
      { type: 'PaymentCaptured', graceUntilAt: lot.at + 15 * MINUTE_MS, overpaidMinor: 0 },
      { type: 'GateVended' },
    ]);
    expect(paidOf(lot, sessionId)).toBe(400);
  });

  test('who owes nothing gets a receipt for nothing, once', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    lot.at += 5 * MINUTE_MS;
    const nil = cashFor(sessionId, 0);
    expect(lot.events(nil)).toMatchObject([
      { receiptNumber: 1, amountMinor: 0, graceUntilAt: lot.at + 15 * MINUTE_MS },
    ]);
    expect(lot.refusal(nil)).toBe('payment-not-due');
  });

  test('money beyond what was due is an alarm; its refund clears that and keeps the way out', () => {
    const { lot, sessionId } = lotThatOwes();
    const inLane = { method: 'upi', laneId: 'out', deviceId: null, provider: 'sim' } as const;
    const paymentId = request(lot, { ...requestOf(sessionId, 400), ...inLane });
    lot.events({ ...cashFor(sessionId, 300), part: true });
    expect(report(lot, paymentId, 400)).toMatchObject([
      { type: 'PaymentCaptured', unmatched: true, overpaidMinor: 300, laneId: 'out' },
      { type: 'AlarmRaised', code: 'payment-overpaid' },
    ]);
    const refund = { type: 'RefundPayment', paymentId, reason: 'paid twice', as: 'cash' } as const;
    expect(lot.types({ ...refund, amountMinor: 100 }, MANAGER)).not.toContain('AlarmCleared');
    expect(lot.types({ ...refund, amountMinor: 200 }, MANAGER)).toContain('AlarmCleared');
    expect(paidOf(lot, sessionId)).toBe(400);
    atTheGate(lot);
    expect(gate(lot)).toBe('vended');
  });

  test('money for a stay that is over is an alarm too', () => {
    const { lot, sessionId } = lotThatOwes();
    const paymentId = request(lot, requestOf(sessionId, 400));
    lot.events({ type: 'CloseSession', sessionId, reason: 'left by the open gate' });
    expect(report(lot, paymentId, 400)).toMatchObject([
      { type: 'PaymentCaptured', unmatched: true, overpaidMinor: 400, graceUntilAt: null },
      { type: 'AlarmRaised', code: 'payment-overpaid' },
    ]);
  });
});

describe('money back', () => {
  test('a reversal while the vehicle is still on the loop closes the gate again', () => {
    const { lot, sessionId } = lotThatOwes();
    atTheGate(lot);
    const [paid] = lot.events(cashFor(sessionId, 400));
    expect(gate(lot)).toBe('vended');
    const paymentId = paid?.type === 'PaymentCaptured' ? paid.paymentId : '';
    const reverse = { type: 'ReversePayment', paymentId, reason: 'wrong vehicle' } as const;
    expect(lot.events(reverse)).toMatchObject([
      { type: 'PaymentReversed', receiptNumber: 2, amountMinor: 400 },
      { type: 'AuthorisationExpired', laneId: 'out' },
      { type: 'PaymentDue', laneId: 'out', dueMinor: 400 },
    ]);
    expect(gate(lot)).toBe('due');
    expect(paidOf(lot, sessionId)).toBe(0);
    expect(lot.types(cashFor(sessionId, 400))).toEqual(['PaymentCaptured', 'GateVended']);
  });

  test('a card is reversed by its terminal, and only then counts as reversed', () => {
    const { lot, sessionId } = lotThatOwes();
    atTheGate(lot);
    const paymentId = request(lot, requestOf(sessionId, 400));
    report(lot, paymentId, 400);
    const reverse = { type: 'ReversePayment', paymentId, reason: 'wrong vehicle' } as const;
    expect(lot.types(reverse)).toEqual(['PaymentEndAsked', 'AuthorisationExpired', 'PaymentDue']);
    expect(paidOf(lot, sessionId)).toBe(400);
    const refund = { type: 'RefundPayment', paymentId, amountMinor: 400 } as const;
    expect(lot.refusal({ ...refund, reason: 'twice', as: 'cash' }, MANAGER)).toBe(
      'payment-pending',
    );
    const outcome = { kind: 'reversed' } as const;
    expect(lot.types({ type: 'ReportPayment', paymentId, outcome }, TERMINAL)).toEqual([
      'PaymentReversed',
    ]);
    expect(lot.types({ type: 'ReportPayment', paymentId, outcome }, TERMINAL)).toEqual([]);
    expect(paidOf(lot, sessionId)).toBe(0);
  });

  test('a reversal that fails lets the vehicle go that was asked again', () => {
    const { lot, sessionId } = lotThatOwes();
    atTheGate(lot);
    const paymentId = request(lot, requestOf(sessionId, 400));
    report(lot, paymentId, 400);
    lot.events({ type: 'ReversePayment', paymentId, reason: 'wrong vehicle' });
    expect(gate(lot)).toBe('due');
    const outcome = { kind: 'reversal-failed', detail: 'no reply' } as const;
    expect(lot.types({ type: 'ReportPayment', paymentId, outcome }, TERMINAL)).toEqual([
      'ReversalFailed',
      'GateVended',
    ]);
    expect(paidOf(lot, sessionId)).toBe(400);
  });

  test('under the gate it is too late to reverse; a refund is still possible', () => {
    const { lot, sessionId } = lotThatOwes();
    atTheGate(lot);
    const [paid] = lot.events(cashFor(sessionId, 400));
    const paymentId = paid?.type === 'PaymentCaptured' ? paid.paymentId : '';
    lot.loop('out', 'safety', true);
    const reverse = { type: 'ReversePayment', paymentId, reason: 'wrong vehicle' } as const;
    expect(lot.refusal(reverse)).toBe('payment-too-late');
    lot.loop('out', 'arming', false);
    lot.loop('out', 'safety', false);
    const refund = { type: 'RefundPayment', paymentId, reason: 'goodwill', as: 'cash' } as const;
    expect(lot.refusal({ ...refund, amountMinor: 401 }, MANAGER)).toBe('refund-too-much');
    lot.events({ ...refund, amountMinor: 150 }, MANAGER);
    expect(lot.refusal({ ...refund, amountMinor: 251 }, MANAGER)).toBe('refund-too-much');
    expect(keptMinor(paymentOf(lot, paymentId))).toBe(250);
  });

  test('a refund through the provider counts when it confirms, even after it said failed', () => {
    const { lot, sessionId } = lotThatOwes();
    const online = { method: 'online', deviceId: null, provider: 'sim' } as const;
    const paymentId = request(lot, { ...requestOf(sessionId, 400), ...online });
    report(lot, paymentId, 400);
    const refund = { type: 'RefundPayment', paymentId, reason: 'goodwill', as: 'same' } as const;
    const [asked] = lot.events({ ...refund, amountMinor: 400 }, MANAGER);
    expect(lot.refusal({ ...refund, amountMinor: 1 }, MANAGER)).toBe('refund-too-much');
    const refundId = asked?.type === 'RefundRequested' ? asked.refundId : '';
    const told = { type: 'ReportRefund', paymentId, refundId } as const;
    lot.events({ ...told, outcome: { kind: 'failed', detail: 'bank said no' } });
    expect(paidOf(lot, sessionId)).toBe(400);
    lot.events({ ...told, outcome: { kind: 'refunded' } });
    expect(lot.events({ ...told, outcome: { kind: 'refunded' } })).toEqual([]);
    expect(paidOf(lot, sessionId)).toBe(0);
    expect(paymentOf(lot, paymentId).refunds).toMatchObject([{ failed: null, settledAt: lot.at }]);
  });
});

describe('the drawer', () => {
  test('holds its float, cash, less what went back, and what was moved', () => {
    const { lot, sessionId } = lotThatOwes();
    lot.events({ type: 'OpenShift', floatMinor: 1_000 });
    lot.events({ ...cashFor(sessionId, 150), part: true });
    const paymentId = request(lot, requestOf(sessionId, 250));
    report(lot, paymentId, 250);
    const move = { type: 'MoveCash', amountMinor: 700, reason: 'to the safe' } as const;
    lot.events({ ...move, move: 'drop' });
    expect(lot.refusal({ ...move, move: 'pay-out' })).toBe('drawer-too-little');
    lot.events({ ...move, move: 'pay-in', amountMinor: 50 });
    expect(Object.fromEntries(shiftOf(lot).totals)).toMatchObject({
      cash: { count: 1, takenMinor: 150 },
      card: { count: 1, takenMinor: 250 },
    });
    expect(lot.refusal(closing(480))).toBe('reason-needed');
    expect(lot.refusal(closing(480, 'no'))).toBe('reason-needed');
    expect(lot.events(closing(500))).toMatchObject([{ expectedMinor: 500, closeNumber: 1 }]);
  });

  test('what is handed back comes out of the drawer of whoever hands it back', () => {
    const { lot, sessionId } = lotThatOwes();
    lot.events({ type: 'OpenShift', floatMinor: 0 });
    const [paid] = lot.events(cashFor(sessionId, 400));
    lot.events(closing(400));
    lot.events({ type: 'OpenShift', floatMinor: 100 });
    const paymentId = paid?.type === 'PaymentCaptured' ? paid.paymentId : '';
    const reverse = { type: 'ReversePayment', paymentId, reason: 'wrong vehicle' } as const;
    expect(lot.refusal(reverse)).toBe('drawer-too-little');
    lot.events({ type: 'MoveCash', move: 'pay-in', amountMinor: 500, reason: 'more change' });
    expect(lot.events(reverse)).toMatchObject([{ shiftId: shiftOf(lot).id }]);
    expect(lot.events(closing(200))).toMatchObject([{ expectedMinor: 200, closeNumber: 2 }]);
  });

  test('the pieces have to make the sum', () => {
    const { lot } = lotThatOwes();
    lot.events({ type: 'OpenShift', floatMinor: 300 });
    const pieces = [{ pieceMinor: 100, count: 2 }];
    expect(lot.refusal({ ...closing(300), pieces })).toBe('count-wrong');
    pieces.push({ pieceMinor: 50, count: 2 });
    expect(lot.events({ ...closing(300), pieces })).toMatchObject([{ pieces }]);
  });
});
