import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { must } from '../kernel/assert.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/instant.ts';
import type { DoneOffline, ReplayLane, ShownOffline } from './command/offline.ts';
import { evolve, initialState } from './evolve.ts';
import { MemberLot } from './membership.testing.ts';
import { booked } from './reservation.testing.ts';

const PLC = { kind: 'device', deviceId: 'plc' } as const;
const LANES = [
  { deviceId: 'plc-in', laneId: 'in' },
  { deviceId: 'plc-in2', laneId: 'in2' },
  { deviceId: 'plc-out', laneId: 'out' },
  { deviceId: 'plc-out2', laneId: 'out2' },
] as const;
const NOTHING_SHOWN: ShownOffline = { claim: null, cardRef: null, plateRef: null };

const code = (kind: 'ticket' | 'reservation' | 'membership', number: string): ShownOffline => ({
  ...NOTHING_SHOWN,
  claim: { ok: true, kind, number },
});

/** A lot with two entries, two exits, members, bookings and a stock of tickets. */
function bigLot() {
  const file = smallLot(Array.from({ length: 12 }, (_, index) => ({ id: `a${index + 1}` })));
  const [entry, exit] = file.lanes;
  const lanes = [
    ...file.lanes,
    { ...must(entry, 'an entry'), id: 'in2', label: 'Entry 2' },
    { ...must(exit, 'an exit'), id: 'out2', label: 'Exit 2' },
  ];
  const lot = new MemberLot({}, { plateRefs: ['m1'], cardRefs: [] }, { ...file, lanes });
  lot.start({ plateRefs: ['m2', 'm3'], cardRefs: ['card-2'] });
  const pass = must(
    [...lot.state.memberships.memberships.values()].at(-1),
    'two members were started',
  );
  const span = { fromAt: lot.at, toAt: lot.at + 8 * HOUR_MS };
  booked(lot, { ...span, plateRef: 'b1' });
  const byCode = booked(lot, span);
  const nonces = Array.from({ length: 30 }, (_, i) => `${i + 1}`.padStart(32, 'a7f3'));
  lot.events({ type: 'StockTickets', deviceId: 'plc-in', laneId: 'in', nonces });
  return { lot, pass: pass.number, booking: byCode.number, stock: [...lot.state.stock.keys()] };
}

type Big = ReturnType<typeof bigLot>;

/** How a vehicle comes and goes; null when it comes no more. */
type Vehicle = (visit: number) => {
  readonly entry: Omit<Extract<DoneOffline, { kind: 'entered' }>, 'kind' | 'vehicleClass'>;
  readonly exit: ShownOffline;
} | null;

function vehiclesOf({ pass, booking, stock }: Big): readonly Vehicle[] {
  const shows = (shown: ShownOffline) => ({ entry: { ticket: null, shown }, exit: shown });
  const plate = (plateRef: string) => ({ ...NOTHING_SHOWN, plateRef });
  let next = 0;
  const withTicket = (plateRef: string | null) => () => {
    const number = stock[next];
    next += 1;
    if (number === undefined) return null;
    const ticket = { ok: true, kind: 'ticket', number } as const;
    return {
      entry: { ticket, shown: { ...NOTHING_SHOWN, plateRef } },
      exit: code('ticket', number),
    };
  };
  return [
    () => shows(plate('m1')),
    // A member comes by plate, by card and by pass in turn.
    (visit) =>
      shows(
        [plate('m2'), { ...NOTHING_SHOWN, cardRef: 'card-2' }, code('membership', pass)][
          visit % 3
        ] ?? plate('m2'),
      ),
    (visit) => (visit === 0 ? shows(plate('b1')) : null),
    (visit) => (visit === 0 ? shows(code('reservation', booking)) : null),
    withTicket(null),
    withTicket(null),
    withTicket('t1'),
  ];
}

interface Step {
  readonly vehicle: number;
  readonly lane: number;
  readonly wait: number;
}

/** What happened while nobody heard the lanes, by controller, in the order of its numbers. */
function historyOf(big: Big, steps: readonly Step[]) {
  const vehicles = vehiclesOf(big);
  const visits = vehicles.map(() => 0);
  const inside = new Map<number, ShownOffline>();
  const logs = LANES.map((): { happenedAt: number; done: DoneOffline }[] => []);
  let happenedAt = big.lot.at;
  let entries = 0;
  for (const { vehicle: index, lane, wait } of steps) {
    happenedAt += wait * MINUTE_MS;
    const exit = inside.get(index);
    if (exit !== undefined) {
      inside.delete(index);
      logs[2 + lane]?.push({ happenedAt, done: { kind: 'left', shown: exit } });
      continue;
    }
    const visit = vehicles[index]?.(visits[index] ?? 0) ?? null;
    if (visit === null) continue;
    visits[index] = (visits[index] ?? 0) + 1;
    inside.set(index, visit.exit);
    entries += 1;
    logs[lane]?.push({
      happenedAt,
      done: { kind: 'entered', ...visit.entry, vehicleClass: 'car' },
    });
  }
  return { logs, entries, exits: entries - inside.size, inside: inside.size, endsAt: happenedAt };
}

