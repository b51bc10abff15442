import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { must } from '../kernel/assert.ts';
import { DAY_MS, HOUR_MS } from '../kernel/instant.ts';
import type { Membership } from '../membership/membership.ts';
import type { PlanTerms } from '../membership/plan.ts';
import { remindersAt } from '../membership/reminders.ts';
import { DAYTIME, planTerms } from '../membership/samples.testing.ts';
import type { MemberDetails } from './command/membership.ts';
import { duePayment } from './due.ts';
import { cashFor, NOON, TestLot } from './lot.testing.ts';

/** A lot with one plan and one paid member; the plan's terms are what a test is about. */
class MemberLot extends TestLot {
  readonly planId: string;
  readonly memberId: string;

  constructor(
    terms: Partial<PlanTerms> = {},
    member: Partial<MemberDetails> = {},
    lot = smallLot(),
  ) {
    super(lot);
    this.planId = this.savePlan(terms);
    this.memberId = this.start(member);
  }

  savePlan(terms: Partial<PlanTerms>): string {
    const [saved] = this.events({ type: 'SavePlan', planId: null, terms: planTerms(terms) });
    return saved?.type === 'PlanSaved' ? saved.planId : '';
  }

  start(member: Partial<MemberDetails> = {}, grantReason: string | null = 'invoice 1'): string {
    const [started] = this.events({
      type: 'StartMembership',
      member: { ...DETAILS, planId: this.planId, ...member },
      startAt: null,
      grantReason,
    });
    return started?.type === 'MembershipStarted' ? started.membershipId : '';
  }

  get member(): Membership {
    return must(this.state.memberships.memberships.get(this.memberId), 'the member was started');
  }

  /** A payment at the desk for the member. */
  pay(what: 'fee' | 'top-up' | 'debt', amountMinor: number, part = false): readonly string[] {
    return this.types({
      type: 'TakePayment',
      purpose: { kind: 'membership', membershipId: this.memberId, what },
      amountMinor,
      tenderedMinor: amountMinor,
      part,
    });
  }
}

const DETAILS = {
  groupId: null,
  holderRef: 'name-1',
  contactRef: null,
  plateRefs: ['p1', 'p2'],
  cardRefs: ['card-1'],
} as const;

/** Drives a vehicle to the exit. */
function leave(lot: TestLot, plateRef: string): readonly string[] {
  lot.loop('out', 'arming', true);
  return lot.read('out', plateRef);
}

const lane = (lot: TestLot, laneId: string) => must(lot.state.lanes.get(laneId), 'a lane');

