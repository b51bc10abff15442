import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { DAY_MS, HOUR_MS } from '#domain/kernel/instant.ts';
import { zonedDay, zonedHours } from '#domain/kernel/zoned.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type { Database } from '../journal/sqlite.ts';
import { eventsOf, type Roll } from './test-support/random-stays.ts';
import { recreateViewsFile } from './views-file.ts';
import { ViewsReader } from './views-reader.ts';
import { ViewsWriter } from './views-writer.ts';

/** The night on which Europe's clocks go back lies in the middle of what is rolled. */
const START_AT = Date.parse('2026-10-24T00:00:00Z');
const ZONE = 'Europe/London';
const TABLES = [
  'lot',
  'sessions',
  'payments',
  'quarters',
  'slot_history',
  'progress',
  'fact_keys',
  'facts',
  'listed',
  'occupancy_hours',
  'stats_state',
  'audit',
  'tenant_groups',
  'group_members',
  'group_stays',
] as const;

const rolls: fc.Arbitrary<Roll[]> = fc.array(
  fc.record({
    what: fc.nat(999),
    whom: fc.nat(999),
    afterMs: fc.integer({ min: 0, max: 2 * HOUR_MS }),
  }),
  { maxLength: 120 },
);

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-views-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function withLot(events: readonly RecordedEvent[]): RecordedEvent[] {
  const lot = smallLot(undefined, { timeZone: ZONE });
  const created: RecordedEvent = {
    seq: 0,
    at: START_AT,
    actor: { kind: 'station' },
    commandId: 'open',
    event: { type: 'LotCreated', lot },
  };
  return [created, ...events].map((recorded, index) => ({ ...recorded, seq: index + 1 }));
}

/** Applies events cut into runs of the given lengths, the last run as long as what is left. */
function apply(database: Database, events: readonly RecordedEvent[], cuts: readonly number[]) {
  let writer = new ViewsWriter(database);
  let from = 0;
  for (const length of [...cuts, events.length]) {
    const run = events.slice(from, from + length);
    from += run.length;
    if (run.length === 0) continue;
    writer.apply(run, { seq: from, hash: new Uint8Array([1]) });
    // As after a restart: everything that it needs to go on with is in the rows.
    if (length % 2 === 0) writer = new ViewsWriter(database);
  }
}

function dump(database: Database): unknown {
  return TABLES.map((table) => database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all());
}

function inFile<T>(name: string, work: (database: Database) => T): T {
  const database = recreateViewsFile(join(directory, `${name}.db`));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

describe('the rows of the read models', () => {
  it('are the same however the events arrive', () => {
    fc.assert(
      fc.property(rolls, fc.array(fc.integer({ min: 1, max: 40 })), (rolled, cuts) => {
        const events = withLot(eventsOf(rolled, START_AT));
        const whole = inFile('whole', (database) => {
          apply(database, events, []);
          return dump(database);
        });
        const cut = inFile('cut', (database) => {
          apply(database, events, cuts);
          return dump(database);
        });
        expect(cut).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('say of each day what the events of that day say', async () => {
    await fc.assert(
      fc.asyncProperty(rolls, async (rolled) => {
        const events = withLot(eventsOf(rolled, START_AT));
        const database = recreateViewsFile(join(directory, 'days.db'));
        try {
          apply(database, events, [3, 10]);
          const reader = new ViewsReader(database);
          const lastAt = events.at(-1)?.at ?? START_AT;
          for (let at = START_AT; at <= lastAt + DAY_MS; at += DAY_MS) {
            const { day } = zonedDay(at, ZONE);
            expect(await reader.dayReport(day, Infinity)).toMatchObject(expectedDay(events, at));
          }
        } finally {
          database.close();
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** The day's figures counted straight from the events, hour by hour. */
function expectedDay(events: readonly RecordedEvent[], at: number) {
  const day = zonedDay(at, ZONE);
  const count = (type: string, from: number, to: number) =>
    events.filter((each) => each.event.type === type && each.at >= from && each.at < to).length;
  const takings = (from: number, to: number) =>
    events.reduce(
      (sum, { at: paidAt, event }) =>
        event.type === 'PaymentCaptured' && paidAt >= from && paidAt < to
          ? sum + event.amountMinor
          : sum,
      0,
    );
  const insideAt = (to: number) => count('SessionStarted', 0, to) - count('SessionEnded', 0, to);
  const hours = zonedHours(day, ZONE).map(({ startsAt, endsAt }) => ({
    startAt: startsAt,
    entries: count('SessionStarted', startsAt, endsAt),
    exits: count('SessionEnded', startsAt, endsAt),
    inside: insideAt(endsAt),
    takingsMinor: takings(startsAt, endsAt),
  }));
  let inside = insideAt(day.startsAt);
  let peakInside = inside;
  for (const each of events) {
    if (each.at < day.startsAt || each.at >= day.endsAt) continue;
    if (each.event.type === 'SessionStarted') inside += 1;
    if (each.event.type === 'SessionEnded') inside -= 1;
    peakInside = Math.max(peakInside, inside);
  }
  return {
    day: day.day,
    currency: 'GBP',
    timeZone: ZONE,
    capacity: 4,
    hours,
    totals: {
      entries: count('SessionStarted', day.startsAt, day.endsAt),
      exits: count('SessionEnded', day.startsAt, day.endsAt),
      takingsMinor: takings(day.startsAt, day.endsAt),
      refusals: count('EntryRefused', day.startsAt, day.endsAt),
      peakInside,
    },
  };
}
