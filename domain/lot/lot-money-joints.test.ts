import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { must } from '../kernel/assert.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import type { PlanTerms } from '../membership/plan.ts';
import { planTerms } from '../membership/samples.testing.ts';
import { reservationPoliciesSchema } from '../reservation/policies.ts';
import { shopTermsSchema } from '../validation/shop.ts';
import type { RequestPayment } from './command/payment.ts';
import { duePayment } from './due.ts';
import { effectsAfterRestart } from './effects.ts';
import type { LotEvent } from './event.ts';
import { cashFor, TestLot } from './lot.testing.ts';
import { booked } from './reservation.testing.ts';

// Where payments, members, bookings, validations and lanes meet.

const MANAGER = { kind: 'user', name: 'meera', role: 'manager' } as const;
const TERMINAL = { kind: 'device', deviceId: 'zvt' } as const;
const STATION = { kind: 'station' } as const;
const REFERENCE = { id: '17', terminalId: '52', trace: '9', cardName: 'girocard' };
const TICK = { type: 'Tick' } as const;

const gate = (lot: TestLot) => must(lot.state.lanes.get('out'), 'the exit');
const sessionOf = (lot: TestLot, id: string) => must(lot.state.sessions.get(id), 'a stay');
const owes = (lot: TestLot, id: string) =>
  duePayment(lot.state, sessionOf(lot, id), lot.at).dueMinor;

function atTheGate(lot: TestLot, plateRef = 'p1'): void {
  lot.loop('out', 'arming', true);
  lot.read('out', plateRef);
}

function rescan(lot: TestLot, sessionId: string): readonly LotEvent[] {
  const number = sessionOf(lot, sessionId).ticketNumber;
  const claim = { ok: true, kind: 'ticket', number } as const;
  return lot.events({ type: 'ReportScan', laneId: 'out', claim, cardRef: null });
}

/** Two hours of a car, so 4.00 are due; a card terminal stands at the desk. */
function lotThatOwes(file = smallLot()): { lot: TestLot; sessionId: string } {
  const lot = new TestLot(file);
  lot.state.devices.set('zvt', { status: 'online', detail: '', since: lot.at });
  const sessionId = lot.enter('p1');
  lot.at += 2 * HOUR_MS;
  return { lot, sessionId };
}

function request(lot: TestLot, sessionId: string, change: Partial<RequestPayment> = {}): string {
  const [event] = lot.events({
    type: 'RequestPayment',
    purpose: { kind: 'session', sessionId },
    method: 'card',
    amountMinor: 400,
    part: false,
    laneId: null,
    deviceId: 'zvt',
    provider: null,
    ...change,
  });
  return event?.type === 'PaymentRequested' ? event.paymentId : '';
}

function captured(lot: TestLot, paymentId: string, amountMinor: number): readonly LotEvent[] {
  const outcome = { kind: 'captured', amountMinor, reference: REFERENCE } as const;
  return lot.events({ type: 'ReportPayment', paymentId, outcome }, TERMINAL);
}

function reported(lot: TestLot, paymentId: string, kind: 'reversed' | 'reversal-failed') {
  const outcome = kind === 'reversed' ? { kind } : { kind, detail: 'no reply' };
  return lot.types({ type: 'ReportPayment', paymentId, outcome }, TERMINAL);
}

function paidByCardAtTheGate() {
  const { lot, sessionId } = lotThatOwes();
  atTheGate(lot);
  const paymentId = request(lot, sessionId);
  captured(lot, paymentId, 400);
  expect(gate(lot).phase).toBe('vended');
  return { lot, sessionId, paymentId };
}

