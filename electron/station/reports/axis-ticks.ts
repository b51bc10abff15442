import { DAY_MS, HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import type { ValueKind } from '#domain/reports/document.ts';

/** So many steps at least lie between the least and the greatest value, and twice as many at most. */
const STEPS_LEAST = 3;
const ROUND = [5, 2.5, 2, 1] as const;
/** Lengths of time are read by the clock. */
const LENGTHS_MS = [
  ...[DAY_MS, 12 * HOUR_MS, 6 * HOUR_MS, 3 * HOUR_MS, 2 * HOUR_MS, HOUR_MS],
  ...[30 * MINUTE_MS, 15 * MINUTE_MS, 10 * MINUTE_MS, 5 * MINUTE_MS, 2 * MINUTE_MS, MINUTE_MS],
];

/** Round values from below the least to above the greatest one, as an axis shows them. */
export function axisTicks(least: number, most: number, kind: ValueKind): readonly number[] {
  const step = stepOf((most - least) / STEPS_LEAST, kind);
  const first = Math.floor(least / step);
  const last = Math.max(first + 1, Math.ceil(most / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** The greatest round step that is not greater than asked for. */
function stepOf(wanted: number, kind: ValueKind): number {
  if (kind === 'duration') {
    const found = LENGTHS_MS.find((length) => length <= wanted);
    if (found !== undefined && wanted < 2 * DAY_MS) return found;
    if (wanted >= DAY_MS) return DAY_MS * stepOf(wanted / DAY_MS, 'count');
    return MINUTE_MS;
  }
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = power * (ROUND.find((round) => round * power <= wanted * (1 + 1e-9)) ?? 1);
  // There is no half a vehicle and no half a cent.
  return kind === 'count' || kind === 'money' ? Math.max(1, Math.floor(step)) : step;
}
