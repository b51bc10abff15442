import { beforeAll, describe, expect, it } from 'vitest';
import { mayAssign } from '../lot/availability.ts';
import type { EventType, RecordedEvent } from '../lot/event.ts';
import { evolve, initialState } from '../lot/evolve.ts';
import type { LotState } from '../lot/state.ts';
import { searchedRefs } from '../lot/vault-refs.ts';
import { isUnderWay } from '../payment/payment.ts';
import { shippedProfile } from '../traffic/profile.testing.ts';
import { demoLot } from './demo-lot.testing.ts';
import { History } from './history.ts';

const DAY_MS = 24 * 3_600_000;
const UNTIL_AT = Date.parse('2026-03-12T06:30:00Z');
const DAYS = 9;
const references = {
  refOf: (plate: string) => `k:${plate}`,
  refOfText: (kind: string, text: string) => `k:${kind}:${text}`,
};

function historyOf(seed: number, days: number) {
  const history = new History({
    lot: demoLot(),
    profile: shippedProfile(),
    seed,
    fromAt: UNTIL_AT - days * DAY_MS,
    untilAt: UNTIL_AT,
    references,
  });
  const events: RecordedEvent[] = [];
  const vault = new Map<string, string>();
  for (const batch of history.batches(5_000)) {
    events.push(...batch.events);
    for (const { ref, clear } of batch.vault) vault.set(ref, clear);
  }
  return { history, events, vault };
}

const comparable = ({ installed, ...data }: LotState) => ({ lot: installed?.lot.id, ...data });

describe('a history', () => {
  let made: ReturnType<typeof historyOf>;
  beforeAll(() => {
    made = historyOf(2, DAYS);
  }, 300_000);
  const count = (type: EventType) => made.events.filter(({ event }) => event.type === type).length;

  it('is numbered without gaps, in order of time, and ends when it should', () => {
    const { events } = made;
    const misplaced = events.filter(({ seq }, index) => seq !== index + 1);
    const early = events.filter(({ at }, index) => at < (events[index - 1]?.at ?? 0));
    expect([misplaced, early]).toEqual([[], []]);
    expect(events[0]?.at).toBe(UNTIL_AT - DAYS * DAY_MS);
    expect(events.at(-1)?.at).toBe(UNTIL_AT);
  });

  it('builds the same lot when it is replayed, with slots and sessions in agreement', () => {
    const state = initialState();
    for (const event of made.events) evolve(state, event);
    expect(comparable(state)).toEqual(comparable(made.history.lot.state));
    for (const session of state.sessions.values()) {
      if (session.slotId !== null)
        expect(state.slots.get(session.slotId)?.sessionId).toBe(session.id);
      expect(state.byTicket.get(session.ticketNumber)).toBe(session.id);
      expect(session.startedAt).not.toBeNull();
    }
    for (const [id, { sessionId }] of state.slots)
      if (sessionId !== null) expect(state.sessions.get(sessionId)?.slotId).toBe(id);
    const free = [...state.slots.values()].filter(mayAssign).length;
    expect(state.installed?.pool.vacantCount).toBe(free);
  });

  it('ends with a quiet lot: nobody in a lane, no money under way, no till open', () => {
    const { state } = made.history.lot;
    expect([...state.lanes.values()].map(({ phase }) => phase)).toEqual(
      [...state.lanes].map(() => 'idle'),
    );
    expect(state.payments.open.size).toBe(0);
    const refunds = [...state.payments.payments.values()].flatMap((payment) => payment.refunds);
    expect(refunds.filter(isUnderWay)).toEqual([]);
    expect(state.shifts.open.size).toBe(0);
    expect([...state.devices.values()].every(({ status }) => status === 'online')).toBe(true);
    const occupied = [...state.slots.values()].filter(({ presence }) => presence === 'occupied');
    expect(occupied.map(({ sessionId }) => sessionId)).not.toContain(null);
  });

  it('gives receipts without gaps, and accounts for every ticket', () => {
    const receipts = made.events.flatMap(({ event }) =>
      'receiptNumber' in event ? [event.receiptNumber] : [],
    );
    expect(receipts).toEqual(receipts.map((_, index) => index + 1));
    const ended = count('SessionEnded') + count('SessionClosed') + count('TicketVoided');
    expect(count('TicketIssued')).toBe(ended + made.history.lot.state.sessions.size);
  });

  it('counts every till: what is expected is the float and what came and went in cash', () => {
    const expected = new Map<string, number>();
    const add = (shiftId: string | null, amount: number) => {
      if (shiftId !== null) expected.set(shiftId, (expected.get(shiftId) ?? 0) + amount);
    };
    let closed = 0;
    for (const { event } of made.events) {
      if (event.type === 'ShiftOpened') add(event.shiftId, event.floatMinor);
      if (event.type === 'CashMoved')
        add(event.shiftId, event.move === 'pay-in' ? event.amountMinor : -event.amountMinor);
      if (event.type === 'PaymentCaptured' && event.method === 'cash')
        add(event.shiftId, event.amountMinor);
      if (event.type === 'PaymentRefunded' && event.method === 'cash')
        add(event.shiftId, -event.amountMinor);
      if (event.type !== 'ShiftClosed') continue;
      expect(event.expectedMinor).toBe(expected.get(event.shiftId));
      closed += 1;
    }
    expect(closed).toBeGreaterThanOrEqual(2 * DAYS - 1);
  });

  it('holds what happens in a car park', () => {
    const happened = new Set(made.events.map(({ event }) => event.type));
    const expected: readonly EventType[] = [
      'StaffAsked',
      'StaffAnswered',
      'EntryRefused',
      'VehicleBackedOut',
      'PaymentRefunded',
      'PaymentFailed',
      'SlotOverridden',
      'DeviceStatusChanged',
      'AlarmAcknowledged',
      'ValidationSettled',
      'TicketLost',
      'ReservationBooked',
      'ReservationMissed',
      'MembershipStarted',
      'SessionMoved',
    ];
    expect(expected.filter((type) => !happened.has(type))).toEqual([]);
    const methods = made.events.map(({ event }) =>
      event.type === 'PaymentCaptured' ? event.method : '',
    );
    expect(new Set(methods)).toEqual(new Set(['', 'cash', 'card', 'upi', 'online']));
  });

  it('brings into the vault what its events refer to, and no plate into the events', () => {
    const mentioned = new Set(made.events.flatMap(({ event }) => searchedRefs(event)));
    expect(new Set(made.vault.keys())).toEqual(mentioned);
  });

  it('reads worse in the evening where the sun is low', () => {
    const shares = (from: number, to: number) => {
      const reads = made.events.flatMap(({ at, event }) => {
        const hour = new Date(at + 5.5 * 3_600_000).getUTCHours();
        const isHere = event.type === 'PlateRead' && event.laneId === 'entry-2';
        return isHere && hour >= from && hour < to ? [event.confidence] : [];
      });
      return reads.filter((confidence) => confidence < 0.8).length / reads.length;
    };
    expect(shares(17, 21)).toBeGreaterThan(shares(8, 17) + 0.05);
  });
});

describe('two histories', () => {
  it('are the same for the same seed, and another for another', () => {
    const typesOf = (seed: number) => JSON.stringify(historyOf(seed, 1).events);
    const first = typesOf(5);
    expect(typesOf(5)).toBe(first);
    expect(typesOf(6)).not.toBe(first);
  }, 300_000);
});
