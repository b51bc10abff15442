import { HOUR_MS, type Instant } from '#domain/kernel/instant.ts';

export const UNTIL_CHOICES = ['open', 'hour', 'fourHours', 'endOfDay', 'tomorrow'] as const;
export type UntilChoice = (typeof UNTIL_CHOICES)[number];

const MORNING_HOUR = 8;

/**
 * The instant that a choice stands for; null means until somebody unblocks. Days end and mornings
 * begin by the lot's clock, also on the days that have 23 or 25 hours.
 */
export function untilAt(choice: UntilChoice, now: Instant, timeZone: string): Instant | null {
  switch (choice) {
    case 'open':
      return null;
    case 'hour':
      return now + HOUR_MS;
    case 'fourHours':
      return now + 4 * HOUR_MS;
    case 'endOfDay':
      return wallClock(now, timeZone, 1, 0);
    case 'tomorrow':
      return wallClock(now, timeZone, 1, MORNING_HOUR);
  }
}

/** The first instant at `hour` o'clock, so many calendar days after `now`, by the zone's clock. */
function wallClock(now: Instant, timeZone: string, days: number, hour: number): Instant {
  const today = partsIn(timeZone, now);
  const wanted = Date.UTC(today.year, today.month - 1, today.day + days, hour);
  let at = wanted;
  // The offset at the guess leads to the instant; once more, because the guess may lie beyond a change.
  for (let round = 0; round < 2; round++) at = wanted - offsetAt(timeZone, at);
  return at;
}

function offsetAt(timeZone: string, at: Instant): number {
  const { year, month, day, hour, minute, second } = partsIn(timeZone, at);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}

function partsIn(timeZone: string, at: Instant) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = format.formatToParts(at);
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  return {
    year: read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
    second: read('second'),
  };
}