describe('members at the gates', () => {
  test('a member comes in by plate and leaves without paying', () => {
    const lot = new MemberLot();
    const sessionId = lot.enter('p1');
    expect(lot.state.sessions.get(sessionId)?.right).toEqual({
      kind: 'membership',
      membershipId: lot.memberId,
    });
    lot.at += 30 * HOUR_MS;
    expect(leave(lot, 'p1')).toContain('GateVended');
    lot.pass('out');
    expect(lot.member.stays.size).toBe(0);
    expect(lot.member.usage.get('2026-03')).toEqual({ entries: 1, usedMs: 30 * HOUR_MS });
  });

  test('the second car of one who may have one inside is refused while the first is in', () => {
    const lot = new MemberLot();
    lot.enter('p1');
    lot.loop('in', 'arming', true);
    expect(lot.read('in', 'p2')).toEqual(['PlateRead', 'EntryRefused']);
    expect(lane(lot, 'in').refusal).toBe('membership-quota');
    lot.loop('in', 'arming', false);
    lot.at += HOUR_MS;
    leave(lot, 'p1');
    lot.pass('out');
    expect(lot.enter('p2')).not.toBe('');
  });

  test('the same plate is refused a second time, whoever shows it', () => {
    const lot = new MemberLot({ insideMax: 2 });
    lot.enter('p1');
    lot.at += HOUR_MS;
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    expect(lane(lot, 'in').refusal).toBe('already-inside');
  });

  test('soft: admitted and called, and the stay that is shown to be over ends', () => {
    const lot = new MemberLot({ antiPassback: 'soft', insideMax: 2 });
    const first = lot.enter('p1');
    lot.at += HOUR_MS;
    lot.loop('in', 'arming', true);
    const types = lot.read('in', 'p1');
    expect(types).toEqual(
      expect.arrayContaining(['PassedBack', 'SessionClosed', 'AlarmRaised', 'TicketIssued']),
    );
    expect(lot.state.sessions.has(first)).toBe(false);
    expect([...lot.state.alarms.values()].map(({ code }) => code)).toEqual(['passed-back']);
    lot.pass('in');
    expect(lot.member.stays.size).toBe(1);
  });

  test('soft: a second car beyond the count comes in as well', () => {
    const lot = new MemberLot({ antiPassback: 'soft' });
    lot.enter('p1');
    expect(lot.enter('p2')).not.toBe('');
    expect(lot.member.stays.size).toBe(2);
  });

  test('the policy of the lot holds where the plan has none of its own', () => {
    const file = smallLot();
    const soft = { ...file, policies: { ...file.policies, antiPassback: 'soft' as const } };
    const lot = new MemberLot({}, {}, soft);
    lot.enter('p1');
    expect(lot.enter('p2')).not.toBe('');
    const stranger = lot.enter('x1');
    lot.at += HOUR_MS;
    expect(lot.enter('x1')).not.toBe(stranger);
  });

  test('staff resynchronise a credential whose vehicle left unseen', () => {
    const lot = new MemberLot();
    const sessionId = lot.enter('p1');
    const resync = {
      type: 'ResyncCredential',
      credential: { kind: 'membership', membershipId: lot.memberId, sessionId: null },
      reason: 'seen on the street',
    } as const;
    expect(lot.events(resync)).toMatchObject([
      { type: 'CredentialResynced', sessionIds: [sessionId] },
      { type: 'SessionClosed', sessionId, dueMinor: 0 },
    ]);
    expect(lot.refusal(resync)).toBe('nothing-stale');
    expect(lot.enter('p2')).not.toBe('');
  });

  test('a vehicle at a gate is not gone, so it cannot be resynchronised away', () => {
    const lot = new MemberLot({ rights: DAYTIME });
    lot.enter('p1');
    lot.at = NOON + 10 * HOUR_MS;
    leave(lot, 'p1');
    expect(
      lot.refusal({
        type: 'ResyncCredential',
        credential: { kind: 'plate', plateRef: 'p1' },
        reason: 'test',
      }),
    ).toBe('lane-busy');
  });

  test('a card or the pass under the scanner opens the entry, and the pass opens the exit', () => {
    const lot = new MemberLot({ insideMax: 2 });
    const pass = { ok: true, kind: 'membership', number: lot.member.number } as const;
    const unread = { ok: false, code: 'ticket-malformed' } as const;
    lot.loop('in', 'arming', true);
    const card = { type: 'ReportScan', laneId: 'in', claim: unread, cardRef: 'card-1' } as const;
    expect(lot.types(card)).toContain('GateVended');
    lot.pass('in');
    lot.at += HOUR_MS;
    lot.loop('in', 'arming', true);
    const atEntry = { type: 'ReportScan', laneId: 'in', claim: pass, cardRef: null } as const;
    expect(lot.types(atEntry)).toContain('GateVended');
    lot.pass('in');
    expect(lot.member.stays.size).toBe(2);
    lot.loop('out', 'arming', true);
    expect(lot.types({ ...atEntry, laneId: 'out' })).toContain('GateVended');
    lot.pass('out');
    expect(lot.member.stays.size).toBe(1);
  });

  test('a card that nobody knows opens nothing', () => {
    const lot = new MemberLot();
    const unread = { ok: false, code: 'ticket-malformed' } as const;
    lot.loop('in', 'arming', true);
    lot.types({ type: 'ReportScan', laneId: 'in', claim: unread, cardRef: 'card-9' });
    expect(lane(lot, 'in').refusal).toBe('membership-unknown');
  });

  test('a vehicle that backs out takes nothing from its member', () => {
    const lot = new MemberLot({ rights: { kind: 'entries', count: 1, per: 'month' } });
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    expect(lot.member.stays.size).toBe(1);
    lot.loop('in', 'arming', false);
    expect(lot.member.stays.size).toBe(0);
    expect(lot.member.entryCount).toBe(0);
    expect(lot.enter('p1')).not.toBe('');
  });
});

