import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../kernel/instant.ts';
import { seededRandom } from '../kernel/seeded-random.ts';
import { createArrivals, drawOf } from './arrivals.ts';
import { shippedProfile } from './profile.testing.ts';
import { createUsual } from './profile.ts';

const profile = shippedProfile();
const SLOTS = 300;
/** A Tuesday, 00:00 in UTC. */
const TUESDAY = Date.UTC(2026, 2, 3);

/** Arrivals in each hour of so many Tuesdays, with the lot always as full as usual. */
function countByHour(seed: number, days: number): number[] {
  const counts = Array.from({ length: 24 }, () => 0);
  const random = seededRandom(seed);
  const usualAt = createUsual(profile, 'UTC');
  const arrivals = createArrivals({ profile, timeZone: 'UTC', slots: SLOTS, random });
  for (let day = 0; day < days; day++) {
    for (let at = TUESDAY + arrivals.gapMs(); at < TUESDAY + DAY_MS; at += arrivals.gapMs()) {
      if (!arrivals.comes(at, usualAt(at).fill)) continue;
      const hour = Math.floor((at - TUESDAY) / HOUR_MS);
      counts[hour] = (counts[hour] ?? 0) + 1;
    }
  }
  return counts;
}

describe('arrivals', () => {
  it('follow the hours of the profile', () => {
    const days = 40;
    countByHour(7, days).forEach((count, hour) => {
      const mean = (profile.days.tuesday.arrivals[hour] ?? 0) * SLOTS * days;
      // Five standard deviations of a Poisson count: with this seed it holds for good.
      expect(Math.abs(count - mean), `${hour}:00`).toBeLessThanOrEqual(5 * Math.sqrt(mean));
    });
  });

  it('are the same for the same seed', () => {
    expect(countByHour(3, 1)).toEqual(countByHour(3, 1));
    expect(countByHour(3, 1)).not.toEqual(countByHour(4, 1));
  });

  it('follow the wall clock of the lot', () => {
    const at = Date.UTC(2026, 2, 3, 6, 30);
    expect(createUsual(profile, 'Asia/Kolkata')(at)).toEqual(
      createUsual(profile, 'UTC')(Date.UTC(2026, 2, 3, 12)),
    );
  });

  it('draw more into a lot that is emptier than usual and nobody into a full one', () => {
    expect(drawOf(0.5, 0.5)).toBe(1);
    expect(drawOf(0.1, 0.5)).toBeGreaterThan(1);
    expect(drawOf(0.8, 0.5)).toBeLessThan(1);
    expect(drawOf(1, 1)).toBe(0);
  });
});
