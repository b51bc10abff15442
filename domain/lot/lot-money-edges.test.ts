import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { must } from '../kernel/assert.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import { planTerms } from '../membership/samples.testing.ts';
import type { RequestPayment } from './command/payment.ts';
import { duePayment } from './due.ts';
import { effectsOf } from './effects.ts';
import { KEPT_SETTLED_PAYMENTS } from './evolve/payment.ts';
import { cashFor, ENTRY, NOON, TestLot } from './lot.testing.ts';
import { booked, happens } from './reservation.testing.ts';
import { upcast } from './upcast.ts';

const MANAGER = { kind: 'user', name: 'meera', role: 'manager' } as const;
const STATION = { kind: 'station' } as const;
const TICK = { type: 'Tick' } as const;
const sessionOf = (lot: TestLot, id: string) => must(lot.state.sessions.get(id), 'a stay');

function memberOf(lot: TestLot, change: Parameters<typeof planTerms>[0] = {}): string {
  const [saved] = lot.events({ type: 'SavePlan', planId: null, terms: planTerms(change) });
  const planId = saved?.type === 'PlanSaved' ? saved.planId : '';
  const member = {
    planId,
    groupId: null,
    holderRef: 'name-1',
    contactRef: null,
    plateRefs: ['p1'],
    cardRefs: ['card-1'],
  };
  const grantReason = 'invoice';
  const [one] = lot.events({ type: 'StartMembership', member, startAt: null, grantReason });
  return one?.type === 'MembershipStarted' ? one.membershipId : '';
}

function cash(lot: TestLot, purpose: RequestPayment['purpose'], amountMinor: number, part = false) {
  const tenderedMinor = amountMinor;
  const [paid] = lot.events({ type: 'TakePayment', purpose, amountMinor, tenderedMinor, part });
  return paid?.type === 'PaymentCaptured' ? paid.paymentId : '';
}

function refund(lot: TestLot, paymentId: string, amountMinor: number) {
  const why = { reason: 'goodwill', as: 'cash' } as const;
  return lot.events({ type: 'RefundPayment', paymentId, amountMinor, ...why }, MANAGER);
}

describe('the code that a lane’s sign shows', () => {
  function offered() {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    lot.at += 2 * HOUR_MS;
    lot.loop('out', 'arming', true);
    lot.read('out', 'p1');
    const [asked] = lot.events({
      type: 'RequestPayment',
      purpose: { kind: 'session', sessionId },
      method: 'upi',
      amountMinor: 400,
      part: false,
      laneId: 'out',
      deviceId: null,
      provider: 'sim',
    });
    const paymentId = asked?.type === 'PaymentRequested' ? asked.paymentId : '';
    const offer = () =>
      lot.events({
        type: 'NoteProviderOrder',
        paymentId,
        provider: 'sim',
        providerOrderId: 'o1',
        link: 'upi://pay?1',
      });
    const codes = (from: number) =>
      lot.journal
        .slice(from)
        .flatMap(({ event }) => effectsOf(lot.state, event))
        .flatMap((effect) => (effect.kind === 'show' ? [effect.qr ?? null] : []));
    return { lot, sessionId, paymentId, offer, codes };
  }

  test('is not one that the provider made after the vehicle had gone', () => {
    const { lot, offer, codes, paymentId } = offered();
    lot.loop('out', 'arming', false);
    lot.events({ type: 'AbortPayment', paymentId, reason: 'gone' }, STATION);
    const from = lot.journal.length;
    offer();
    expect(codes(from)).toEqual([]);
  });

  test('stays when the ticket is shown once more', () => {
    const { lot, sessionId, offer, codes } = offered();
    offer();
    const from = lot.journal.length;
    const number = sessionOf(lot, sessionId).ticketNumber;
    const claim = { ok: true, kind: 'ticket', number } as const;
    lot.events({ type: 'ReportScan', laneId: 'out', claim, cardRef: null });
    expect(codes(from)).toEqual(['upi://pay?1']);
  });
});

