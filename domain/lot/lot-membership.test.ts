import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { DAY_MS, HOUR_MS } from '../kernel/instant.ts';
import type { PlanTerms } from '../membership/plan.ts';
import { DAYTIME, planTerms } from '../membership/samples.testing.ts';
import { NOON, TestLot } from './lot.testing.ts';
import { DETAILS, lane, leave, MemberLot } from './membership.testing.ts';

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
