import { minutesOfWindow, type WindowText } from './clock-windows.ts';
import { DAY_KINDS, WEEKDAYS } from './tariff-parts.ts';
import { daysMask, namesHolidays } from './zone-clock.ts';

const WEEK_MINUTES = 7 * 1_440;
const HOLIDAY = 1 << WEEKDAYS.length;

/** Which days of a week are holidays: none, each alone, each two in a row, and all. */
const HOLIDAY_WEEKS: readonly (readonly number[])[] = [
  [],
  ...WEEKDAYS.map((_, day) => [day]),
  ...WEEKDAYS.map((_, day) => [day, (day + 1) % 7]),
  WEEKDAYS.map((_, day) => day),
];

interface Span {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

export interface Overlap {
  readonly first: number;
  readonly second: number;
  readonly text: string;
}

/** The first two windows that hold the same minute of some week, or null. */
export function overlapOf(windows: readonly WindowText[]): Overlap | null {
  for (const week of weeksOf(windows)) {
    for (const [place, span] of week.entries()) {
      const next = week[place + 1] ?? shifted(week[0]);
      if (next === undefined || next.from >= span.to || week.length === 1) continue;
      const [first, second] = [span.index, next.index].toSorted((a, b) => a - b);
      if (first === undefined || second === undefined) continue;
      return {
        first,
        second,
        text: `one that overlaps window ${first} at ${clockText(next.from)}`,
      };
    }
  }
  return null;
}

/** The first minute of a week that no window holds, as text, or null. */
export function gapOf(windows: readonly WindowText[]): string | null {
  for (const week of weeksOf(windows)) {
    const [first] = week;
    if (first === undefined) return clockText(0);
    let until = first.from;
    for (const { from, to } of week) {
      if (from > until) return clockText(until);
      until = Math.max(until, to);
    }
    if (until < first.from + WEEK_MINUTES) return clockText(until);
  }
  return null;
}

function shifted(span: Span | undefined): Span | undefined {
  if (span === undefined) return undefined;
  return { ...span, from: span.from + WEEK_MINUTES, to: span.to + WEEK_MINUTES };
}

/** The windows of each kind of week in order of their start. */
function* weeksOf(windows: readonly WindowText[]): Generator<Span[]> {
  const minds = namesHolidays(windows.map(({ days }) => days));
  for (const holidays of minds ? HOLIDAY_WEEKS : [[]]) {
    const spans: Span[] = [];
    windows.forEach(({ days, from, to }, index) => {
      const mask = daysMask(days);
      const minutes = minutesOfWindow(from, to);
      for (let day = 0; day < 7; day += 1) {
        const bit = holidays.includes(day) ? HOLIDAY : 1 << day;
        if ((mask & bit) === 0) continue;
        spans.push({ index, from: day * 1_440 + minutes.from, to: day * 1_440 + minutes.to });
      }
    });
    yield spans.sort((a, b) => a.from - b.from || a.to - b.to);
  }
}

function clockText(minuteOfWeek: number): string {
  const minute = minuteOfWeek % WEEK_MINUTES;
  const [hours, minutes] = [Math.floor((minute % 1_440) / 60), minute % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return `${DAY_KINDS[Math.floor(minute / 1_440)]} ${two(hours)}:${two(minutes)}`;
}
