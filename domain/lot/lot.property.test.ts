import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { mayAssign } from './availability.ts';
import type { CommandBody } from './command.ts';
import { evolve, initialState } from './evolve.ts';
import { TestLot } from './lot.testing.ts';
import type { LotState } from './state.ts';

const SLOTS = ['s1', 's2', 's3'];
const lane = fc.constantFrom('in', 'out');
const slotId = fc.constantFrom(...SLOTS);
const plateRef = fc.constantFrom('p1', 'p2', 'p3', 'p4');
const needs = fc.record({
  vehicleClass: fc.constantFrom('car' as const, 'motorcycle' as const, 'ev' as const),
  wantsCharge: fc.boolean(),
  accessiblePermit: fc.boolean(),
});

/** Anything a device or a person may say, most of it out of order. */
const anyCommand: fc.Arbitrary<CommandBody> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('ReportLoop' as const),
      laneId: lane,
      loop: fc.constantFrom('arming' as const, 'safety' as const),
      on: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('ReportPlate' as const),
      laneId: lane,
      deviceId: fc.constant('cam'),
      readId: fc.uuid(),
      plateRef,
      confidence: fc.constantFrom(0.5, 0.95),
      nearRefs: fc.uniqueArray(plateRef, { maxLength: 2 }),
      needs,
    }),
  },
  fc.tuple(lane, plateRef, needs).map(([laneId, ref, need]) => ({
    type: 'RequestEntry' as const,
    credential: null,
    laneId,
    plateRef: ref,
    ...need,
  })),
  fc.tuple(lane, plateRef).map(([laneId, ref]) => ({
    type: 'RequestExit' as const,
    laneId,
    by: { kind: 'plate' as const, plateRef: ref },
  })),
  fc.record({
    type: fc.constant('AnswerRead' as const),
    laneId: lane,
    admit: fc.boolean(),
    plateRef: fc.option(plateRef),
  }),
  fc.record({
    type: fc.constant('AnswerPlate' as const),
    laneId: lane,
    letOut: fc.boolean(),
    sessionId: fc.constant(null),
    reason: fc.constant('test'),
  }),
  fc.record({ type: fc.constant('VendGate' as const), laneId: lane, reason: fc.constant('test') }),
  fc.record({
    type: fc.constant('ReportPresence' as const),
    slotId,
    presence: fc.constantFrom('vacant' as const, 'occupied' as const, 'unknown' as const),
  }),
  fc
    .tuple(
      slotId,
      fc.oneof(
        fc.constant({ kind: 'block' as const, untilAt: null }),
        fc.constant({ kind: 'unblock' as const }),
        fc.constant({ kind: 'free' as const }),
        slotId.map((toSlotId) => ({ kind: 'move' as const, toSlotId })),
        fc.constant({ kind: 'mark' as const, presence: 'vacant' as const }),
      ),
    )
    .map(([id, action]) => ({ type: 'OverrideSlot' as const, slotId: id, action, reason: 'test' })),
  fc.constant({ type: 'Tick' as const }),
);

type Step = { readonly waitMs: number; readonly command: CommandBody; readonly undo: boolean };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    waitMs: fc.constantFrom(0, 1_000, 30_000, 3_600_000),
    command: anyCommand,
    undo: fc.boolean(),
  }),
  { maxLength: 60 },
);

function play(lot: TestLot, run: readonly Step[]): void {
  for (const { waitMs, command, undo } of run) {
    lot.at += waitMs;
    lot.tell(command);
    const last = [...lot.state.overrides.keys()].at(-1);
    if (undo && last !== undefined) lot.tell({ type: 'UndoOverride', overrideId: last });
    checkInvariants(lot.state);
  }
}

/** What must hold after every command, whatever came before. */
function checkInvariants(state: LotState): void {
  for (const session of state.sessions.values()) {
    if (session.slotId !== null)
      expect(state.slots.get(session.slotId)?.sessionId).toBe(session.id);
    expect(state.byTicket.get(session.ticketNumber)).toBe(session.id);
    if (session.plateRef !== null) expect(state.byPlate.get(session.plateRef)).toBe(session.id);
    expect(session.paidMinor).toBeGreaterThanOrEqual(0);
  }
  for (const [id, slot] of state.slots) {
    if (slot.sessionId !== null) expect(state.sessions.get(slot.sessionId)?.slotId).toBe(id);
  }
  expect(state.byTicket.size).toBe(state.sessions.size);
  const free = [...state.slots.values()].filter(mayAssign).length;
  expect(state.installed?.pool.vacantCount).toBe(free);
  for (const held of state.lanes.values())
    if (held.phase === 'due')
      expect(held.sessionId === null || state.sessions.has(held.sessionId)).toBe(true);
}

const comparable = ({ installed, ...data }: LotState) => ({ lot: installed?.lot, ...data });
const newLot = () => new TestLot(smallLot(SLOTS.map((id) => ({ id }))));

test('whatever is reported, slots and sessions agree and the pool offers just the free slots', () => {
  fc.assert(
    fc.property(steps, (run) => play(newLot(), run)),
    { numRuns: 300 },
  );
});

test('replaying the journal gives the same state', () => {
  fc.assert(
    fc.property(steps, (run) => {
      const lot = newLot();
      play(lot, run);
      const again = initialState();
      for (const recorded of lot.journal) evolve(again, recorded);
      expect(comparable(again)).toEqual(comparable(lot.state));
    }),
    { numRuns: 100 },
  );
});

test('every opening of a gate has a session or a reason', () => {
  fc.assert(
    fc.property(steps, (run) => {
      const lot = newLot();
      play(lot, run);
      for (const { event } of lot.journal)
        if (event.type === 'GateVended')
          expect(event.sessionId ?? event.overrideReason).not.toBeNull();
    }),
    { numRuns: 100 },
  );
});
