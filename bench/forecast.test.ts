import { describe, expect, it } from 'vitest';
import { backtest } from '#domain/forecast/backtest.ts';
import { BIRMINGHAM_ZONE, birminghamCarParks, LAST_THREE_WEEKS } from './support/birmingham.ts';

const parks = birminghamCarParks();

describe('the forecast of six real car parks, on their last three weeks', () => {
  const scores = parks.map(({ name, capacity, readings }) => ({
    name,
    at: backtest({ capacity, readings, timeZone: BIRMINGHAM_ZONE, ...LAST_THREE_WEEKS }),
  }));

  it('has all of them, with their dirt', () => {
    expect(parks).toHaveLength(6);
    expect(parks.reduce((sum, { readings }) => sum + readings.length, 0)).toBe(7_833);
    const most = parks.map(({ capacity, readings }) =>
      Math.max(...readings.map(({ inside }) => inside / capacity)),
    );
    expect(Math.max(...most)).toBeGreaterThan(1);
  });

  it.each(scores)('$name: beats both baselines 3 and 24 hours ahead', ({ at }) => {
    for (const { hours, count, model, lastValue, lastWeek } of at) {
      expect(count).toBeGreaterThan(150);
      if (hours === 1) continue;
      expect(model, `${hours} h, last value`).toBeLessThan(lastValue);
      expect(model, `${hours} h, last week`).toBeLessThan(lastWeek);
    }
  });

  it('keeps eight of ten readings within its band', () => {
    const all = scores.flatMap(({ at }) => at);
    const count = all.reduce((sum, one) => sum + one.count, 0);
    const within = all.reduce((sum, one) => sum + one.withinBand * one.count, 0);
    expect(within / count).toBeGreaterThan(0.75);
    expect(within / count).toBeLessThan(0.85);
    for (const { name, at } of scores)
      for (const { hours, withinBand } of at)
        expect(withinBand, `${name}, ${hours} h`).toBeGreaterThan(0.65);
  });

  it('never looks ahead: what comes later changes no score of before', () => {
    const [first] = parks;
    if (first === undefined) throw new Error('there are car parks');
    const untilAt = LAST_THREE_WEEKS.fromAt + 7 * 86_400_000;
    const asked = {
      capacity: first.capacity,
      timeZone: BIRMINGHAM_ZONE,
      fromAt: LAST_THREE_WEEKS.fromAt,
      untilAt,
    };
    const spoilt = first.readings.map(({ at, inside }) => ({
      at,
      inside: at >= untilAt ? first.capacity - inside : inside,
    }));
    expect(backtest({ ...asked, readings: spoilt })).toEqual(
      backtest({ ...asked, readings: first.readings }),
    );
  });
});
