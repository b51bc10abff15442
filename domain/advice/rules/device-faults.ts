import { DAY_MS } from '../../kernel/instant.ts';
import type { Cell } from '../../reports/document.ts';
import { dimOf } from '../../reports/grouped.ts';
import { type AdviceOf, type AdviceRule, NOTHING } from '../advice.ts';
import { adviceWords as words } from '../advice-words.ts';
import { lotDays } from '../clock.ts';

/** Times that a device went away or reported a fault, a week. */
const FAULTS_MIN_PER_WEEK = 3;
/** Days on which it did: one bad afternoon is no pattern. */
const DAYS_MIN = 4;

/** A device that keeps going away or failing. */
export const deviceFaults: AdviceRule = async (source, { span }) => {
  const device = dimOf('device-status', 'device');
  const status = dimOf('device-status', 'status');
  const rows = (await source.facts('device-status', span, 'day')).filter(
    (row) => status(row) !== 'online',
  );
  const weeks = (span.toAt - span.fromAt) / (7 * DAY_MS);
  const days = lotDays(span, source.lot.timeZone);
  const found: AdviceOf<'device-faults'>[] = [];
  for (const { id, label } of source.lot.devices) {
    const own = rows.filter((row) => device(row) === id);
    const byDay = days
      .map(({ day, fromAt, toAt }) => {
        const on = own.filter(({ at }) => at >= fromAt && at < toAt);
        const of = (kind: string) =>
          on.reduce((sum, row) => sum + (status(row) === kind ? row.count : 0), 0);
        return { day, fromAt, toAt, offline: of('offline'), fault: of('fault') };
      })
      .filter(({ offline, fault }) => offline + fault > 0);
    const count = byDay.reduce((sum, { offline, fault }) => sum + offline + fault, 0);
    if (count < FAULTS_MIN_PER_WEEK * weeks || byDay.length < DAYS_MIN) continue;
    const drill = { list: 'events', measure: 'device-status', dims: { device: id } } as const;
    found.push({
      code: 'device-faults',
      subject: `device:${id}`,
      values: { device: label, count, days: byDay.length },
      drivers: count,
      amountMinor: 0,
      span,
      figures: {
        id: 'days',
        title: words.faultsByDay,
        columns: [
          { id: 'day', label: words.day, kind: 'day' },
          { id: 'offline', label: words.offline, kind: 'count' },
          { id: 'fault', label: words.fault, kind: 'count' },
        ],
        rows: byDay.map(({ day, offline, fault }): Cell[] => [day, offline, fault]),
        totals: [
          words.total,
          byDay.reduce((sum, { offline }) => sum + offline, 0),
          byDay.reduce((sum, { fault }) => sum + fault, 0),
        ],
        drills: byDay.map(({ fromAt, toAt }) => ({ ...drill, fromAt, toAt })),
      },
      drill: { ...drill, ...span },
    });
  }
  return found.length === 0 ? NOTHING : { advice: found, lack: null };
};
