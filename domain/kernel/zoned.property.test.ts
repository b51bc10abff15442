import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zonedDay, zonedHour, zonedHours, zonedIso } from './zoned.ts';

const timeZone = fc.constantFrom(
  'Europe/London',
  'Asia/Kolkata',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
);
const instant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2060, 0, 1) });

describe('any instant', () => {
  it('lies in one day, and days follow each other without gap or overlap', () => {
    fc.assert(
      fc.property(instant, timeZone, (at, zone) => {
        const day = zonedDay(at, zone);
        expect(day.startsAt).toBeLessThanOrEqual(at);
        expect(day.endsAt).toBeGreaterThan(at);
        expect(zonedDay(day.endsAt, zone).startsAt).toBe(day.endsAt);
        expect(zonedDay(day.startsAt - 1, zone).endsAt).toBe(day.startsAt);
        expect(zonedDay(day.endsAt - 1, zone)).toEqual(day);
      }),
      { numRuns: 500 },
    );
  });

  it('lies in one hour of its day, and hours cover the day', () => {
    fc.assert(
      fc.property(instant, timeZone, (at, zone) => {
        const day = zonedDay(at, zone);
        const hours = zonedHours(day, zone);
        expect(hours[0]?.startsAt).toBe(day.startsAt);
        expect(hours.at(-1)?.endsAt).toBe(day.endsAt);
        hours.slice(1).forEach((hour, index) => {
          expect(hour.startsAt).toBe(hours[index]?.endsAt);
        });
        const { startsAt, endsAt } = zonedHour(at, zone);
        expect(startsAt <= at && at < endsAt).toBe(true);
      }),
    );
  });

  it('is written as its clock shows it, with the offset that leads back to it', () => {
    const ages = fc.oneof(
      instant,
      fc.integer({ min: Date.UTC(1880, 0, 1), max: Date.UTC(1990, 0, 1) }),
      // Newfoundland set its clocks at a minute past midnight.
      fc.integer({ min: Date.UTC(2006, 3, 2, 3, 20), max: Date.UTC(2006, 3, 2, 3, 50) }),
    );
    fc.assert(
      fc.property(ages, timeZone, (at, zone) => {
        const text = zonedIso(at, zone);
        const shown = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'medium',
        }).format(at);
        expect(text.slice(0, 19)).toBe(shown.replace(' ', 'T'));
        expect(Math.abs(Date.parse(text) - at)).toBeLessThan(at < 0 ? 60_000 : 1_000);
      }),
      { numRuns: 600 },
    );
  });
});
