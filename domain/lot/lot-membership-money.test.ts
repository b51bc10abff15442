import { describe, expect, test } from 'vitest';
import { must } from '../kernel/assert.ts';
import { DAY_MS, HOUR_MS } from '../kernel/instant.ts';
import { remindersAt } from '../membership/reminders.ts';
import { DAYTIME } from '../membership/samples.testing.ts';
import { duePayment } from './due.ts';
import { cashFor, NOON } from './lot.testing.ts';
import { lane, leave, MemberLot } from './membership.testing.ts';

describe('what is charged beyond the rights', () => {
  test('the hours outside of the window cost what the tariff says', () => {
    const lot = new MemberLot({ rights: DAYTIME });
    lot.enter('p1');
    lot.at = NOON + 9 * HOUR_MS;
    leave(lot, 'p1');
    // Covered until 19 o'clock; two hours by the tariff.
    expect(lane(lot, 'out').dueMinor).toBe(400);
  });

  test('the amount holds until the window closes, and the quote names the plan', () => {
    const lot = new MemberLot({ rights: DAYTIME, name: 'Office hours' });
    const session = must(lot.state.sessions.get(lot.enter('p1')), 'it is inside');
    lot.at += HOUR_MS;
    const { dueMinor, quote } = duePayment(lot.state, session, lot.at);
    expect(dueMinor).toBe(0);
    expect(quote.validUntilAt).toBe(NOON + 7 * HOUR_MS);
    expect(quote.why).toContain('Office hours');
  });

  test('a balance pays at the exit, and the gate opens', () => {
    const lot = new MemberLot({
      rights: { kind: 'prepaid', lowBalanceMinor: 500 },
      period: 'open',
      priceMinor: 0,
    });
    expect(lot.pay('top-up', 1_000)).toEqual(['PaymentCaptured', 'BalanceToppedUp']);
    lot.enter('p1');
    lot.at += 3 * HOUR_MS;
    expect(leave(lot, 'p1')).toEqual(expect.arrayContaining(['BalanceCharged', 'GateVended']));
    expect(lot.member.balanceMinor).toBe(400);
    lot.pass('out');
    expect(lot.state.payments.payments.size).toBe(1);
  });

  test('what the balance does not hold is asked of the driver', () => {
    const lot = new MemberLot({
      rights: { kind: 'prepaid', lowBalanceMinor: 500 },
      period: 'open',
      priceMinor: 0,
    });
    lot.pay('top-up', 500);
    const sessionId = lot.enter('p1');
    lot.at += 3 * HOUR_MS;
    leave(lot, 'p1');
    expect(lane(lot, 'out').dueMinor).toBe(100);
    const types = lot.types(cashFor(sessionId, 100));
    expect(types).toEqual(
      expect.arrayContaining(['PaymentCaptured', 'BalanceCharged', 'GateVended']),
    );
    expect(lot.member.balanceMinor).toBe(0);
  });

  test('a balance is charged with what the driver pays at the desk, and for a nil receipt', () => {
    const prepaid = {
      rights: { kind: 'prepaid', lowBalanceMinor: 0 },
      period: 'open',
      priceMinor: 0,
    } as const;
    for (const [balanceMinor, amountMinor] of [
      [500, 100],
      [1_000, 0],
    ] as const) {
      const lot = new MemberLot(prepaid);
      lot.pay('top-up', balanceMinor);
      const sessionId = lot.enter('p1');
      lot.at += 3 * HOUR_MS;
      expect(lot.types(cashFor(sessionId, amountMinor))).toContain('BalanceCharged');
      expect(lot.member.balanceMinor).toBe(balanceMinor + amountMinor - 600);
      expect(leave(lot, 'p1')).toEqual(['PlateRead', 'GateVended']);
    }
  });

  test('an overstay is a debt up to the limit, then it is paid at the gate', () => {
    const lot = new MemberLot({ rights: DAYTIME, beyond: 'debt', debtLimitMinor: 500 });
    lot.enter('p1');
    lot.at = NOON + 9 * HOUR_MS;
    expect(leave(lot, 'p1')).toEqual(expect.arrayContaining(['DebtRaised', 'GateVended']));
    expect(lot.member.debtMinor).toBe(400);
    lot.pass('out');
    lot.at += HOUR_MS;
    lot.enter('p1');
    lot.at += HOUR_MS;
    leave(lot, 'p1');
    expect(lane(lot, 'out').dueMinor).toBe(200);
  });

  test('a vehicle that backs out of the exit is not charged again within the grace', () => {
    const lot = new MemberLot({ rights: DAYTIME, beyond: 'debt', debtLimitMinor: 5_000 });
    lot.enter('p1');
    lot.at = NOON + 9 * HOUR_MS;
    leave(lot, 'p1');
    lot.loop('out', 'arming', false);
    lot.at += 5 * 60_000;
    expect(leave(lot, 'p1')).toContain('GateVended');
    expect(lot.member.debtMinor).toBe(400);
  });
});