describe('while a terminal reverses a payment', () => {
  const reason = 'wrong vehicle';

  test('the ticket under the scanner once more opens nothing', () => {
    const { lot, sessionId, paymentId } = paidByCardAtTheGate();
    lot.events({ type: 'ReversePayment', paymentId, reason });
    expect(gate(lot).phase).toBe('due');
    expect(rescan(lot, sessionId).map(({ type }) => type)).not.toContain('GateVended');
    expect(lot.types(TICK, STATION)).not.toContain('GateVended');
    expect(owes(lot, sessionId)).toBe(400);
  });

  test('no other money is taken, as it may turn out to be paid', () => {
    const { lot, sessionId, paymentId } = paidByCardAtTheGate();
    lot.events({ type: 'ReversePayment', paymentId, reason });
    expect(lot.refusal(cashFor(sessionId, 400))).toBe('payment-pending');
    reported(lot, paymentId, 'reversed');
    expect(lot.types(cashFor(sessionId, 400))).toEqual(['PaymentCaptured', 'GateVended']);
  });

  test('a station that is killed meanwhile asks for it again', () => {
    const { lot, paymentId } = paidByCardAtTheGate();
    lot.events({ type: 'ReversePayment', paymentId, reason });
    expect(effectsAfterRestart(lot.state, lot.at)).toContainEqual({
      kind: 'reverse-charge',
      deviceId: 'zvt',
      paymentId,
      amountMinor: 400,
      terminalReceipt: '17',
    });
    reported(lot, paymentId, 'reversed');
    const kinds = effectsAfterRestart(lot.state, lot.at).map(({ kind }) => kind);
    expect(kinds).not.toContain('reverse-charge');
  });

  test('a reversal of what was paid twice leaves the open gate and the grace alone', () => {
    const { lot, sessionId } = lotThatOwes();
    atTheGate(lot);
    const twice = request(lot, sessionId, { laneId: 'out' });
    lot.events(cashFor(sessionId, 400));
    expect(captured(lot, twice, 400)).toMatchObject([{ overpaidMinor: 400 }, {}]);
    expect(lot.types({ type: 'ReversePayment', paymentId: twice, reason })).toEqual([
      'PaymentEndAsked',
    ]);
    expect(reported(lot, twice, 'reversed')).toEqual(['PaymentReversed', 'AlarmCleared']);
    expect(gate(lot).phase).toBe('vended');
    expect(owes(lot, sessionId)).toBe(0);
    expect(sessionOf(lot, sessionId).paidMinor).toBe(400);
  });
});

describe('an amount that a lane shows', () => {
  test('falls by what was paid of it elsewhere', () => {
    const { lot, sessionId } = lotThatOwes();
    atTheGate(lot);
    expect(lot.events({ ...cashFor(sessionId, 150), part: true })).toMatchObject([
      { type: 'PaymentCaptured' },
      { type: 'PaymentDue', laneId: 'out', dueMinor: 250 },
    ]);
    expect(gate(lot).dueMinor).toBe(250);
  });

  test('rises with time, but not under the hands of who is paying it', () => {
    const { lot, sessionId } = lotThatOwes();
    atTheGate(lot);
    const paymentId = request(lot, sessionId, { laneId: 'out' });
    lot.at += HOUR_MS;
    expect(lot.types(TICK, STATION)).not.toContain('PaymentDue');
    const outcome = { kind: 'failed', code: 'declined', detail: 'declined' } as const;
    lot.events({ type: 'ReportPayment', paymentId, outcome }, TERMINAL);
    lot.events(TICK, STATION);
    expect(gate(lot)).toMatchObject({ phase: 'due', dueMinor: owes(lot, sessionId) });
    expect(gate(lot).dueMinor).toBe(600);
    lot.events(TICK, STATION);
    expect(lot.types(TICK, STATION)).not.toContain('PaymentDue');
    // A code that hangs on the sign meanwhile does not keep the amount down.
    const code = { method: 'upi', deviceId: null, provider: 'sim', amountMinor: 600 } as const;
    request(lot, sessionId, { laneId: 'out', ...code });
    lot.at += HOUR_MS;
    expect(lot.types(TICK, STATION)).toContain('PaymentDue');
  });
});

class PrepaidLot extends TestLot {
  readonly memberId: string;

  constructor(balanceMinor: number, terms: Partial<PlanTerms> = {}) {
    super(smallLot());
    const plan = planTerms({ rights: { kind: 'prepaid', lowBalanceMinor: 0 }, ...terms });
    const [saved] = this.events({ type: 'SavePlan', planId: null, terms: plan });
    const planId = saved?.type === 'PlanSaved' ? saved.planId : '';
    const [started] = this.events({
      type: 'StartMembership',
      member: {
        planId,
        groupId: null,
        holderRef: 'name-1',
        contactRef: null,
        plateRefs: ['p1'],
        cardRefs: [],
      },
      startAt: null,
      grantReason: 'invoice',
    });
    this.memberId = started?.type === 'MembershipStarted' ? started.membershipId : '';
    if (balanceMinor > 0) this.topUp(balanceMinor);
  }

  get member() {
    return must(this.state.memberships.memberships.get(this.memberId), 'the member');
  }

  topUp(amountMinor: number): readonly string[] {
    const purpose = { kind: 'membership', membershipId: this.memberId, what: 'top-up' } as const;
    const tenderedMinor = amountMinor;
    return this.types({ type: 'TakePayment', purpose, amountMinor, tenderedMinor, part: false });
  }
}

