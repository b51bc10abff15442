import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { History } from '#domain/history/history.ts';
import { DAY_MS } from '#domain/kernel/instant.ts';
import type { EventType, RecordedEvent } from '#domain/lot/event.ts';
import { countTickets, type LedgerTicket } from '#domain/views/count-tickets.testing.ts';
import type { Database } from '../journal/sqlite.ts';
import { readProfile } from '../simulator/read-profile.ts';
import { LONG_MS } from './ledger-schema.ts';
import { recreateViewsFile } from './views-file.ts';
import { ViewsReader } from './views-reader.ts';
import { ViewsWriter } from './views-writer.ts';

const ZONE = 'Europe/London';
/** Two days around a night in which the clocks change, in each direction, and around none. */
const UNTIL = ['2026-03-30T07:00:00Z', '2026-10-26T07:00:00Z', '2026-01-15T12:00:00Z'] as const;
const DAYS = 2;

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-histories-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What people and devices did in a lot of 24 slots, decided as the station decides: money and all. */
function eventsOf(seed: number, until: string): readonly RecordedEvent[] {
  const slots = Array.from({ length: 24 }, (_, index) => ({ id: `a${index}` }));
  const serial = { path: 'x', baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
  const base = smallLot(slots, { timeZone: ZONE });
  const scanner = { id: 'scanner-out', label: 'Scanner', driver: 'scanner-serial' } as const;
  const history = new History({
    lot: { ...base, devices: [...base.devices, { ...scanner, laneId: 'out', serial }] },
    profile: readProfile(),
    seed,
    fromAt: Date.parse(until) - DAYS * DAY_MS,
    untilAt: Date.parse(until),
    references: { refOf: (plate) => `k:${plate}`, refOfText: (kind, text) => `k:${kind}:${text}` },
  });
  return [...history.batches(10_000)].flatMap(({ events }) => events);
}

/** Applies events cut into runs; every other cut is a restart. */
function apply(database: Database, events: readonly RecordedEvent[], cuts: readonly number[]) {
  const readEvent = (seq: number) => events[seq - 1] ?? null;
  let writer = new ViewsWriter(database, readEvent);
  let from = 0;
  for (const length of [...cuts, events.length]) {
    const run = events.slice(from, from + length);
    from += run.length;
    if (run.length === 0) continue;
    writer.apply(run, { seq: from, hash: new Uint8Array([1]) });
    if (length % 2 === 0) writer = new ViewsWriter(database, readEvent);
  }
}

/** Every row of every table there is. */
function dump(database: Database): Record<string, unknown> {
  const names = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .pluck()
    .all() as readonly string[];
  const rowsOf = (name: string) =>
    database
      .prepare(`SELECT * FROM ${name}`)
      .all()
      .map((row) => JSON.stringify(row))
      .sort();
  return Object.fromEntries(names.map((name) => [name, rowsOf(name)]));
}

function inFile<T>(name: string, work: (database: Database) => T): T {
  const database = recreateViewsFile(join(directory, `${name}.db`));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

describe('the rows of whole histories', () => {
  it('are the same in every table, made at once or as the events came, with restarts between', () => {
    const happened = new Set<EventType>();
    fc.assert(
      fc.property(
        fc.nat(1_000),
        fc.constantFrom(...UNTIL),
        fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 40 }),
        (seed, until, cuts) => {
          const events = eventsOf(seed, until);
          for (const { event } of events) happened.add(event.type);
          const dumpOf = (name: string, lengths: readonly number[]) =>
            inFile(name, (database) => {
              apply(database, events, lengths);
              return dump(database);
            });
          expect(dumpOf('cut', cuts)).toEqual(dumpOf('whole', []));
        },
      ),
      { numRuns: 5 },
    );
    const needed: readonly EventType[] = [
      'PaymentCaptured',
      'ShiftClosed',
      'SlotOverridden',
      'DeviceStatusChanged',
      'ReservationBooked',
      'MembershipStarted',
    ];
    expect(needed.filter((type) => !happened.has(type))).toEqual([]);
  }, 300_000);
});

describe('the tickets of a time', () => {
  const ticket = fc.record({
    issuedAt: fc.integer({ min: 0, max: 60 }).map((day) => (day * DAY_MS) / 2),
    lastedMs: fc.option(
      fc.oneof(
        fc.integer({ min: 0, max: DAY_MS }),
        fc.constantFrom(LONG_MS - 1, LONG_MS, LONG_MS + 1, 2 * LONG_MS),
      ),
    ),
    how: fc.constantFrom('collected' as const, 'void' as const, 'by-hand' as const),
  });

  it('are counted as one by one, however long they were open', async () => {
    const database = recreateViewsFile(join(directory, 'tickets.db'));
    const insert = database.prepare('INSERT INTO ledger_tickets VALUES (?, ?, ?, ?, 0)');
    const reader = new ViewsReader(database);
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(ticket, { maxLength: 40 }),
          fc.nat(70),
          fc.nat(70),
          async (rolled, first, length) => {
            const tickets = rolled.map(
              ({ issuedAt, lastedMs, how }, index): LedgerTicket => ({
                sessionId: `s-${index}`,
                issuedAt,
                endedAt: lastedMs === null ? null : issuedAt + lastedMs,
                how: lastedMs === null ? null : how,
              }),
            );
            database.exec('DELETE FROM ledger_tickets');
            for (const { sessionId, issuedAt, endedAt, how } of tickets)
              insert.run(sessionId, issuedAt, endedAt, how);
            const fromAt = (first * DAY_MS) / 2;
            const toAt = fromAt + (length * DAY_MS) / 2;
            const ledger = await reader.ledger(fromAt, toAt);
            expect(ledger.tickets).toEqual(countTickets(tickets, fromAt, toAt));
          },
        ),
        { numRuns: 200 },
      );
    } finally {
      database.close();
    }
  });
});
