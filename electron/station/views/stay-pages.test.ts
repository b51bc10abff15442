import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '#domain/kernel/instant.ts';
import type { ListMark, PastStay } from '#domain/reports/source.ts';
import type { Database } from '../journal/sqlite.ts';
import { StayPages } from './stay-pages.ts';
import { recreateViewsFile } from './views-file.ts';

let directory: string;
let database: Database;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-stays-'));
  database = recreateViewsFile(join(directory, 'views.db'));
});
afterAll(() => {
  database.close();
  rmSync(directory, { recursive: true, force: true });
});

const STATES = ['issued', 'inside', 'ended', 'void'] as const;
const stays = fc.array(
  fc.record({
    state: fc.constantFrom(...STATES),
    // Few instants, so that many stays share one; some stays are longer than a fortnight.
    entryDay: fc.integer({ min: 0, max: 40 }),
    days: fc.integer({ min: 0, max: 30 }),
    paidMinor: fc.integer({ min: 0, max: 900 }),
  }),
  { maxLength: 60 },
);

describe('stays page by page', () => {
  it('are those that were inside at any moment, each once, by entry, and add up to the sums', () => {
    const span = fc.record({
      fromDay: fc.integer({ min: 0, max: 45 }),
      days: fc.integer({ min: 1, max: 31 }),
      limit: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(stays, span, (made, { fromDay, days, limit }) => {
        database.exec('DELETE FROM sessions');
        const insert = database.prepare(
          `INSERT INTO sessions VALUES (@seq, @id, 'T', @state, NULL, 'car', NULL, 'in', NULL, @entryAt,
             @exitAt, @paidMinor, 0, 0, 'transient')`,
        );
        const rows = made.map(({ state, entryDay, days: length, paidMinor }, index) => ({
          seq: index + 1,
          id: `s${index}`,
          state,
          entryAt: entryDay * DAY_MS,
          exitAt: state === 'ended' ? (entryDay + length) * DAY_MS : null,
          paidMinor,
        }));
        for (const row of rows) insert.run(row);
        const [fromAt, toAt] = [fromDay * DAY_MS, (fromDay + days) * DAY_MS];
        const expected = rows
          .filter(({ state }) => state === 'inside' || state === 'ended')
          .filter(
            ({ entryAt, exitAt }) =>
              entryAt < toAt && (entryAt >= fromAt || (exitAt ?? Infinity) > fromAt),
          )
          .sort((one, other) => one.entryAt - other.entryAt || one.seq - other.seq);

        const pages = new StayPages(database);
        const found: PastStay[] = [];
        let after: ListMark | null = null;
        do {
          const page = pages.page({ fromAt, toAt }, { after, limit });
          expect(page.rows.length).toBeLessThanOrEqual(limit);
          found.push(...page.rows);
          after = page.next;
        } while (after !== null);
        expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        expect(pages.sums({ fromAt, toAt })).toEqual({
          stays: expected.length,
          paidMinor: expected.reduce((sum, { paidMinor }) => sum + paidMinor, 0),
        });
      }),
    );
  });
});
