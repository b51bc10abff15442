import type { Cell } from '../../reports/document.ts';
import { dimOf, grouped, totalOf } from '../../reports/grouped.ts';
import type { FactRow } from '../../stats/fact.ts';
import { type AdviceOf, type AdviceRule, NOTHING } from '../advice.ts';
import { adviceWords as words } from '../advice-words.ts';
import { hourReader, hourText } from '../clock.ts';

/** Fewer are no pattern. */
const COUNT_MIN = 20;
/** Of all who came to an entry. */
const SHARE_MIN = 0.01;

/** Drivers who were turned away, reason by reason. */
export const turnedAway: AdviceRule = async (source, { span }) => {
  const refused = await source.facts('turned-away', span, 'hour');
  const entered = totalOf(await source.facts('entries', span, 'all')).count;
  const reason = dimOf('turned-away', 'reason');
  const asked = entered + totalOf(refused).count;
  const hourOf = hourReader(source.lot.timeZone);
  const found: AdviceOf<'turned-away'>[] = [];
  for (const [code, { count }] of grouped(refused, reason)) {
    const share = count / asked;
    if (count < COUNT_MIN || share < SHARE_MIN) continue;
    const hours = byHour(
      refused.filter((row) => reason(row) === code),
      hourOf,
    );
    const most = hours.reduce((held, one) => (one.count > held.count ? one : held));
    found.push({
      code: 'turned-away',
      subject: code,
      values: {
        reason: words.reasonOf(code),
        count,
        share,
        fromClock: hourText(most.hour),
        toClock: hourText(most.hour + 1),
      },
      drivers: count,
      amountMinor: 0,
      span,
      figures: {
        id: 'hours',
        title: words.turnedAwayByHour,
        columns: [
          { id: 'hour', label: words.hour, kind: 'text' },
          { id: 'count', label: words.turnedAway, kind: 'count' },
        ],
        rows: hours.map((one): Cell[] => [hourText(one.hour), one.count]),
        totals: [words.total, count],
      },
      drill: { list: 'events', measure: 'turned-away', dims: { reason: code }, ...span },
    });
  }
  return found.length === 0 ? NOTHING : { advice: found, lack: null };
};

function byHour(rows: readonly FactRow[], hourOf: (at: number) => number) {
  const counts = new Map<number, number>();
  for (const { at, count } of rows) {
    const hour = hourOf(at);
    counts.set(hour, (counts.get(hour) ?? 0) + count);
  }
  return [...counts]
    .sort(([one], [other]) => one - other)
    .map(([hour, count]) => ({ hour, count }));
}