test('an exit without loops forgets a vehicle that has not paid and is long gone', () => {
  const file = smallLot();
  const lanes = file.lanes.map((lane) => ({ ...lane, detection: 'none' as const }));
  const lot = new TestLot({ ...file, lanes });
  const [issued] = lot.events({ ...ENTRY, plateRef: 'p1' });
  const sessionId = issued?.type === 'TicketIssued' ? issued.sessionId : '';
  lot.at += 2 * HOUR_MS;
  expect(lot.read('out', 'p1')).toContain('PaymentDue');
  lot.at += 14 * MINUTE_MS;
  expect(lot.types(TICK, STATION)).not.toContain('AuthorisationExpired');
  lot.at += MINUTE_MS;
  expect(lot.types(TICK, STATION)).toContain('AuthorisationExpired');
  lot.at += HOUR_MS;
  const { dueMinor } = duePayment(lot.state, sessionOf(lot, sessionId), lot.at);
  expect(lot.types(cashFor(sessionId, dueMinor))).toEqual(['PaymentCaptured']);
});

describe('payments that are kept', () => {
  test('are those of bookings to come, however many others settle meanwhile', () => {
    const lot = new TestLot();
    const fromAt = lot.at + 48 * HOUR_MS;
    const one = booked(lot, { fromAt, toAt: fromAt + HOUR_MS, prepaid: true });
    const paymentId = cash(lot, { kind: 'reservation', reservationId: one.id }, 200);
    const captured = must(
      lot.journal.find(({ event }) => event.type === 'PaymentCaptured')?.event,
      'the payment',
    );
    if (captured.type !== 'PaymentCaptured') throw new Error('a payment');
    const purpose = { kind: 'lost-ticket', vehicleClass: 'car', plateRef: null } as const;
    for (let count = 0; count < KEPT_SETTLED_PAYMENTS + 10; count += 1)
      happens(lot, { ...captured, paymentId: `other-${count}`, purpose });
    expect(lot.state.payments.payments.has(paymentId)).toBe(true);
    expect(lot.state.payments.payments.size).toBeLessThanOrEqual(KEPT_SETTLED_PAYMENTS + 1);
    const cancel = { type: 'CancelReservation', reservationId: one.id, reason: 'ill' } as const;
    expect(lot.types({ ...cancel, refund: true }, MANAGER)).toContain('PaymentRefunded');
  });
});

test('a passing back that was acknowledged is over, and one line stands for many', () => {
  const file = smallLot();
  const lot = new TestLot({ ...file, policies: { ...file.policies, antiPassback: 'soft' } });
  for (let count = 0; count < 3; count += 1) {
    lot.at += 10 * MINUTE_MS;
    lot.enter('p1');
  }
  const alarms = [...lot.state.alarms.values()].filter(({ code }) => code === 'passed-back');
  expect(alarms).toHaveLength(1);
  expect(lot.types({ type: 'AcknowledgeAlarm', alarmId: alarms[0]?.id ?? '' })).toEqual([
    'AlarmAcknowledged',
    'AlarmCleared',
  ]);
  expect(lot.state.alarms.size).toBe(0);
});

test('a tariff that takes over between two ticks does not lock the price of the one before', () => {
  const file = smallLot();
  const dynamic = {
    kind: 'bands',
    bands: [
      { fromPct: 0, percent: 100 },
      { fromPct: 20, percent: 150 },
    ],
    hysteresisPct: 0,
    minHoldMinutes: 0,
  };
  const lot = new TestLot({ ...file, tariff: { ...file.tariff, dynamic } as never });
  lot.events(TICK, STATION);
  lot.state.tariffs.price = { percent: 150, rateMinorPerHour: null };
  lot.events({ type: 'PublishTariff', tariff: file.tariff, effectiveAt: lot.at + 500, note: '' });
  lot.at += 600;
  const sessionId = lot.enter('p1');
  expect(sessionOf(lot, sessionId)).toMatchObject({ tariffVersion: 2, price: null });
});

