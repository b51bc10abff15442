import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { must } from '../kernel/assert.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/instant.ts';
import type { TicketClaim } from '../ticket/claim.ts';
import type { DoneOffline, ReplayLane } from './command/offline.ts';
import { effectsOf } from './effects.ts';
import { LaneLot, typesOf } from './lane-rules.testing.ts';

const IN = { deviceId: 'plc-in', laneId: 'in' };
const OUT = { deviceId: 'plc-out', laneId: 'out' };
const PLC = { kind: 'device', deviceId: 'plc' } as const;

const claim = (number: string): TicketClaim => ({ ok: true, kind: 'ticket', number });
const came = (number: string, plateRef: string | null = null): DoneOffline => ({
  kind: 'entered',
  ticket: claim(number),
  shown: { claim: null, cardRef: null, plateRef },
  vehicleClass: 'car',
});
const went = (number: string): DoneOffline => ({ kind: 'left', shown: shownCode(claim(number)) });
const shownCode = (shown: TicketClaim) => ({ claim: shown, cardRef: null, plateRef: null });

/** A lot whose entry has a stock of tickets. */
function stocked(count = 3): { readonly lot: LaneLot; readonly numbers: readonly string[] } {
  const small = smallLot();
  const devices = [IN, OUT].map(({ deviceId: id, laneId }) => ({
    ...{ id, laneId, label: id, driver: 'lane-controller-mqtt' as const },
    ...{ alone: 'rights' as const, rightsHours: 24, stock: 50 },
  }));
  const lot = new LaneLot({ ...small, devices: [...small.devices, ...devices] });
  const nonces = Array.from({ length: count }, (_, i) => `${i + 1}`.padStart(32, 'a7f3'));
  lot.events({ type: 'StockTickets', ...IN, nonces });
  return { lot, numbers: [...lot.state.stock.keys()] };
}

function replay(
  at: typeof IN,
  number: number,
  happenedAt: number,
  done: DoneOffline,
  epoch = 'e1',
): ReplayLane {
  const mark = JSON.stringify([happenedAt, done]);
  return { type: 'ReplayLane', ...at, epoch, number, mark, happenedAt, done };
}