describe('what a member shows at the exit', () => {
  const show = (lot: MemberLot, cardRef: string | null) =>
    lot.types({
      type: 'ReportScan',
      laneId: 'out',
      claim:
        cardRef === null
          ? { ok: true, kind: 'membership', number: lot.member.number }
          : { ok: false, code: 'ticket-malformed' },
      cardRef,
    });

  test.each([
    ['the pass', null],
    ['the card', 'card-1'],
  ])('%s lets out who came in by plate', (_, cardRef) => {
    const lot = new MemberLot();
    const sessionId = lot.enter('p1');
    lot.loop('out', 'arming', true);
    expect(show(lot, cardRef)).toContain('GateVended');
    expect(lane(lot, 'out').sessionId).toBe(sessionId);
  });

  test('of two vehicles the one leaves whose plate was read, and without a read neither', () => {
    const lot = new MemberLot({ insideMax: 2 });
    lot.enter('p1');
    const second = lot.enter('p2');
    lot.loop('out', 'arming', true);
    expect(show(lot, null)).toEqual(['ExitRefused']);
    expect(lane(lot, 'out').sessionId).toBeNull();
    expect(lot.read('out', 'p2', 0.5)).toContain('StaffAsked');
    expect(show(lot, null)).toContain('GateVended');
    expect(lane(lot, 'out').sessionId).toBe(second);
  });

  test('a card that is nobody’s opens nothing', () => {
    const lot = new MemberLot();
    lot.enter('p1');
    lot.loop('out', 'arming', true);
    expect(show(lot, 'card-9')).toEqual(['ExitRefused']);
  });
});

describe('what each plan says at the entry', () => {
  // NOON is on Monday 2026-03-02.
  test.each([
    ['suspended', {}, 'suspend', 0, 'membership-suspended'],
    [
      'expired, and no transient',
      { transientOutside: false },
      'none',
      40 * DAY_MS,
      'membership-expired',
    ],
    ['expired: as anybody', {}, 'none', 40 * DAY_MS, null],
    ['in the grace', { transientOutside: false }, 'none', 32 * DAY_MS, null],
    [
      'outside of the window',
      { rights: DAYTIME, transientOutside: false },
      'none',
      10 * HOUR_MS,
      'membership-not-now',
    ],
    ['outside of the window: as anybody', { rights: DAYTIME }, 'none', 10 * HOUR_MS, null],
    [
      'another class',
      { vehicleClasses: ['bus'], transientOutside: false },
      'none',
      0,
      'membership-class',
    ],
  ] as const)('%s', (_, terms, turn, laterMs, code) => {
    const lot = new MemberLot(terms as Partial<PlanTerms>);
    if (turn === 'suspend')
      lot.events({ type: 'SuspendMembership', membershipId: lot.memberId, reason: 'test' });
    lot.at += laterMs;
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    expect(lane(lot, 'in').refusal).toBe(code);
  });

  test('entries: the last one is covered, the next is charged, refused, or owed', () => {
    const rights = { kind: 'entries', count: 1, per: 'month' } as const;
    const run = (terms: Partial<PlanTerms>) => {
      const lot = new MemberLot({ rights, ...terms });
      lot.enter('p1');
      lot.at += 2 * HOUR_MS;
      leave(lot, 'p1');
      lot.pass('out');
      lot.loop('in', 'arming', true);
      lot.read('in', 'p1');
      const refusal = lane(lot, 'in').refusal;
      if (refusal !== null) return refusal;
      lot.pass('in');
      lot.at += 2 * HOUR_MS;
      return leave(lot, 'p1').find((type) => type === 'PaymentDue' || type === 'DebtRaised');
    };
    expect(run({})).toBe('PaymentDue');
    expect(run({ transientOutside: false })).toBe('membership-entries');
    expect(run({ transientOutside: false, beyond: 'debt', debtLimitMinor: 5_000 })).toBe(
      'DebtRaised',
    );
  });

  test('a plate of a membership that has ended is a stranger', () => {
    const lot = new MemberLot();
    lot.events({ type: 'EndMembership', membershipId: lot.memberId, reason: 'moved away' });
    const session = lot.state.sessions.get(lot.enter('p1'));
    expect(session?.right).toEqual({ kind: 'transient' });
  });

  test('a tenant with a full quota: its next member parks as anybody, or is refused', () => {
    for (const overQuota of ['transient', 'refuse'] as const) {
      const lot = new TestLot();
      const terms = { name: 'Acme', insideMax: 1, overQuota, reserved: [], active: true };
      const [group] = lot.events({ type: 'SaveGroup', groupId: null, terms });
      const groupId = group?.type === 'GroupSaved' ? group.groupId : '';
      const [plan] = lot.events({ type: 'SavePlan', planId: null, terms: planTerms() });
      const planId = plan?.type === 'PlanSaved' ? plan.planId : '';
      for (const plate of ['g1', 'g2'])
        lot.events({
          type: 'StartMembership',
          member: { ...DETAILS, planId, groupId, plateRefs: [plate], cardRefs: [] },
          startAt: null,
          grantReason: 'tenant',
        });
      lot.enter('g1');
      lot.loop('in', 'arming', true);
      lot.read('in', 'g2');
      expect(lane(lot, 'in').refusal).toBe(overQuota === 'refuse' ? 'membership-group-full' : null);
      if (overQuota === 'refuse') continue;
      lot.pass('in');
      lot.at += 2 * HOUR_MS;
      expect(leave(lot, 'g2')).toContain('PaymentDue');
    }
  });
});

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

