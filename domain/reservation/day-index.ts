import type { ReservationId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/instant.ts';
import type { Span } from './span.ts';

/**
 * Which bookings touch a day, so that a question about a window looks at those of its days alone. The
 * days are those of UTC: they only divide, nothing is charged by them. Plain data.
 */
export type DayIndex = Map<number, Set<ReservationId>>;

function* daysOf({ fromAt, toAt }: Span): Generator<number> {
  const last = Math.floor((toAt - 1) / DAY_MS);
  for (let day = Math.floor(fromAt / DAY_MS); day <= last; day += 1) yield day;
}

export function addToDays(index: DayIndex, id: ReservationId, span: Span): void {
  for (const day of daysOf(span)) {
    const ids = index.get(day);
    if (ids === undefined) index.set(day, new Set([id]));
    else ids.add(id);
  }
}

/** Takes out a booking that was added with the same span. */
export function removeFromDays(index: DayIndex, id: ReservationId, span: Span): void {
  for (const day of daysOf(span)) {
    const ids = index.get(day);
    ids?.delete(id);
    if (ids?.size === 0) index.delete(day);
  }
}

/** The bookings that touch the days of a span, each once. */
export function touching(index: DayIndex, span: Span): Iterable<ReservationId> {
  const days: ReadonlySet<ReservationId>[] = [];
  for (const day of daysOf(span)) {
    const ids = index.get(day);
    if (ids !== undefined) days.push(ids);
  }
  const [only] = days;
  if (only === undefined) return [];
  if (days.length === 1) return only;
  const all = new Set<ReservationId>();
  for (const ids of days) for (const id of ids) all.add(id);
  return all;
}
