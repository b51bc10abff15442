import { describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../kernel/instant.ts';
import { ATTEMPTS_MAX } from '../reporting/runs.ts';
import { savedReportSchema } from '../reporting/saved-report.ts';
import { TestLot } from './lot.testing.ts';

const MANAGER = { kind: 'user', name: 'mara', role: 'manager' } as const;
const STATION = { kind: 'station' } as const;
const terms = savedReportSchema.parse({
  name: 'Accountant',
  report: 'revenue',
  period: 'day',
  schedule: { time: '06:30', formats: ['pdf'], mailRefs: ['ref-of-an-address'] },
});

function withReport(lot = new TestLot()) {
  const [saved] = lot.events({ type: 'SaveReport', savedReportId: null, terms }, MANAGER);
  const id = saved?.type === 'ReportSaved' ? saved.savedReportId : '';
  const report = () => lot.state.reporting.get(id);
  const note = (dueAt: number, ok: boolean) =>
    lot.events(
      {
        type: 'NoteReportRun',
        savedReportId: id,
        dueAt,
        periodName: '2026-11-22',
        outcome: ok ? { ok, fileNames: ['a.pdf'] } : { ok, message: 'no such host' },
      },
      STATION,
    );
  return { lot, id, report, note };
}

describe('saved reports', () => {
  test('are kept under a name of their own', () => {
    const { lot, id, report } = withReport();
    expect(report()).toMatchObject({ terms, savedBy: 'mara', settledAt: lot.at, failing: null });
    const again = { type: 'SaveReport', savedReportId: null, terms } as const;
    const other = { ...terms, name: ' accountant'.trim().toUpperCase() };
    expect(lot.refusal({ ...again, terms: other }, MANAGER)).toBe('saved-report-name-taken');
    expect(lot.events({ ...again, savedReportId: id }, MANAGER)).toEqual([]);
    expect(lot.refusal({ ...again, savedReportId: 'rp-0' }, MANAGER)).toBe('saved-report-unknown');
  });

  test('are gone when removed', () => {
    const { lot, id, report } = withReport();
    lot.events({ type: 'RemoveReport', savedReportId: id }, MANAGER);
    expect(report()).toBeUndefined();
    expect(lot.refusal({ type: 'RemoveReport', savedReportId: id }, MANAGER)).toBe(
      'saved-report-unknown',
    );
  });

  test('are sent once for each time that they are due', () => {
    const { lot, id, report, note } = withReport();
    const dueAt = lot.at + 5 * MINUTE_MS;
    expect(note(dueAt, true)).toMatchObject([{ type: 'ReportSent', fileNames: ['a.pdf'] }]);
    expect(report()).toMatchObject({ settledAt: dueAt, last: { dueAt, fileNames: ['a.pdf'] } });
    const body = { type: 'NoteReportRun', savedReportId: id, dueAt, periodName: '' } as const;
    const late = { ...body, outcome: { ok: true, fileNames: [] } } as const;
    expect(lot.refusal(late, STATION)).toBe('report-run-over');
  });

  test('a failure is tried again, and given up in the end', () => {
    const { lot, report, note } = withReport();
    const dueAt = lot.at + 5 * MINUTE_MS;
    for (let attempt = 1; attempt < ATTEMPTS_MAX; attempt += 1) {
      expect(note(dueAt, false)).toMatchObject([
        { type: 'ReportNotSent', attempt, givenUp: false },
      ]);
      expect(report()?.failing).toMatchObject({
        dueAt,
        attempts: attempt,
        message: 'no such host',
      });
    }
    expect(note(dueAt, false)).toMatchObject([{ attempt: ATTEMPTS_MAX, givenUp: true }]);
    expect(report()).toMatchObject({
      failing: null,
      settledAt: dueAt,
      last: { fileNames: null, message: 'no such host' },
    });
  });

  test('a success ends a failure', () => {
    const { lot, report, note } = withReport();
    const dueAt = lot.at + 5 * MINUTE_MS;
    note(dueAt, false);
    note(dueAt, true);
    expect(report()).toMatchObject({ failing: null, settledAt: dueAt });
  });

  test('other receivers count from now on, another name changes nothing about the sending', () => {
    const { lot, id, report, note } = withReport();
    const dueAt = lot.at + 5 * MINUTE_MS;
    note(dueAt, false);
    const save = { type: 'SaveReport', savedReportId: id } as const;
    lot.events({ ...save, terms: { ...terms, name: 'Books' } }, MANAGER);
    expect(report()?.failing?.attempts).toBe(1);
    const { schedule } = terms;
    if (schedule === null) throw new Error('it is sent');
    lot.events({ ...save, terms: { ...terms, schedule: { ...schedule, time: '07:00' } } }, MANAGER);
    expect(report()).toMatchObject({ failing: null, settledAt: lot.at });
  });
});
