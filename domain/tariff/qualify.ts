import { type Instant, MINUTE_MS } from '../kernel/instant.ts';
import { nextOccurrence, occurrenceAt } from './clock-windows.ts';
import type { CompiledRate, CompiledTariff } from './compile.ts';
import { holdsDay } from './date-span.ts';
import { dayBit, type Holidays } from './zone-clock.ts';

/** The stay as the conditions of a rate see it. */
export interface Visit {
  readonly entryAt: Instant;
  readonly exitAt: Instant;
  /** Where the charged time begins; earlier than the entry where an earlier visit goes on. */
  readonly startAt: Instant;
}

/**
 * The exits for which a rate serves this entry: from the first instant up to and without the second.
 * Null where none does.
 */
export interface ExitSpan {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

/** For which exits a rate would serve a stay that began as this one did. */
export function exitSpan(
  rate: CompiledRate,
  { entryAt, startAt }: Visit,
  { clock, mindsHolidays }: CompiledTariff,
  holidays: Holidays,
): ExitSpan | null {
  const day = clock.dayAt(entryAt);
  if ((rate.daysMask & dayBit(day, holidays, mindsHolidays)) === 0) return null;
  const { dates } = rate.rate;
  if (dates !== undefined && !dates.some((span) => holdsDay(span, day.day))) return null;
  if (
    rate.entryBetween !== null &&
    occurrenceAt(rate.entryBetween, entryAt, clock, holidays) === null
  )
    return null;
  let fromAt = -Infinity;
  let untilAt = Infinity;
  if (rate.leaveBeforeMinute !== null) {
    const today = clock.at(day, rate.leaveBeforeMinute);
    const last = today > entryAt ? today : clock.at(clock.dayAfter(day), rate.leaveBeforeMinute);
    untilAt = Math.min(untilAt, last + 1);
  }
  if (rate.exitBetween !== null) {
    const next =
      occurrenceAt(rate.exitBetween, entryAt, clock, holidays) ??
      nextOccurrence(rate.exitBetween, entryAt, clock, holidays);
    if (next === null) return null;
    fromAt = Math.max(fromAt, next.startsAt);
    untilAt = Math.min(untilAt, next.endsAt);
  }
  if (rate.within !== null) {
    const holding = occurrenceAt(rate.within, entryAt, clock, holidays);
    if (holding === null) return null;
    untilAt = Math.min(untilAt, holding.endsAt + 1);
  }
  const { overMinutes, upToMinutes } = rate.rate.stay ?? {};
  if (overMinutes !== undefined) fromAt = Math.max(fromAt, startAt + overMinutes * MINUTE_MS + 1);
  if (upToMinutes !== undefined) untilAt = Math.min(untilAt, startAt + upToMinutes * MINUTE_MS + 1);
  return fromAt < untilAt ? { fromAt, untilAt } : null;
}
