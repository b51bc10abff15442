import { describe, expect, it } from 'vitest';
import { evenMarks, priceSteps } from './price-steps.ts';

const now = {
  tariffVersion: 1,
  price: { percent: 150, rateMinorPerHour: null },
  since: 20,
  inside: 1,
  capacity: 2,
  occupancyPct: 50,
  averagePct: 50,
};
const percent = (value: number) => ({ percent: value, rateMinorPerHour: null });
const rate = (value: number) => ({ percent: 100, rateMinorPerHour: value });

describe('the price over a time', () => {
  it('begins with what held before its first change, and lasts to the end', () => {
    const changes = [
      { at: 20, from: percent(125), to: percent(150) },
      { at: 10, from: null, to: percent(125) },
    ];
    expect(priceSteps(now, changes, 0, 30)).toEqual({
      unit: 'percent',
      points: [
        { x: 0, y: 100 },
        { x: 10, y: 125 },
        { x: 20, y: 150 },
        { x: 30, y: 150 },
      ],
    });
  });

  it('without a change is the price in force all along', () => {
    const { points } = priceSteps(now, [], 0, 30);
    expect(points.map(({ y }) => y)).toEqual([150, 150]);
  });

  it('is a rate where the price in force is one', () => {
    const changes = [{ at: 10, from: rate(300), to: rate(325) }];
    const steps = priceSteps({ ...now, price: rate(325) }, changes, 0, 30);
    expect([steps.unit, steps.points.map(({ y }) => y)]).toEqual(['rate', [300, 325, 325]]);
  });
});

it('marks are spread evenly', () => {
  expect(evenMarks(0, 100, 4)).toEqual([0, 25, 50, 75, 100]);
});