describe('what is refused', () => {
  test.each([
    ['an unknown plan', { planId: 'nowhere' }, 'plan-unknown'],
    ['an unknown tenant', { groupId: 'nowhere' }, 'group-unknown'],
    ['too many plates', { plateRefs: ['q1', 'q2', 'q3'] }, 'membership-plates'],
    ['a plate of another member', { plateRefs: ['p1'], cardRefs: [] }, 'plate-in-membership'],
    ['a card of another member', { plateRefs: [] }, 'card-in-membership'],
  ] as const)('%s', (_, change, code) => {
    const lot = new MemberLot();
    const member = { ...DETAILS, planId: lot.planId, ...change };
    expect(lot.refusal({ type: 'StartMembership', member, startAt: null, grantReason: null })).toBe(
      code,
    );
  });

  test('a retired plan takes nobody new and keeps its members', () => {
    const lot = new MemberLot();
    lot.events({ type: 'RetirePlan', planId: lot.planId, retired: true });
    const member = { ...DETAILS, planId: lot.planId, plateRefs: [], cardRefs: [] };
    expect(lot.refusal({ type: 'StartMembership', member, startAt: null, grantReason: null })).toBe(
      'plan-retired',
    );
    expect(lot.enter('p1')).not.toBe('');
  });

  test('a plate that was taken out of one membership is free for another', () => {
    const lot = new MemberLot();
    lot.events({
      type: 'ChangeMembership',
      membershipId: lot.memberId,
      change: { plateRefs: ['p2'], cardRefs: [] },
    });
    expect(lot.start({ plateRefs: ['p1'], cardRefs: [] })).not.toBe('');
  });
});

describe('the block list', () => {
  test('a blocked vehicle is not let in, and may still leave', () => {
    const lot = new TestLot();
    lot.enter('b1');
    const block = { type: 'BlockPlate', plateRef: 'b1', reason: 'unpaid claims' } as const;
    lot.events({ ...block, untilAt: lot.at + DAY_MS });
    lot.at += 5 * 60_000;
    lot.loop('out', 'arming', true);
    expect(lot.read('out', 'b1')).toContain('GateVended');
    lot.pass('out');
    lot.loop('in', 'arming', true);
    lot.read('in', 'b1');
    expect(lane(lot, 'in').refusal).toBe('plate-blocked');
    lot.loop('in', 'arming', false);
    lot.at += DAY_MS;
    expect(lot.enter('b1')).not.toBe('');
  });

  test('blocking wants a reason and a time to come; unblocking ends it', () => {
    const lot = new TestLot();
    const block = { type: 'BlockPlate', plateRef: 'b1' } as const;
    expect(lot.refusal({ ...block, reason: ' ', untilAt: null })).toBe('reason-needed');
    expect(lot.refusal({ ...block, reason: 'test', untilAt: lot.at })).toBe('until-past');
    lot.events({ ...block, reason: 'test', untilAt: null });
    lot.events({ type: 'UnblockPlate', plateRef: 'b1', reason: 'settled' });
    expect(lot.refusal({ type: 'UnblockPlate', plateRef: 'b1', reason: 'settled' })).toBe(
      'plate-not-blocked',
    );
    expect(lot.enter('b1')).not.toBe('');
  });
});
