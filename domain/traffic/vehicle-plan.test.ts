import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../kernel/instant.ts';
import { seededRandom } from '../kernel/seeded-random.ts';
import { normalisePlate } from '../session/plate.ts';
import { drawPlan } from './vehicle-plan.ts';

const DRAWS = 20_000;

describe('drawn vehicles', () => {
  const random = seededRandom(11);
  const plans = Array.from({ length: DRAWS }, () => drawPlan(random, 2.5));
  const share = (holds: (plan: (typeof plans)[number]) => boolean) =>
    plans.filter(holds).length / DRAWS;

  it('bear plates that an Indian plate could be', () => {
    for (const { plate } of plans.slice(0, 500)) {
      expect(plate).toMatch(/^[A-Z]{2}\d{2}[A-HJ-NP-Z]{2}\d{4}$/);
      expect(normalisePlate(plate)).toBe(plate);
    }
  });

  it('come in all classes, mostly cars', () => {
    const classShare = (name: string) => share(({ needs }) => needs.vehicleClass === name);
    expect(classShare('car')).toBeCloseTo(0.79, 1);
    for (const name of ['motorcycle', 'bus', 'ev']) expect(classShare(name)).toBeGreaterThan(0.01);
    expect(share(({ needs }) => needs.accessiblePermit)).toBeGreaterThan(0.01);
  });

  it('are mostly read well and sometimes not', () => {
    const doubtful = share(({ entryConfidence }) => entryConfidence < 0.8);
    expect(doubtful).toBeGreaterThan(0.01);
    expect(doubtful).toBeLessThan(0.06);
    const odd = plans.filter(({ entryConfidence: share }) => share <= 0.4 || share > 1);
    expect(odd).toEqual([]);
  });

  it('stay as long as the profile assumes on average', () => {
    const mean = plans.reduce((sum, { stayMs }) => sum + stayMs, 0) / DRAWS / HOUR_MS;
    expect(mean).toBeCloseTo(2.5, 1);
  });
});