describe('rule 10: what a lane did on its own', () => {
  test('a vehicle that came in has its stay from when it came, and no gate moves now', () => {
    const { lot, numbers } = stocked();
    const number = must(numbers[0], 'the stock holds one');
    const cameAt = lot.at;
    lot.at += 2 * HOUR_MS;
    const events = lot.events(replay(IN, 1, cameAt, came(number, 'p1')), PLC);
    expect(typesOf(events)).toEqual(['LaneReplayed', 'TicketIssued', 'SessionStarted']);
    const session = must(lot.state.sessions.get(lot.state.byPlate.get('p1') ?? ''), 'it is inside');
    expect(session).toMatchObject({ ticketNumber: number, startedAt: cameAt });
    expect(lot.state.stock.has(number)).toBe(false);
    expect(events.flatMap((event) => effectsOf(lot.state, event))).toEqual([]);
    expect(lot.state.tally.entriesToday).toBe(1);
  });

  test('a vehicle that left has its stay ended, with what it owed then', () => {
    const { lot } = stocked();
    const sessionId = lot.enter('p1');
    const { ticketNumber } = must(lot.state.sessions.get(sessionId), 'it is inside');
    const leftAt = lot.at + HOUR_MS;
    lot.at += 5 * HOUR_MS;
    const events = lot.events(replay(OUT, 1, leftAt, went(ticketNumber)), PLC);
    expect(events).toMatchObject([
      { type: 'LaneReplayed' },
      { type: 'LeftOffline', dueMinor: 200, happenedAt: leftAt },
      { type: 'SessionEnded' },
    ]);
    expect(events.flatMap((event) => effectsOf(lot.state, event))).toEqual([]);
    expect(lot.alarms()).toEqual([]);
  });

  test('within its free minutes nothing is owed, though it is told hours later', () => {
    const { lot } = stocked();
    const { ticketNumber } = must(lot.state.sessions.get(lot.enter('p1')), 'it is inside');
    const leftAt = lot.at + 5 * MINUTE_MS;
    lot.at += 5 * HOUR_MS;
    const events = lot.events(replay(OUT, 1, leftAt, went(ticketNumber)), PLC);
    expect(typesOf(events)).toEqual(['LaneReplayed', 'SessionEnded']);
  });

  test('told again it says nothing; a new count begins anew', () => {
    const { lot, numbers } = stocked();
    const [first = '', second = ''] = numbers;
    const event = replay(IN, 1, lot.at, came(first));
    expect(lot.types(event, PLC)).toContain('SessionStarted');
    expect(lot.types(event, PLC)).toEqual([]);
    expect(lot.types(replay(IN, 1, lot.at, came(second), 'e2'), PLC)).toContain('SessionStarted');
    expect(lot.state.tally.entriesToday).toBe(2);
    expect(lot.alarms()).toEqual([]);
  });

  test('a clock that runs ahead makes no stay longer', () => {
    const { lot, numbers } = stocked();
    lot.events(replay(IN, 1, lot.at + 3 * HOUR_MS, came(numbers[0] ?? '')), PLC);
    expect([...lot.state.sessions.values()]).toMatchObject([{ startedAt: lot.at }]);
  });

  test.each<[string, (lot: LaneLot, numbers: readonly string[]) => ReplayLane, string]>([
    [
      'a ticket that it never had',
      (lot) => replay(IN, 1, lot.at, came('ABCD2345X')),
      'ticket-unknown',
    ],
    [
      'an exit of a ticket that has left elsewhere',
      (lot) => {
        const { ticketNumber } = must(lot.state.sessions.get(lot.enter('p1')), 'it is inside');
        lot.loop('out', 'arming', true);
        lot.read('out', 'p1');
        lot.pass('out');
        return replay(OUT, 1, lot.at, went(ticketNumber));
      },
      'ticket-used',
    ],
    [
      'a code that is forged',
      (lot) =>
        replay(OUT, 1, lot.at, {
          kind: 'left',
          shown: shownCode({ ok: false, code: 'ticket-forged' }),
        }),
      'ticket-forged',
    ],
    [
      'a plate that is inside already',
      (lot, numbers) => {
        lot.enter('p1');
        return replay(IN, 1, lot.at, came(numbers[0] ?? '', 'p1'));
      },
      'already-inside',
    ],
  ])('%s is a conflict for staff', (_, make, code) => {
    const { lot, numbers } = stocked();
    const event = make(lot, numbers);
    expect(lot.events(event, PLC)).toContainEqual(
      expect.objectContaining({ type: 'OfflineConflict', code }),
    );
    expect(lot.alarms()).toContain('offline-conflict');
    // And it is settled as far as the controller is concerned.
    expect(lot.events(event, PLC)).toEqual([]);
  });

  test('a number that is missing for half a minute is told to staff, once; one that comes late is none', () => {
    const { lot, numbers } = stocked(4);
    const [one = '', , three = '', four = ''] = numbers;
    lot.events(replay(IN, 1, lot.at, came(one)), PLC);
    lot.events(replay(IN, 3, lot.at, came(three)), PLC);
    expect(typesOf(lot.tick(30 * SECOND_MS - 1))).not.toContain('OfflineConflict');
    const missing = { epoch: 'e1', from: 2, to: 2 };
    expect(lot.tick(1)).toContainEqual(
      expect.objectContaining({ type: 'OfflineConflict', code: 'offline-gap', missing }),
    );
    expect(lot.alarms()).toContain('offline-conflict');
    expect(typesOf(lot.tick(HOUR_MS))).not.toContain('OfflineConflict');
    lot.events(replay(IN, 5, lot.at, came(four)), PLC);
    lot.events(replay(IN, 4, lot.at, { kind: 'opened' }), PLC);
    expect(typesOf(lot.tick(HOUR_MS))).not.toContain('OfflineConflict');
  });

  test('numbers that begin anew without a new epoch are taken, and staff are told', () => {
    const { lot, numbers } = stocked();
    const [one = '', two = ''] = numbers;
    lot.events(replay(IN, 1, lot.at, came(one)), PLC);
    lot.at += MINUTE_MS;
    const events = lot.events(replay(IN, 1, lot.at, came(two)), PLC);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'OfflineConflict', code: 'offline-renumbered' }),
    );
    expect(typesOf(events)).toContain('SessionStarted');
    expect(lot.state.tally.entriesToday).toBe(2);
  });

  test('an exit told before its entry waits for it; after a quarter of an hour staff are told, and it still fits', () => {
    const { lot, numbers } = stocked();
    const number = must(numbers[0], 'the stock holds one');
    const cameAt = lot.at;
    lot.at += HOUR_MS;
    const leftAt = lot.at;
    expect(lot.types(replay(OUT, 1, leftAt, went(number)), PLC)).toEqual([
      'LaneReplayed',
      'OfflineWaits',
    ]);
    expect(typesOf(lot.tick(15 * MINUTE_MS - 1))).not.toContain('OfflineConflict');
    expect(typesOf(lot.tick(1))).toContain('OfflineConflict');
    expect(typesOf(lot.tick(HOUR_MS))).not.toContain('OfflineConflict');
    expect(lot.types(replay(IN, 1, cameAt, came(number)), PLC)).toContain('SessionStarted');
    expect(typesOf(lot.tick())).toContain('SessionEnded');
    expect(lot.state.waiting.size).toBe(0);
    expect(lot.state.sessions.size).toBe(0);
  });

  test('the key switch is on the list of openings that nothing stands behind', () => {
    const { lot } = stocked();
    expect(lot.types(replay(IN, 1, lot.at, { kind: 'opened' }), PLC)).toEqual([
      'LaneReplayed',
      'GateOpenedAlone',
    ]);
  });

  test('a number of the stock is given to nobody else', () => {
    const { lot, numbers } = stocked(40);
    expect(new Set(numbers).size).toBe(40);
    for (let turn = 0; turn < 4; turn += 1) lot.enter(`p${turn}`);
    for (const { ticketNumber } of lot.state.sessions.values())
      expect(numbers).not.toContain(ticketNumber);
  });

  test('however often and in whatever runs it is told, everything is counted once', () => {
    // Each step tells the next event, or one that was told before.
    const steps = fc.array(fc.record({ back: fc.integer({ min: 0, max: 6 }) }), { maxLength: 40 });
    const minute = MINUTE_MS;
    fc.assert(
      fc.property(steps, (run) => {
        const { lot, numbers } = stocked(4);
        const log: ReplayLane[] = numbers.flatMap((number, i) => [
          replay(IN, 2 * i + 1, lot.at - (9 - 2 * i) * minute, came(number)),
          replay(IN, 2 * i + 2, lot.at - (8 - 2 * i) * minute, went(number)),
        ]);
        let told = 0;
        for (const { back } of run) {
          const index = Math.max(0, told - back);
          const event = log[index];
          if (event === undefined) continue;
          lot.tell(event, PLC);
          told = Math.max(told, index + 1);
        }
        const types = lot.journal.map(({ event }) => event.type);
        const count = (type: string) => types.filter((one) => one === type).length;
        expect(count('LaneReplayed')).toBe(told);
        expect(count('SessionStarted')).toBe(Math.ceil(told / 2));
        expect(count('SessionEnded')).toBe(Math.floor(told / 2));
        expect(count('OfflineConflict')).toBe(0);
      }),
      { numRuns: 100 },
    );
  });
});
