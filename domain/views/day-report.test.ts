import { describe, expect, it } from 'vitest';
import { must } from '../kernel/assert.ts';
import { HOUR_MS } from '../kernel/instant.ts';
import { zonedDayOf } from '../kernel/zoned.ts';
import { dayReport, QUARTER_MS, type Quarter, quarterOf } from './day-report.ts';

function quarter(at: string, change: Partial<Quarter>): Quarter {
  return {
    startAt: quarterOf(Date.parse(at)),
    entries: 0,
    exits: 0,
    takingsMinor: 0,
    overrides: 0,
    refusals: 0,
    inside: 0,
    peakInside: 0,
    ...change,
  };
}

function report(day: string, timeZone: string, quarters: readonly Quarter[], nowAt = Infinity) {
  return dayReport({
    day: must(zonedDayOf(day, timeZone), day),
    nowAt,
    timeZone,
    currency: 'GBP',
    capacity: 300,
    insideBefore: 7,
    quarters,
  });
}

describe('a day by hours', () => {
  it('adds the quarters of an hour up and carries the number inside over quiet hours', () => {
    const { hours, totals } = report('2026-11-22', 'Europe/London', [
      quarter('2026-11-22T08:00Z', { entries: 2, inside: 9, peakInside: 9, takingsMinor: 100 }),
      quarter('2026-11-22T08:45Z', {
        entries: 1,
        exits: 4,
        inside: 6,
        peakInside: 10,
        overrides: 1,
      }),
      quarter('2026-11-22T20:15Z', { exits: 6, inside: 0, peakInside: 5, refusals: 2 }),
    ]);
    expect(hours).toHaveLength(24);
    expect(hours[7]).toMatchObject({ entries: 0, exits: 0, inside: 7, takingsMinor: 0 });
    expect(hours[8]).toMatchObject({ entries: 3, exits: 4, inside: 6, takingsMinor: 100 });
    expect(hours[19]?.inside).toBe(6);
    expect(hours[20]).toMatchObject({ exits: 6, inside: 0 });
    expect(totals).toEqual({
      entries: 3,
      exits: 10,
      takingsMinor: 100,
      overrides: 1,
      refusals: 2,
      peakInside: 10,
    });
  });

  it('counts those who were inside at midnight as the peak of a day on which nobody came', () => {
    const { totals } = report('2026-11-22', 'UTC', [
      quarter('2026-11-22T08:00Z', { exits: 7, inside: 0, peakInside: 6 }),
    ]);
    expect(totals.peakInside).toBe(7);
  });

  it('leaves out the hours that have not begun', () => {
    const nowAt = Date.parse('2026-11-22T09:59:59.999Z');
    expect(report('2026-11-22', 'UTC', [], nowAt).hours).toHaveLength(10);
    expect(report('2026-11-22', 'UTC', [], nowAt + 1).hours).toHaveLength(11);
    expect(report('2026-11-23', 'UTC', [], nowAt).hours).toHaveLength(0);
  });

  it('has 23 hours in spring and leaves none of them out', () => {
    const { hours, totals } = report('2026-03-29', 'Europe/London', [
      quarter('2026-03-29T00:45Z', { entries: 1, inside: 8, peakInside: 8 }),
      quarter('2026-03-29T01:00Z', { entries: 1, inside: 9, peakInside: 9 }),
    ]);
    expect(hours).toHaveLength(23);
    expect(hours.map(({ entries }) => entries).slice(0, 3)).toEqual([1, 1, 0]);
    expect(totals.entries).toBe(2);
  });

  it('has 25 hours in autumn and tells the two hours of one name apart', () => {
    const { hours } = report('2026-10-25', 'Europe/London', [
      quarter('2026-10-25T00:30Z', { entries: 1, inside: 8, peakInside: 8 }),
      quarter('2026-10-25T01:30Z', { entries: 2, inside: 10, peakInside: 10 }),
    ]);
    expect(hours).toHaveLength(25);
    // 01:30 summer time, then 01:30 winter time.
    expect(hours.map(({ entries }) => entries).slice(0, 4)).toEqual([0, 1, 2, 0]);
  });

  it('begins with the midnight of a zone whose hours lie between those of UTC', () => {
    const { hours } = report('2026-11-22', 'Asia/Kolkata', [
      quarter('2026-11-21T18:30Z', { entries: 1, inside: 8, peakInside: 8 }),
      quarter('2026-11-22T18:15Z', { entries: 5, inside: 13, peakInside: 13 }),
    ]);
    expect(hours).toHaveLength(24);
    expect(hours[0]).toMatchObject({
      startAt: Date.parse('2026-11-21T18:30:00.000Z'),
      entries: 1,
    });
    expect(hours[23]?.entries).toBe(5);
  });

  it.each(['Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Chatham'])(
    'finds hours that begin on quarters in %s',
    (timeZone) => {
      for (let day = 1; day <= 28; day += 1) {
        const text = `2026-04-${String(day).padStart(2, '0')}`;
        for (const { startAt } of report(text, timeZone, []).hours) {
          expect(startAt % QUARTER_MS).toBe(0);
        }
      }
    },
  );

  it('is as long as its hours', () => {
    const { hours } = report('2026-10-25', 'Europe/London', []);
    const [first] = hours;
    const last = hours.at(-1);
    expect((last?.startAt ?? 0) + HOUR_MS - (first?.startAt ?? 0)).toBe(25 * HOUR_MS);
  });
});