describe('a member whose balance is too low stands at the exit', () => {
  function waiting(balanceMinor: number) {
    const lot = new PrepaidLot(balanceMinor);
    const sessionId = lot.enter('p1');
    lot.at += 2 * HOUR_MS;
    atTheGate(lot);
    expect(gate(lot)).toMatchObject({ phase: 'due', dueMinor: 400 - balanceMinor });
    return { lot, sessionId };
  }

  test('a validation of the rest opens, and the balance pays its part', () => {
    const { lot, sessionId } = waiting(300);
    const offers = [{ id: 'one', label: '1.00', kind: 'amount', value: 100 }];
    const terms = shopTermsSchema.parse({ name: 'Bakery', offers });
    const [saved] = lot.events({ type: 'SaveShop', shopId: null, terms });
    const shopId = saved?.type === 'ShopSaved' ? saved.shopId : '';
    const by = { kind: 'offer', shopId, offerId: 'one' } as const;
    const types = lot.types({ type: 'ApplyValidation', sessionId, by });
    expect(types).toEqual(['ValidationApplied', 'BalanceCharged', 'GateVended']);
    expect(lot.member.balanceMinor).toBe(0);
  });

  test('a top-up opens as well, and is charged', () => {
    const { lot, sessionId } = waiting(300);
    lot.topUp(500);
    expect(lot.types(TICK, STATION)).toEqual(['BalanceCharged', 'GateVended']);
    expect(lot.member.balanceMinor).toBe(400);
    expect(sessionOf(lot, sessionId).paidMinor).toBe(400);
  });
});

describe('a prepaid booking', () => {
  function arrivedBy(paidMinor: number) {
    const file = smallLot();
    const reservations = reservationPoliciesSchema.parse({ sharePercent: { standard: 100 } });
    const lot = new TestLot({
      ...file,
      policies: { ...file.policies, reservations },
      tariff: { ...file.tariff, lostTicket: { feeMinor: 3_000, mode: 'flat' } },
    });
    const fromAt = lot.at + 10 * MINUTE_MS;
    const toAt = fromAt + 2 * HOUR_MS;
    const one = booked(lot, { fromAt, toAt, plateRef: 'p1', prepaid: true });
    const pay = (amountMinor: number) =>
      lot.events({
        type: 'TakePayment',
        purpose: { kind: 'reservation', reservationId: one.id },
        amountMinor,
        tenderedMinor: amountMinor,
        part: false,
      });
    if (paidMinor > 0) pay(paidMinor);
    lot.at = fromAt;
    const sessionId = lot.enter('p1');
    expect(sessionOf(lot, sessionId).right.kind).toBe('reservation');
    lot.at += HOUR_MS;
    return { lot, sessionId, one };
  }

  test('is not lost with the paper ticket: what was paid for it counts', () => {
    const { lot, sessionId } = arrivedBy(400);
    expect(owes(lot, sessionId)).toBe(0);
    lot.events({ type: 'DeclareTicketLost', sessionId, reason: 'lost' });
    expect(owes(lot, sessionId)).toBe(2_600);
  });

  test('money for it that comes late, when its stay is paid, is an alarm', () => {
    const { lot, sessionId, one } = arrivedBy(0);
    lot.events(cashFor(sessionId, 400));
    // Its page was opened before the vehicle came, and paid now.
    const { id: reservationId } = one;
    const paymentId = 'p-late';
    lot.state.payments.payments.set(paymentId, {
      ...must([...lot.state.payments.payments.values()][0], 'the cash'),
      id: paymentId,
      purpose: { kind: 'reservation', reservationId },
      state: 'failed',
    });
    expect(captured(lot, paymentId, 400)).toMatchObject([
      { type: 'PaymentCaptured', overpaidMinor: 400, unmatched: true },
      { type: 'AlarmRaised', code: 'payment-overpaid' },
    ]);
  });

  test('money for one that was cancelled meanwhile is an alarm too', () => {
    const lot = new TestLot();
    const fromAt = lot.at + 48 * HOUR_MS;
    const one = booked(lot, { fromAt, toAt: fromAt + HOUR_MS, prepaid: true });
    const purpose = { kind: 'reservation', reservationId: one.id } as const;
    const online = { method: 'online', deviceId: null, provider: 'sim' } as const;
    const paymentId = request(lot, '', { purpose, amountMinor: 200, ...online });
    lot.events({ type: 'CancelReservation', reservationId: one.id, reason: 'ill', refund: true });
    expect(captured(lot, paymentId, 200)).toMatchObject([
      { type: 'PaymentCaptured', overpaidMinor: 200 },
      { type: 'AlarmRaised', code: 'payment-overpaid' },
    ]);
    const refund = { type: 'RefundReservation', reservationId: one.id, reason: 'ill' } as const;
    expect(lot.types(refund, MANAGER)).toEqual(['RefundRequested']);
  });
});
