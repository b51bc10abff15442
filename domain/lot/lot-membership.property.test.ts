import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { must } from '../kernel/assert.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import type { Membership } from '../membership/membership.ts';
import { byMonth } from '../membership/periods.ts';
import { LONDON, planTerms } from '../membership/samples.testing.ts';
import { evolve, initialState } from './evolve.ts';
import { TestLot, withoutLoops } from './lot.testing.ts';
import type { LotState } from './state.ts';

const PLATES = ['p1', 'p2', 'p3', 'p4'];
const step = fc.record({
  waitMs: fc.constantFrom(0, 2 * MINUTE_MS, 3 * HOUR_MS, 40 * HOUR_MS),
  what: fc.constantFrom('enter', 'enter', 'exit', 'resync', 'suspend', 'resume'),
  plate: fc.constantFrom(...PLATES),
});
type Step = { readonly waitMs: number; readonly what: string; readonly plate: string };
const run = fc.array(step, { maxLength: 40 });

/** A lot whose vehicles all belong to one member, who may have so many inside at once. */
class OneMember extends TestLot {
  readonly memberId: string;

  constructor(insideMax: number) {
    super({ ...withoutLoops(), slots: smallLot(PLATES.map((id) => ({ id }))).slots, devices: [] });
    const terms = planTerms({ insideMax, platesMax: 4, beyond: 'debt', debtLimitMinor: 100_000 });
    const [saved] = this.events({ type: 'SavePlan', planId: null, terms });
    const [started] = this.events({
      type: 'StartMembership',
      member: {
        planId: saved?.type === 'PlanSaved' ? saved.planId : '',
        groupId: null,
        holderRef: 'name',
        contactRef: null,
        plateRefs: PLATES,
        cardRefs: [],
      },
      startAt: null,
      grantReason: 'test',
    });
    this.memberId = started?.type === 'MembershipStarted' ? started.membershipId : '';
  }

  get member(): Membership {
    return must(this.state.memberships.memberships.get(this.memberId), 'the member');
  }

  do({ waitMs, what, plate }: Step): void {
    this.at += waitMs;
    const { memberId: membershipId } = this;
    const reason = 'test';
    if (what === 'enter')
      this.tell({ ...VEHICLE, type: 'RequestEntry', laneId: 'in', plateRef: plate });
    else if (what === 'exit')
      this.tell({ type: 'RequestExit', laneId: 'out', by: { kind: 'plate', plateRef: plate } });
    else if (what === 'resync')
      this.tell({
        type: 'ResyncCredential',
        credential: { kind: 'plate', plateRef: plate },
        reason,
      });
    else if (what === 'suspend') this.tell({ type: 'SuspendMembership', membershipId, reason });
    else this.tell({ type: 'ResumeMembership', membershipId, reason });
  }
}

const VEHICLE = {
  credential: null,
  vehicleClass: 'car',
  wantsCharge: false,
  accessiblePermit: false,
} as const;

test('under hard anti-passback never more are inside than may be, and the count is the sessions', () => {
  fc.assert(
    fc.property(run, fc.integer({ min: 1, max: 3 }), (steps, insideMax) => {
      const lot = new OneMember(insideMax);
      for (const one of steps) {
        lot.do(one);
        const inside = [...lot.state.sessions.values()].filter(
          ({ right }) => right.kind === 'membership',
        );
        expect([...lot.member.stays.keys()].sort()).toEqual(inside.map(({ id }) => id).sort());
        expect(inside.length).toBeLessThanOrEqual(insideMax);
      }
    }),
    { numRuns: 150 },
  );
});

test('what was used is what a recount of the journal says', () => {
  fc.assert(
    fc.property(run, (steps) => {
      const lot = new OneMember(2);
      for (const one of steps) lot.do(one);
      const counted = recount(lot);
      for (const [month, { entries, usedMs }] of lot.member.usage)
        expect([entries, usedMs]).toEqual(counted.get(month) ?? [0, 0]);
      for (const month of counted.keys()) expect(lot.member.usage.has(month)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

/** Entries and time by month, from what the journal says of starts and ends. */
function recount(lot: OneMember): Map<string, [number, number]> {
  const counted = new Map<string, [number, number]>();
  const startedAt = new Map<string, number>();
  const add = (month: string, entries: number, ms: number) => {
    const [a, b] = counted.get(month) ?? [0, 0];
    counted.set(month, [a + entries, b + ms]);
  };
  const members = new Set<string>();
  for (const { event, at } of lot.journal) {
    if (event.type === 'TicketIssued' && event.right.kind === 'membership')
      members.add(event.sessionId);
    if (event.type === 'SessionStarted' && members.has(event.sessionId)) {
      startedAt.set(event.sessionId, at);
      add(byMonth({ fromAt: at, toAt: at + 1 }, LONDON)[0]?.month ?? '', 1, 0);
    }
    if (event.type !== 'SessionEnded' && event.type !== 'SessionClosed') continue;
    const fromAt = startedAt.get(event.sessionId);
    if (fromAt === undefined) continue;
    for (const part of byMonth({ fromAt, toAt: at }, LONDON))
      add(part.month, 0, part.toAt - part.fromAt);
  }
  return counted;
}

test('replaying the journal gives the same accounts', () => {
  fc.assert(
    fc.property(run, (steps) => {
      const lot = new OneMember(2);
      for (const one of steps) lot.do(one);
      const again: LotState = initialState();
      for (const recorded of lot.journal) evolve(again, recorded);
      expect(again.memberships).toEqual(lot.state.memberships);
    }),
    { numRuns: 60 },
  );
});

test('no debt grows beyond its limit, and no balance below nothing', () => {
  fc.assert(
    fc.property(run, fc.integer({ min: 1, max: 2_000 }), (steps, topUpMinor) => {
      const lot = new OneMember(2);
      const terms = planTerms({
        rights: { kind: 'prepaid', lowBalanceMinor: 0 },
        period: 'open',
        priceMinor: 0,
        insideMax: 2,
        platesMax: 4,
        beyond: 'debt',
        debtLimitMinor: 1_500,
      });
      lot.events({ type: 'SavePlan', planId: lot.member.planId, terms });
      lot.tell({
        type: 'TakePayment',
        purpose: { kind: 'membership', membershipId: lot.memberId, what: 'top-up' },
        amountMinor: topUpMinor,
        tenderedMinor: topUpMinor,
        part: false,
      });
      for (const one of steps) {
        lot.do(one);
        expect(lot.member.debtMinor).toBeLessThanOrEqual(1_500);
        expect(lot.member.balanceMinor).toBeGreaterThanOrEqual(0);
      }
      const charged = lot.journal.reduce(
        (sum, { event }) => sum + (event.type === 'BalanceCharged' ? event.amountMinor : 0),
        0,
      );
      expect(lot.member.balanceMinor).toBe(topUpMinor - charged);
    }),
    { numRuns: 100 },
  );
});
