import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { MINUTE_MS } from '#domain/kernel/instant.ts';
import type { LotEvent, RecordedEvent } from '#domain/lot/event.ts';
import type { GroupTerms } from '#domain/membership/group.ts';
import type { Database } from '../journal/sqlite.ts';
import { StatsReader } from './stats-reader.ts';
import { recreateViewsFile } from './views-file.ts';
import { ViewsWriter } from './views-writer.ts';

const START_AT = Date.parse('2026-03-02T08:00:00Z');
const LOT = smallLot();

const terms = (count: number, active = true): GroupTerms => ({
  name: 'Acme',
  insideMax: null,
  overQuota: 'transient',
  reserved: count === 0 ? [] : [{ zoneId: null, kind: null, count }],
  active,
});
const saved = (count: number, active?: boolean): LotEvent => ({
  type: 'GroupSaved',
  groupId: 'acme',
  terms: terms(count, active),
});
const member = (
  type: 'MembershipStarted' | 'MembershipChanged',
  groupId: string | null,
): LotEvent =>
  ({
    type,
    membershipId: 'm1',
    number: 'M1',
    planId: 'p',
    groupId,
    holderRef: 'h',
    contactRef: null,
    plateRefs: [],
    cardRefs: [],
    startAt: START_AT,
  }) as LotEvent;
const comes = (id: string, membershipId: string | null = 'm1'): readonly LotEvent[] => [
  {
    type: 'TicketIssued',
    laneId: 'in',
    sessionId: id,
    ticketNumber: id,
    slotId: 'a1',
    vehicleClass: 'car',
    wantsCharge: false,
    accessiblePermit: false,
    plateRef: null,
    right: membershipId === null ? { kind: 'transient' } : { kind: 'membership', membershipId },
    credentialNumber: null,
    tariffVersion: 1,
    price: null,
  },
  { type: 'SessionStarted', sessionId: id, laneId: 'in' },
];
const leaves = (id: string): LotEvent => ({
  type: 'SessionEnded',
  sessionId: id,
  laneId: 'out',
  paidMinor: 0,
});

/** A quarter of an hour lies between any two. */
function recorded(events: readonly LotEvent[]): readonly RecordedEvent[] {
  return [{ type: 'LotCreated', lot: LOT } as const, ...events].map((event, index) => ({
    seq: index + 1,
    at: START_AT + 15 * index * MINUTE_MS,
    actor: { kind: 'station' },
    commandId: `c${index}`,
    event,
  }));
}

describe('tenant groups in occupancy over time', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'gatehouse-groups-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const inFile = <T>(name: string, work: (database: Database) => T): T => {
    const database = recreateViewsFile(join(directory, `${name}.db`));
    try {
      return work(database);
    } finally {
      database.close();
    }
  };
  /** Applies events in runs of a length, each run by a writer of its own, as after a restart. */
  const apply = (database: Database, events: readonly RecordedEvent[], length: number) => {
    for (let from = 0; from < events.length; from += length) {
      const run = events.slice(from, from + length);
      new ViewsWriter(database).apply(run, { seq: from + run.length, hash: new Uint8Array([1]) });
    }
  };
  const rowsOf = (database: Database) =>
    database
      .prepare(
        `SELECT capacity, most_inside AS most, last_inside AS last FROM occupancy_hours
         WHERE series = 'group:acme' ORDER BY at`,
      )
      .all();

  it('counts the vehicles of its members against the slots that it has', () => {
    const events = recorded([
      saved(3),
      member('MembershipStarted', 'acme'),
      ...comes('one'),
      ...comes('two'),
      ...comes('three', null),
      leaves('one'),
      leaves('three'),
    ]);
    inFile('counts', (database) => {
      apply(database, events, 1_000);
      // 08:15 saved; the first has come by 09:00, the second by 09:30; the first leaves at 10:15.
      expect(rowsOf(database)).toEqual([
        { capacity: 3, most: 0, last: 0 },
        { capacity: 3, most: 2, last: 2 },
        { capacity: 3, most: 2, last: 1 },
      ]);
      const shares = new StatsReader(database).groupShares();
      expect(shares).toEqual([{ id: 'acme', name: 'Acme', reserved: 3 }]);
    });
  });

  it('keeps a stay with the group that its member was of when it came', () => {
    const events = recorded([
      saved(2),
      member('MembershipStarted', 'acme'),
      ...comes('one'),
      member('MembershipChanged', null),
      leaves('one'),
      ...comes('two'),
    ]);
    inFile('moves', (database) => {
      apply(database, events, 1_000);
      expect(rowsOf(database).at(-1)).toEqual({ capacity: 2, most: 0, last: 0 });
      expect(database.prepare('SELECT count(*) FROM group_stays').pluck().get()).toBe(0);
    });
  });

  it('has no slots while it is not active, and keeps them through a change of the lot', () => {
    const changed: LotEvent = { type: 'LotChanged', lot: { ...LOT, name: 'New name' } };
    inFile('changes', (database) => {
      const before = [saved(2), member('MembershipStarted', 'acme'), ...comes('one'), changed];
      apply(database, recorded(before), 2);
      expect(rowsOf(database).at(-1)).toEqual({ capacity: 2, most: 1, last: 1 });
      expect(new StatsReader(database).groupShares()).toHaveLength(1);
    });
    inFile('inactive', (database) => {
      apply(database, recorded([saved(2), saved(2, false)]), 2);
      expect(rowsOf(database).at(-1)).toMatchObject({ capacity: 0 });
      expect(new StatsReader(database).groupShares()).toEqual([]);
    });
  });

  it('comes to the same however the events arrive', () => {
    const steps = fc.array(fc.nat(7), { maxLength: 40 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 9 }), (rolled, length) => {
        const inside: string[] = [];
        const events = rolled.flatMap((roll, index): readonly LotEvent[] => {
          if (roll === 0) return [saved(index % 4)];
          if (roll === 1) return [member('MembershipChanged', index % 2 === 0 ? 'acme' : null)];
          if (roll === 2) return [{ type: 'LotChanged', lot: LOT }];
          if (roll < 6) {
            inside.push(`s${index}`);
            return comes(`s${index}`);
          }
          const gone = inside.shift();
          return gone === undefined ? [] : [leaves(gone)];
        });
        const dump = (name: string, run: number) =>
          inFile(name, (database) => {
            apply(database, recorded(events), run);
            const tables = ['occupancy_hours', 'tenant_groups', 'group_members', 'group_stays'];
            return tables.map((table) => database.prepare(`SELECT * FROM ${table}`).all());
          });
        expect(dump('cut', length)).toEqual(dump('whole', 1_000));
      }),
      { numRuns: 30 },
    );
  });
});
