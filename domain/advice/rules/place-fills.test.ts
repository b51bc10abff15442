import { describe, expect, it } from 'vitest';
import { smallLot } from '../../facility/small-lot.testing.ts';
import {
  at,
  type HandFact,
  handMade,
  hourRow,
  quietDays,
  SCOPE,
  said,
  WEEKDAYS,
} from '../hand-made.testing.ts';
import { placeFills } from './place-fills.ts';

/** Level 2 is for cars, the ground for motorcycles alone: Level 2 fills, the lot does not. */
const LOT = (() => {
  const lot = smallLot([
    { id: 'a1', kind: 'motorcycle' },
    { id: 'b1', levelId: 'l2', zoneId: 'top' },
    { id: 'b2', levelId: 'l2', zoneId: 'top' },
  ]);
  const [ground] = lot.levels;
  if (ground === undefined) throw new Error('a lot has a level');
  return {
    ...lot,
    levels: [ground, { ...ground, id: 'l2', label: 'Level 2', storey: 2 }],
    zones: [...lot.zones, { id: 'top', label: 'Top' }],
  };
})();

/** Two zones of one level. */
function twoZones() {
  const lot = smallLot([
    { id: 'a1' },
    { id: 'a2' },
    { id: 'b1', zoneId: 'top' },
    { id: 'b2', zoneId: 'top' },
  ]);
  return { ...lot, zones: [...lot.zones, { id: 'top', label: 'Top' }] };
}

/** Full from 09:40 to 11:00 on some of the weekdays, with a driver turned away at each of them. */
function filling(days: readonly number[], turnedAway: readonly number[]) {
  return handMade({
    lot: LOT,
    occupancy: [
      ...quietDays('lot', WEEKDAYS, 3),
      ...days.flatMap((day) => [
        hourRow('open:level:l2', at(day, 9), 0, 2, at(day, 9, 40)),
        hourRow('open:level:l2', at(day, 10), 2, 2),
        hourRow('open:zone:top', at(day, 9), 0, 2, at(day, 9, 40)),
        hourRow('open:zone:top', at(day, 10), 2, 2),
      ]),
    ],
    facts: turnedAway.flatMap((count, index): readonly HandFact[] => [
      {
        measure: 'turned-away',
        at: at(days[index] ?? 0, 9, 50),
        dims: { lane: 'in', reason: 'lot-full' },
        count,
      },
      // Somebody else's trouble, and somebody who came when nothing was full.
      { measure: 'turned-away', at: at(days[index] ?? 0, 9, 50), dims: { reason: 'plate-needed' } },
      { measure: 'turned-away', at: at(days[index] ?? 0, 15), dims: { reason: 'lot-full' } },
    ]),
  });
}

describe('a place that fills', () => {
  it('is said with its time, its days and who was turned away', async () => {
    const counts = [...Array.from({ length: 17 }, () => 3), 10];
    const { advice, lack } = await placeFills(filling(WEEKDAYS.slice(0, 18), counts), SCOPE);
    expect(lack).toBeNull();
    expect(advice.map(said)).toEqual([
      'Level 2 filled at 09:40 on 18 of 20 weekdays; 61 drivers were turned away.',
    ]);
    const [one] = advice;
    expect(one).toMatchObject({ subject: 'level:l2:weekdays', drivers: 61, amountMinor: 0 });
    expect(one?.figures.rows).toHaveLength(18);
    expect(one?.figures.rows[17]).toEqual(['2026-02-25', '09:40', 80 * 60_000, 10]);
    expect(one?.figures.totals).toEqual(['Total', null, 18 * 80 * 60_000, 61]);
    expect(one?.drill).toEqual({
      list: 'events',
      measure: 'turned-away',
      dims: { reason: 'lot-full' },
      ...SCOPE.span,
    });
  });

  it('is said once of two places that are full at the same time', async () => {
    const lot = twoZones();
    const occupancy = WEEKDAYS.flatMap((day) => [
      hourRow('lot', at(day, 9), 0, 4),
      hourRow('open:zone:main', at(day, 9), 0, 2, at(day, 9, 20)),
      hourRow('open:zone:main', at(day, 10), 2, 2),
      hourRow('open:zone:top', at(day, 10), 2, 2),
    ]);
    const refused = (day: number, hour: number, count: number): HandFact => ({
      measure: 'turned-away',
      at: at(day, hour, 30),
      dims: { reason: 'lot-full' },
      count,
    });
    const facts = WEEKDAYS.flatMap((day) => [refused(day, 9, 1), refused(day, 10, 3)]);
    const { advice } = await placeFills(handMade({ lot, occupancy, facts }), SCOPE);
    expect(advice.map(said)).toEqual([
      'Main filled at 09:20 on 20 of 20 weekdays; 80 drivers were turned away.',
    ]);
    // At eleven the other one is full alone.
    const later = WEEKDAYS.map((day) => hourRow('open:zone:top', at(day, 11), 2, 2));
    const more = {
      occupancy: [...occupancy, ...later],
      facts: [...facts, ...WEEKDAYS.map((day) => refused(day, 11, 2))],
    };
    const both = (await placeFills(handMade({ lot, ...more }), SCOPE)).advice;
    expect(both.map(({ drivers }) => drivers)).toEqual([100, 80]);
  });

  it('is not said where it fills on fewer than half of the days', async () => {
    const { advice } = await placeFills(filling(WEEKDAYS.slice(0, 9), [50]), SCOPE);
    expect(advice).toEqual([]);
  });

  it('is not said of a part where hardly anybody was turned away', async () => {
    const { advice } = await placeFills(filling(WEEKDAYS.slice(0, 18), [4]), SCOPE);
    expect(advice).toEqual([]);
  });

  it('needs ten weekdays of figures', async () => {
    const source = handMade({ lot: LOT, occupancy: quietDays('lot', WEEKDAYS.slice(0, 9), 3) });
    expect(await placeFills(source, SCOPE)).toEqual({
      advice: [],
      lack: { of: 'weekdays', needs: 10, has: 9 },
    });
  });

  it('is said of the whole lot once, not of its parts again', async () => {
    const occupancy = WEEKDAYS.flatMap((day) =>
      ['lot', 'open:lot', 'open:level:ground', 'open:zone:main'].map((series) =>
        hourRow(series, at(day, 9), 0, 2, at(day, 9, 30)),
      ),
    );
    const facts = WEEKDAYS.map((day) => ({
      measure: 'turned-away' as const,
      at: at(day, 9, 45),
      dims: { reason: 'lot-full' },
    }));
    const { advice } = await placeFills(handMade({ occupancy, facts }), SCOPE);
    expect(advice.map(said)).toEqual([
      'The car park filled at 09:30 on 20 of 20 weekdays; 20 drivers were turned away.',
    ]);
  });
});