describe('money and time of an account', () => {
  test('a fee buys the next period, whole or in parts', () => {
    const lot = new MemberLot();
    lot.at += 10 * DAY_MS;
    const before = lot.member.periods.at(-1)?.untilAt ?? 0;
    expect(lot.pay('fee', 2_000, true)).toEqual(['PaymentCaptured', 'FeePartPaid']);
    expect(lot.pay('fee', 3_000)).toEqual(['PaymentCaptured', 'MembershipRenewed']);
    expect(lot.member.periods.at(-1)?.fromAt).toBe(before);
    expect(lot.member.feePaidMinor).toBe(0);
  });

  test('a membership that was not paid yet parks as anybody', () => {
    const lot = new MemberLot();
    const memberId = lot.start({ plateRefs: ['u1'], cardRefs: [] }, null);
    expect(lot.state.memberships.memberships.get(memberId)?.periods).toEqual([]);
    lot.enter('u1');
    lot.at += 2 * HOUR_MS;
    leave(lot, 'u1');
    expect(lane(lot, 'out').dueMinor).toBe(400);
  });

  test('debts are paid in parts, waived, and a refunded top-up takes the balance back', () => {
    const lot = new MemberLot({
      rights: { kind: 'prepaid', lowBalanceMinor: 0 },
      period: 'open',
      priceMinor: 0,
      beyond: 'debt',
      debtLimitMinor: 1_000,
    });
    lot.enter('p1');
    lot.at += 3 * HOUR_MS;
    leave(lot, 'p1');
    lot.pass('out');
    expect(lot.member.debtMinor).toBe(600);
    expect(lot.pay('debt', 200, true)).toEqual(['PaymentCaptured', 'DebtPaid']);
    lot.events({
      type: 'WaiveDebt',
      membershipId: lot.memberId,
      amountMinor: 100,
      reason: 'goodwill',
    });
    expect(lot.member.debtMinor).toBe(300);
    lot.pay('top-up', 400);
    const paymentId = [...lot.state.payments.payments.keys()].at(-1) ?? '';
    lot.events({ type: 'RefundPayment', paymentId, amountMinor: 400, reason: 'asked', as: 'cash' });
    expect(lot.member.balanceMinor).toBe(0);
  });

  test('a refunded fee takes its period back', () => {
    const lot = new MemberLot();
    lot.pay('fee', 5_000);
    expect(lot.member.periods).toHaveLength(2);
    const paymentId = [...lot.state.payments.payments.keys()].at(-1) ?? '';
    lot.events({
      type: 'RefundPayment',
      paymentId,
      amountMinor: 5_000,
      reason: 'asked',
      as: 'cash',
    });
    expect(lot.member.periods).toHaveLength(1);
  });

  test('reminders say who runs out, owes, or runs low', () => {
    const lot = new MemberLot();
    const whys = () => remindersAt(lot.state.memberships, lot.at).map(({ why }) => why);
    expect(whys()).toEqual([]);
    lot.at += 20 * DAY_MS;
    expect(whys()).toEqual(['expires-soon']);
    lot.at += 12 * DAY_MS;
    expect(whys()).toEqual(['grace']);
    lot.at += 10 * DAY_MS;
    expect(whys()).toEqual(['expired']);
    lot.at += 60 * DAY_MS;
    expect(whys()).toEqual([]);
  });
});
