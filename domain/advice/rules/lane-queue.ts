import type { Cell } from '../../reports/document.ts';
import { dimOf } from '../../reports/grouped.ts';
import { type AdviceOf, type AdviceRule, lacking } from '../advice.ts';
import { adviceWords as words } from '../advice-words.ts';
import { hourReader, hourText, type LotDay, lotDays } from '../clock.ts';
import { median } from '../statistics.ts';

/** What an entry lane with tickets lets in, vehicles an hour: 15 s each. Beyond that there is a queue. */
const LANE_MAX_PER_HOUR = 240;
/** From so much of it on, one vehicle that takes long is enough for a queue. */
const LOAD_MIN = 0.8;
/** On so many of the weekdays at least. */
const SHARE_MIN = 0.5;
const WEEKDAYS_MIN = 10;
const HOURS = 24;

/** An hour of the weekdays in which an entry lane gets more vehicles than a lane can take in calmly. */
export const laneQueue: AdviceRule = async (source, { span }) => {
  const { lot } = source;
  const days = lotDays(span, lot.timeZone).filter(({ kind }) => kind === 'weekdays');
  const rows = await source.facts('entries', span, 'hour');
  const laneOf = dimOf('entries', 'lane');
  const hourOf = hourReader(lot.timeZone);
  const active = days.filter((day) => rows.some(({ at }) => isWithin(at, day)));
  if (active.length < WEEKDAYS_MIN) return lacking('weekdays', WEEKDAYS_MIN, active.length);
  const found: AdviceOf<'lane-queue'>[] = [];
  for (const { id, label } of lot.lanes.filter(({ direction }) => direction !== 'exit')) {
    const own = rows.filter((row) => laneOf(row) === id);
    const hours = Array.from({ length: HOURS }, (_, hour) => {
      const ofHour = own.filter(({ at }) => hourOf(at) === hour);
      const counts = active.map((day) =>
        ofHour.reduce((sum, { at, count }) => sum + (isWithin(at, day) ? count : 0), 0),
      );
      const busy = counts.filter((count) => count >= LOAD_MIN * LANE_MAX_PER_HOUR).length;
      return { hour, busy, usual: median(counts) ?? 0 };
    });
    const worst = hours.reduce((held, one) => (one.busy > held.busy ? one : held));
    if (worst.busy < SHARE_MIN * active.length) continue;
    found.push({
      code: 'lane-queue',
      subject: `lane:${id}`,
      values: {
        lane: label,
        fromClock: hourText(worst.hour),
        toClock: hourText(worst.hour + 1),
        vehicles: worst.usual,
        days: worst.busy,
        ofDays: active.length,
      },
      drivers: worst.busy * Math.round((1 - LOAD_MIN) * LANE_MAX_PER_HOUR),
      amountMinor: 0,
      span,
      figures: {
        id: 'hours',
        title: words.entriesByHour,
        note: words.laneMost(LANE_MAX_PER_HOUR),
        columns: [
          { id: 'hour', label: words.hour, kind: 'text' },
          { id: 'usual', label: words.usualEntries, kind: 'count' },
          { id: 'busy', label: words.busyDays, kind: 'count' },
        ],
        rows: hours
          .filter(({ usual, busy }) => usual > 0 || busy > 0)
          .map((one): Cell[] => [hourText(one.hour), one.usual, one.busy]),
        totals: null,
      },
      drill: { list: 'sessions', by: 'entry', laneId: id, ...span },
    });
  }
  return { advice: found, lack: null };
};

const isWithin = (at: number, { fromAt, toAt }: LotDay) => at >= fromAt && at < toAt;
