import { describe, expect, it } from 'vitest';
import { smallLot } from '../../facility/small-lot.testing.ts';
import { DAY_MS } from '../../kernel/instant.ts';
import type { SlotUse } from '../../reports/source.ts';
import { handMade, hourRow, MONDAY, SCOPE, said } from '../hand-made.testing.ts';
import { reservedUnused } from './reserved-unused.ts';
import { slotsUnused } from './slots-unused.ts';

const { toAt } = SCOPE.span;
const LOT = smallLot([
  { id: 'a1', kind: 'accessible' },
  { id: 'a2', kind: 'accessible' },
  { id: 'a3', kind: 'accessible' },
  { id: 'e1', kind: 'ev' },
  { id: 's1' },
]);
/** An hour of each day since then: the days are known. */
const known = (weeks: number, series = 'lot', inside = 0, capacity = 5) =>
  Array.from({ length: 7 * weeks }, (_, day) =>
    hourRow(series, toAt - (day + 1) * DAY_MS, inside, capacity),
  ).reverse();
const use = (slotId: string, daysAgo: number): SlotUse => ({
  slotId,
  stays: 1,
  lastAt: toAt - daysAgo * DAY_MS,
});

describe('slots that are kept and not used', () => {
  it('are named, with the weeks that all of them were idle', async () => {
    const slotUse = [use('e1', 1), use('a3', 36), use('a1', 2)];
    const { advice } = await slotsUnused(
      handMade({ lot: LOT, occupancy: known(8), slotUse }),
      SCOPE,
    );
    expect(advice.map(said)).toEqual(['2 accessible slots unused 5 weeks running: A2, A3.']);
    expect(advice[0]?.figures.rows).toEqual([
      ['A2', null, 8],
      ['A3', toAt - 36 * DAY_MS, 5],
    ]);
    expect(advice[0]?.span).toEqual({ fromAt: toAt - 35 * DAY_MS, toAt });
  });

  it('are not named while one that any car may take stands empty', async () => {
    const slotUse = ['a1', 'a2', 'a3', 'e1'].map((id) => use(id, 1));
    const { advice } = await slotsUnused(
      handMade({ lot: LOT, occupancy: known(8), slotUse }),
      SCOPE,
    );
    expect(advice).toEqual([]);
  });

  it('need three weeks of figures', async () => {
    const source = handMade({ lot: LOT, occupancy: known(2) });
    expect((await slotsUnused(source, SCOPE)).lack).toEqual({ of: 'weeks', needs: 3, has: 2 });
  });
});

describe('slots reserved for a tenant', () => {
  const acme = { id: 'g1', name: 'Acme', reserved: 10 };
  const of = (occupancy: ReturnType<typeof known>) => handMade({ groups: [acme], occupancy });

  it('are said with the weeks in which as many stood empty', async () => {
    // Seven at once for five weeks, all ten before that.
    const rows = [...known(7, 'group:g1', 10, 10).slice(0, 14), ...known(5, 'group:g1', 7, 10)];
    const { advice } = await reservedUnused(of(rows), SCOPE);
    expect(advice.map(said)).toEqual([
      '3 reserved slots unused 5 weeks running: Acme never had more than 7 of its 10 taken.',
    ]);
    expect(advice[0]?.figures.rows).toHaveLength(5);
    expect(advice[0]?.figures.rows[0]).toEqual(['2026-02-23', 10, 7, 3]);
  });

  it('are not said where one day took them all', async () => {
    const rows = known(5, 'group:g1', 7, 10);
    const busy = rows.map((row, index) => (index === 30 ? { ...row, mostInside: 10 } : row));
    expect((await reservedUnused(of(busy), SCOPE)).advice).toEqual([]);
  });

  it('are not counted before they were reserved', async () => {
    const rows = [...known(6, 'group:g1', 0, 0).slice(0, 14), ...known(4, 'group:g1', 4, 10)];
    const { advice } = await reservedUnused(of(rows), SCOPE);
    expect(advice[0]?.values).toMatchObject({ count: 6, weeks: 4 });
  });

  it('need three weeks, and say nothing where nobody has any', async () => {
    const { lack } = await reservedUnused(of(known(2, 'group:g1', 0, 10)), SCOPE);
    expect(lack).toEqual({ of: 'weeks', needs: 3, has: 2 });
    expect(await reservedUnused(handMade({}), { ...SCOPE, nowAt: MONDAY })).toEqual({
      advice: [],
      lack: null,
    });
  });
});
