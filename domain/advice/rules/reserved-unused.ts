import { DAY_MS, type Instant } from '../../kernel/instant.ts';
import { zonedDay } from '../../kernel/zoned.ts';
import type { Cell } from '../../reports/document.ts';
import { type AdviceOf, type AdviceRule, lacking, NOTHING } from '../advice.ts';
import { adviceWords as words } from '../advice-words.ts';

const WEEK_DAYS = 7;
/** So long at least. */
const WEEKS_MIN = 3;
/** Looked back over, whatever time the advice is asked for. */
const WEEKS_MAX = 12;

interface Week {
  readonly fromAt: Instant;
  readonly mostInside: number;
  /** Reserved the whole week through. */
  readonly reserved: number;
}

/** Slots that are reserved for a tenant and never all taken, week after week. */
export const reservedUnused: AdviceRule = async (source, { span: { toAt } }) => {
  const groups = await source.groupShares();
  if (groups.length === 0) return NOTHING;
  const { timeZone } = source.lot;
  const starts = weekStarts(toAt, timeZone);
  const span = { fromAt: starts.at(-1) ?? toAt, toAt };
  const rows = await source.occupancy(
    span,
    'day',
    groups.map(({ id }) => `group:${id}`),
  );
  const found: AdviceOf<'reserved-unused'>[] = [];
  let known = 0;
  for (const { id, name, reserved } of groups) {
    const own = rows.filter(({ series }) => series === `group:${id}`);
    // The newest week first, as far back as the group had slots on every day.
    const weeks: Week[] = [];
    for (const [index, fromAt] of starts.entries()) {
      const endsAt = index === 0 ? toAt : (starts[index - 1] ?? toAt);
      const days = own.filter(({ at, capacity }) => at >= fromAt && at < endsAt && capacity > 0);
      if (days.length < WEEK_DAYS) break;
      weeks.push({
        fromAt,
        mostInside: Math.max(...days.map(({ mostInside }) => mostInside)),
        reserved: Math.min(reserved, ...days.map(({ capacity }) => capacity)),
      });
    }
    known = Math.max(known, weeks.length);
    if (weeks.length < WEEKS_MIN) continue;
    const unusedOf = (week: Week) => week.reserved - week.mostInside;
    const count = Math.min(...weeks.slice(0, WEEKS_MIN).map(unusedOf));
    if (count < 1) continue;
    const ends = weeks.findIndex((week) => unusedOf(week) < count);
    const running = ends === -1 ? weeks : weeks.slice(0, ends);
    const fromAt = running.at(-1)?.fromAt ?? toAt;
    found.push({
      code: 'reserved-unused',
      subject: `group:${id}`,
      values: { group: name, count, reserved, weeks: running.length },
      // A slot that stands empty could have had a vehicle a week at the least.
      drivers: count * running.length,
      amountMinor: 0,
      span: { fromAt, toAt },
      figures: {
        id: 'weeks',
        title: words.reservedUnused,
        columns: [
          { id: 'week', label: words.week, kind: 'day' },
          { id: 'reserved', label: words.reserved, kind: 'count' },
          { id: 'most', label: words.mostInside, kind: 'count' },
          { id: 'unused', label: words.unused, kind: 'count' },
        ],
        rows: running.map((week): Cell[] => [
          zonedDay(week.fromAt, timeZone).day,
          week.reserved,
          week.mostInside,
          unusedOf(week),
        ]),
        totals: null,
      },
      drill: { list: 'sessions', by: 'inside', credential: 'membership', fromAt, toAt },
    });
  }
  if (known < WEEKS_MIN) return lacking('weeks', WEEKS_MIN, known);
  return { advice: found, lack: null };
};

/** First instants of the last weeks before a midnight, the newest first; across changes of the clock. */
function weekStarts(toAt: Instant, timeZone: string): readonly Instant[] {
  const starts: Instant[] = [];
  for (let at = toAt; starts.length < WEEKS_MAX; ) {
    // The middle of the day seven days before, whatever the clock did meanwhile.
    at = zonedDay(at - WEEK_DAYS * DAY_MS + DAY_MS / 2, timeZone).startsAt;
    starts.push(at);
  }
  return starts;
}
