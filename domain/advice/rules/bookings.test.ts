import { describe, expect, it } from 'vitest';
import { smallLot } from '../../facility/small-lot.testing.ts';
import { at, DAYS, type HandFact, handMade, hourRow, SCOPE, said } from '../hand-made.testing.ts';
import { deviceFaults } from './device-faults.ts';
import { noShows } from './no-shows.ts';
import { overstays } from './overstays.ts';
import { placeIdle } from './place-idle.ts';

const START = SCOPE.span.fromAt;
const BY_BOOKING = { lane: 'in', credential: 'reservation' };

describe('bookings', () => {
  const missed = (count: number): HandFact => ({
    measure: 'bookings',
    at: START,
    dims: { what: 'missed' },
    count,
    amount: 300 * count,
  });
  const came = (count: number): HandFact => ({
    measure: 'entries',
    at: START,
    dims: BY_BOOKING,
    count,
  });
  const left = (count: number): HandFact => ({
    measure: 'exits',
    at: START,
    dims: BY_BOOKING,
    count,
  });
  const over = (count: number): HandFact => ({
    measure: 'fee-lines',
    at: START,
    dims: { code: 'overstay', text: 'Overstay' },
    count,
    amount: 500 * count,
  });

  it('that nobody came for are said with their share', async () => {
    const { advice } = await noShows(handMade({ facts: [missed(14), came(46)] }), SCOPE);
    expect(advice.map(said)).toEqual(['Nobody came for 14 of 60 bookings (23%).']);
    expect(advice[0]?.figures.totals).toEqual(['Total', 60, 4_200]);
  });

  it('that nobody came for are not said where they are few, and need twenty', async () => {
    expect((await noShows(handMade({ facts: [missed(4), came(46)] }), SCOPE)).advice).toEqual([]);
    const { lack } = await noShows(handMade({ facts: [missed(4), came(6)] }), SCOPE);
    expect(lack).toEqual({ of: 'bookings', needs: 20, has: 10 });
  });

  it('that stay over are said with what they paid for it', async () => {
    const { advice } = await overstays(handMade({ facts: [left(40), over(12)] }), SCOPE);
    expect(advice.map(said)).toEqual([
      '12 of 40 bookings stayed beyond their end and paid £60.00 for it.',
    ]);
    expect((await overstays(handMade({ facts: [left(40), over(5)] }), SCOPE)).advice).toEqual([]);
    expect((await overstays(handMade({ facts: [left(19), over(5)] }), SCOPE)).lack).not.toBeNull();
  });

  it('say nothing, and miss nothing, at a lot without any', async () => {
    const nothing = { advice: [], lack: null };
    expect(await noShows(handMade({}), SCOPE)).toEqual(nothing);
    expect(await overstays(handMade({}), SCOPE)).toEqual(nothing);
  });
});

describe('a device that keeps failing', () => {
  const lot = {
    ...smallLot(),
    devices: [{ id: 'cam-1', label: 'Entry camera', driver: 'camera-mqtt' as const, laneId: 'in' }],
  };
  const failing = (days: number, times: number): readonly HandFact[] =>
    DAYS.slice(0, days).map((day) => ({
      measure: 'device-status',
      at: at(day, 12),
      dims: { device: 'cam-1', status: 'offline' },
      count: times,
    }));
  const of = (facts: readonly HandFact[]) =>
    deviceFaults(handMade({ lot: lot as ReturnType<typeof smallLot>, facts }), SCOPE);

  it('is said with how often and on how many days', async () => {
    const { advice } = await of(failing(7, 2));
    expect(advice.map(said)).toEqual(['Entry camera failed or went away 14 times on 7 days.']);
    expect(advice[0]?.figures.rows[0]).toEqual(['2026-02-02', 2, 0]);
  });

  it('is not said of one bad afternoon, or of a fault now and then', async () => {
    expect((await of(failing(3, 20))).advice).toEqual([]);
    expect((await of(failing(11, 1))).advice).toEqual([]);
  });
});

describe('a place that hardly anybody uses', () => {
  const lot = (() => {
    const lots = smallLot(
      Array.from({ length: 12 }, (_, index) => ({
        id: `a${index}`,
        levelId: index < 6 ? 'ground' : 'l2',
      })),
    );
    const [ground] = lots.levels;
    if (ground === undefined) throw new Error('a lot has a level');
    return { ...lots, levels: [ground, { ...ground, id: 'l2', label: 'Level 2', storey: 2 }] };
  })();
  const days = (count: number, most: number) =>
    handMade({
      lot,
      occupancy: DAYS.slice(0, count).flatMap((day) => [
        hourRow('open:level:ground', at(day, 10), 6, 6),
        hourRow('open:level:l2', at(day, 10), most, 6),
      ]),
    });

  it('is said while another one fills', async () => {
    expect((await placeIdle(days(20, 1), SCOPE)).advice.map(said)).toEqual([
      'Level 2 was never more than 17% full, while Ground filled on 20 days.',
    ]);
  });

  it('is not said where it is used, or where nothing fills often', async () => {
    expect((await placeIdle(days(20, 2), SCOPE)).advice).toEqual([]);
    expect((await placeIdle(days(4, 1), SCOPE)).advice).toEqual([]);
  });
});
