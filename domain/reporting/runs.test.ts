import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../kernel/instant.ts';
import { localInstant } from '../kernel/zoned.ts';
import { dueRuns, MISSED_RUNS_MAX, nextRun, nextTryAt } from './runs.ts';
import { type SavedReport, savedReportSchema } from './saved-report.ts';

const LONDON = { timeZone: 'Europe/London', locale: 'en-GB' };
const CHICAGO = { timeZone: 'America/Chicago', locale: 'en-US' };
const at = (text: string, zone = LONDON.timeZone) => localInstant(text, zone) ?? Number.NaN;

function saved(period: 'day' | 'week' | 'month', settledAt: number, time = '06:30'): SavedReport {
  const schedule = { time, formats: ['pdf'], folder: 'morning' };
  const terms = savedReportSchema.parse({ name: 'One', report: 'revenue', period, schedule });
  return { id: 'rp-1', terms, savedBy: 'mia', savedAt: 0, settledAt, failing: null, last: null };
}

describe('runs of a scheduled report', () => {
  it('is due once its time has come, about the day before', () => {
    const report = saved('day', at('2026-11-22T12:00'));
    expect(dueRuns(report, at('2026-11-23T06:29'), LONDON)).toEqual([]);
    const runs = dueRuns(report, at('2026-11-23T06:30'), LONDON);
    expect(runs).toMatchObject([
      { dueAt: at('2026-11-23T06:30'), period: { name: '2026-11-22', kind: 'day' } },
    ]);
  });

  it('is not due again once it is settled', () => {
    const report = saved('day', at('2026-11-23T06:30'));
    expect(dueRuns(report, at('2026-11-23T23:00'), LONDON)).toEqual([]);
  });

  it.each([
    ['week', LONDON, '2026-11-23T07:00', '2026-W47'],
    ['week', CHICAGO, '2026-11-22T07:00', '2026-11-15 to 2026-11-21'],
    ['month', LONDON, '2026-11-01T07:00', '2026-10'],
    ['month', LONDON, '2026-03-01T07:00', '2026-02'],
  ] as const)('sends the %s that has ended', (period, place, now, name) => {
    const nowAt = at(now, place.timeZone);
    const [run, ...more] = dueRuns(saved(period, nowAt - 2 * DAY_MS), nowAt, place);
    expect(run?.period.name).toBe(name);
    expect(more).toEqual([]);
  });

  it('catches up what was missed, oldest first, and not without end', () => {
    const report = saved('day', at('2026-11-19T12:00'));
    const names = dueRuns(report, at('2026-11-23T12:00'), LONDON).map(({ period }) => period.name);
    expect(names).toEqual(['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22']);
    const years = dueRuns(saved('day', at('2020-01-01T12:00')), at('2026-11-23T12:00'), LONDON);
    expect(years).toHaveLength(MISSED_RUNS_MAX);
    expect(years.at(-1)?.period.name).toBe('2026-11-22');
  });

  it('keeps to the clock on the days that it changes', () => {
    const spring = saved('day', at('2026-03-28T12:00'), '01:30');
    // 01:30 is skipped on that morning: the moment of the change stands for it.
    expect(dueRuns(spring, at('2026-03-29T12:00'), LONDON)).toMatchObject([
      { dueAt: at('2026-03-29T02:00') },
    ]);
    const autumn = saved('day', at('2026-10-24T12:00'), '01:30');
    expect(dueRuns(autumn, at('2026-10-25T12:00'), LONDON)).toHaveLength(1);
  });

  it('sends nothing while it is paused or has no schedule', () => {
    const report = saved('day', 0);
    const { schedule } = report.terms;
    if (schedule === null) throw new Error('it has one');
    const now = at('2026-11-23T12:00');
    report.terms = { ...report.terms, schedule: { ...schedule, paused: true } };
    expect([dueRuns(report, now, LONDON), nextRun(report, now, LONDON)]).toEqual([[], null]);
    report.terms = { ...report.terms, schedule: null };
    expect([dueRuns(report, now, LONDON), nextRun(report, now, LONDON)]).toEqual([[], null]);
  });

  it.each([
    ['day', '2026-11-23T06:30', '2026-11-24T06:30'],
    ['day', '2026-11-23T06:00', '2026-11-23T06:30'],
    ['week', '2026-11-23T07:00', '2026-11-30T06:30'],
    ['month', '2026-12-01T07:00', '2027-01-01T06:30'],
  ] as const)('knows when the next %s is sent', (period, now, next) => {
    expect(nextRun(saved(period, 0), at(now), LONDON)?.dueAt).toBe(at(next));
  });

  it('waits longer after each failure', () => {
    const failing = { dueAt: 0, periodName: '', lastAt: 0, message: '' };
    const waits = [1, 2, 3, 4, 7].map((attempts) => nextTryAt({ ...failing, attempts }));
    expect(waits).toEqual([60_000, 300_000, 900_000, HOUR_MS, 12 * HOUR_MS]);
  });
});

describe('where it is sent', () => {
  const schedule = (change: object) =>
    savedReportSchema.safeParse({
      name: 'One',
      report: 'revenue',
      period: 'day',
      schedule: { time: '06:30', formats: ['csv'], folder: 'a', ...change },
    }).success;

  it.each(['../etc', '/etc', 'a/../b', 'a\\b', '.', 'a//b', '~'])(
    'refuses the folder %s',
    (folder) => expect(schedule({ folder })).toBe(false),
  );

  it.each(['morning', 'For the accountant/2026'])('takes the folder %s', (folder) =>
    expect(schedule({ folder })).toBe(true),
  );

  it('asks for a place, a kind of file and a time', () => {
    expect(schedule({ folder: null })).toBe(false);
    expect(schedule({ folder: null, mailRefs: ['r1'] })).toBe(true);
    expect(schedule({ formats: [] })).toBe(false);
    expect(schedule({ time: '24:00' })).toBe(false);
  });
});