test('a member who comes back does not pay for the visit before once more', () => {
  const file = smallLot();
  const reEntry = { withinMinutes: 120, countGap: false };
  const lot = new TestLot({ ...file, tariff: { ...file.tariff, reEntry } as never });
  const membershipId = memberOf(lot, { rights: { kind: 'prepaid', lowBalanceMinor: 0 } });
  cash(lot, { kind: 'membership', membershipId, what: 'top-up' }, 2_000);
  for (const left of [1_800, 1_600]) {
    lot.enter('p1');
    lot.at += HOUR_MS;
    lot.loop('out', 'arming', true);
    lot.read('out', 'p1');
    lot.pass('out');
    expect(lot.state.memberships.memberships.get(membershipId)?.balanceMinor).toBe(left);
    lot.at += 10 * MINUTE_MS;
  }
});

test('at a lane of both ways a member’s card leads out while its vehicle is inside', () => {
  const file = smallLot();
  const lanes = file.lanes.map((lane) => ({ ...lane, direction: 'reversible' as const }));
  const lot = new TestLot({ ...file, lanes });
  memberOf(lot);
  const claim = { ok: false, code: 'ticket-malformed' } as const;
  const scan = (laneId: string) =>
    lot.types({ type: 'ReportScan', laneId, claim, cardRef: 'card-1' });
  lot.loop('in', 'arming', true);
  expect(scan('in')).toEqual(['TicketIssued', 'GateVended']);
  lot.pass('in');
  lot.tell({ type: 'TurnLane', laneId: 'out', to: 'exit', reason: 'evening' });
  lot.loop('out', 'arming', true);
  expect(scan('out')).toEqual(['GateVended']);
});

describe('money back from a membership', () => {
  const account = (lot: TestLot, id: string) =>
    must(lot.state.memberships.memberships.get(id), 'the member');

  test('that was paid in two parts leaves the other part for the fee', () => {
    const lot = new TestLot();
    const id = memberOf(lot, { priceMinor: 1_000 });
    const purpose = { kind: 'membership', membershipId: id, what: 'fee' } as const;
    const first = cash(lot, purpose, 400, true);
    cash(lot, purpose, 600);
    expect(account(lot, id).periods).toHaveLength(2);
    refund(lot, first, 400);
    expect(account(lot, id)).toMatchObject({ periodCount: 1, feePaidMinor: 600 });
  });
});

test('tickets of an older journal are charged by the tariff that was in force', () => {
  const old = {
    type: 'TicketIssued',
    laneId: 'in',
    sessionId: 's-old',
    ticketNumber: 't-old',
    slotId: 'a1',
    vehicleClass: 'car',
    wantsCharge: false,
    accessiblePermit: false,
    plateRef: null,
  };
  const file = smallLot();
  const lot = new TestLot(file);
  lot.at += HOUR_MS;
  const dearer = { ...file.tariff, name: 'Dearer' };
  lot.events({ type: 'OpenLot', lot: { ...file, tariff: dearer } });
  happens(lot, upcast(old));
  expect(sessionOf(lot, 's-old').tariffVersion).toBe(2);
  expect(duePayment(lot.state, sessionOf(lot, 's-old'), NOON + 3 * HOUR_MS).dueMinor).toBe(400);
});

test('a stay that its member’s balance paid says so at its end, with loops and without', () => {
  const file = smallLot();
  const lanes = file.lanes.map((lane) => ({ ...lane, detection: 'none' as const }));
  const lot = new TestLot({ ...file, lanes });
  const membershipId = memberOf(lot, { rights: { kind: 'prepaid', lowBalanceMinor: 0 } });
  cash(lot, { kind: 'membership', membershipId, what: 'top-up' }, 2_000);
  lot.events({ ...ENTRY, plateRef: 'p1' });
  lot.at += HOUR_MS;
  const by = { kind: 'plate', plateRef: 'p1' } as const;
  expect(lot.events({ type: 'RequestExit', laneId: 'out', by })).toMatchObject([
    { type: 'BalanceCharged', amountMinor: 200 },
    { type: 'GateVended' },
    { type: 'SessionEnded', paidMinor: 200 },
  ]);
});