function replayOf(
  lane: number,
  epoch: string,
  number: number,
  log: { happenedAt: number; done: DoneOffline },
): ReplayLane {
  const at = must(LANES[lane], 'a lane');
  const mark = JSON.stringify(log);
  return { type: 'ReplayLane', ...at, epoch, number, mark, ...log };
}

const steps = fc.array(
  fc.record({
    vehicle: fc.integer({ min: 0, max: 6 }),
    lane: fc.integer({ min: 0, max: 1 }),
    wait: fc.integer({ min: 2, max: 25 }),
  }),
  { maxLength: 40 },
);
type Telling =
  | 'tick'
  | 'restart'
  | { readonly lane: number; readonly offset?: number; readonly epoch?: string };

/** What is told when the link is there: an event near the next one of a lane, again or too early. */
const tellings: fc.Arbitrary<Telling[]> = fc.array(
  fc.oneof<fc.WeightedArbitrary<Telling>[]>(
    {
      weight: 12,
      arbitrary: fc.record({
        lane: fc.integer({ min: 0, max: 3 }),
        offset: fc.integer({ min: -4, max: 3 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ lane: fc.integer({ min: 0, max: 3 }), epoch: fc.constant('new') }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ lane: fc.integer({ min: 0, max: 3 }), epoch: fc.constant('same') }),
    },
    { weight: 2, arbitrary: fc.constant('tick' as const) },
    { weight: 1, arbitrary: fc.constant('restart' as const) },
  ),
  { maxLength: 80 },
);

/** Tells a history in the wildest order, and in the end all of it. */
function tellAll(
  big: Big,
  logs: ReturnType<typeof historyOf>['logs'],
  run: readonly Telling[],
): void {
  const { lot } = big;
  const lanes = LANES.map(() => ({ epoch: 0, first: 0, told: new Set<number>() }));
  const tell = (lane: number, index: number) => {
    const log = logs[lane]?.[index];
    const state = must(lanes[lane], 'a lane');
    if (log === undefined) return;
    lot.events(replayOf(lane, `e${state.epoch}`, index - state.first + 1, log), PLC);
    state.told.add(index);
  };
  for (const act of run) {
    lot.at += SECOND_MS;
    if (act === 'tick') lot.events({ type: 'Tick' });
    else if (act === 'restart') restart(big);
    else if (typeof act === 'object') {
      const state = must(lanes[act.lane], 'a lane');
      const upTo = firstUntold(state.told);
      if (act.epoch === undefined) tell(act.lane, Math.max(state.first, upTo + (act.offset ?? 0)));
      else {
        // It has lost its count, and begins anew with what it has still to tell, and one that it has told.
        state.first = Math.max(0, upTo - 1);
        if (act.epoch === 'new') state.epoch += 1;
      }
    }
  }
  for (const [lane, log] of logs.entries())
    for (const index of log.keys()) {
      lot.at += SECOND_MS;
      const state = must(lanes[lane], 'a lane');
      if (index >= state.first || !state.told.has(index)) {
        state.first = Math.min(state.first, index);
        tell(lane, index);
      }
    }
  while (lot.events({ type: 'SettleOffline' }).length > 0);
}

function firstUntold(told: ReadonlySet<number>): number {
  let index = 0;
  while (told.has(index)) index += 1;
  return index;
}

/** The station is started again: its state is read from its journal. */
function restart({ lot }: Big): void {
  const again = initialState();
  for (const event of lot.journal) evolve(again, event);
  expect({ ...again, installed: null }).toEqual({ ...lot.state, installed: null });
}

describe('rule 10: whatever happened, and in whatever way it is told', () => {
  test('every vehicle is counted in once and out once, and nobody else', () => {
    fc.assert(
      fc.property(steps, tellings, (happenings, run) => {
        const big = bigLot();
        const before = big.lot.journal.length;
        const history = historyOf(big, happenings);
        big.lot.at = history.endsAt + MINUTE_MS;
        tellAll(big, history.logs, run);
        const told = big.lot.journal.slice(before).map(({ event }) => event);
        const count = (type: string) => told.filter((event) => event.type === type).length;
        expect({
          entries: count('SessionStarted'),
          exits: count('SessionEnded'),
          inside: big.lot.state.sessions.size,
          waiting: big.lot.state.waiting.size,
          closed: count('SessionClosed'),
        }).toEqual({
          entries: history.entries,
          exits: history.exits,
          inside: history.inside,
          waiting: 0,
          closed: 0,
        });
        const { byPlate, sessions, byTicket } = big.lot.state;
        for (const id of [...byPlate.values(), ...byTicket.values()])
          expect(sessions.has(id)).toBe(true);
        const stays = [...big.lot.state.memberships.memberships.values()].flatMap(
          ({ stays: all }) => [...all.keys()],
        );
        for (const id of stays) expect(sessions.has(id)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
