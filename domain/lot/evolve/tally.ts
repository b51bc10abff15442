import type { Instant } from '../../kernel/instant.ts';
import { HOUR_MS, MINUTE_MS } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import { zonedDay } from '../../kernel/zoned.ts';
import type { LotState } from '../state.ts';

const KEPT_MINUTES = 60;

/** Counts a vehicle in or out, for the KPI strip. */
export function countPassage(state: LotState, at: Instant, which: 'entries' | 'exits'): void {
  startDay(state, at);
  const { tally } = state;
  if (which === 'entries') tally.entriesToday += 1;
  else tally.exitsToday += 1;
  const minute = Math.floor(at / MINUTE_MS);
  const counted = tally.minutes.get(minute);
  if (counted !== undefined) {
    counted[which] += 1;
    return;
  }
  tally.minutes.set(minute, { entries: 0, exits: 0, [which]: 1 });
  for (const old of tally.minutes.keys()) {
    if (old > minute - KEPT_MINUTES) break;
    tally.minutes.delete(old);
  }
}

export function countTakings(state: LotState, at: Instant, amountMinor: Minor): void {
  startDay(state, at);
  state.tally.takingsTodayMinor += amountMinor;
}

/** Entries and exits of the sixty minutes before `at`. */
export function lastHour(state: LotState, at: Instant): { entries: number; exits: number } {
  const sum = { entries: 0, exits: 0 };
  const from = Math.floor((at - HOUR_MS) / MINUTE_MS);
  for (const [minute, counted] of state.tally.minutes) {
    if (minute <= from) continue;
    sum.entries += counted.entries;
    sum.exits += counted.exits;
  }
  return sum;
}

function startDay(state: LotState, at: Instant): void {
  const { tally } = state;
  if (at >= tally.dayStartsAt && at < tally.dayEndsAt) return;
  const day = zonedDay(at, state.installed?.lot.timeZone ?? 'UTC');
  tally.dayStartsAt = day.startsAt;
  tally.dayEndsAt = day.endsAt;
  tally.entriesToday = 0;
  tally.exitsToday = 0;
  tally.takingsTodayMinor = 0;
}
