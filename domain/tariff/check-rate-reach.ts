import type { ProblemList } from '../facility/lot-file-problem.ts';
import { minutesOfWindow } from './clock-windows.ts';
import type { Rate, Tariff } from './tariff-file.ts';
import { DAY_KINDS, WEEKDAYS } from './tariff-parts.ts';
import { daysMask, namesHolidays } from './zone-clock.ts';

/**
 * Every class, on every kind of day, at every time of entry and for every length of stay has a rate
 * that does not depend on when the vehicle leaves: nobody comes to the gate without a price.
 */
export function checkReach({ rates }: Tariff, to: ProblemList, under: string): void {
  const named = new Set(rates.flatMap(({ classes }) => classes ?? []));
  if (!rates.some(({ classes }) => classes === undefined || classes.includes('car'))) {
    to.add(
      `${under}rates`,
      'a rate for "car", which classes without one of their own fall back to',
      `rates for ${[...named].join(', ')} alone`,
    );
    return;
  }
  const missing = firstUnserved(rates, new Set(['car', ...named]));
  if (missing === null) return;
  to.add(
    `${under}rates`,
    'a rate for every stay that does not depend on when it ends',
    `none for ${missing}`,
  );
}

function firstUnserved(rates: readonly Rate[], classes: ReadonlySet<string>): string | null {
  const kinds = namesHolidays(rates.map(({ days }) => days)) ? DAY_KINDS : WEEKDAYS;
  for (const vehicleClass of classes) {
    const own = rates.filter((rate) => rate.classes?.includes(vehicleClass) ?? true);
    for (const [index, kind] of kinds.entries()) {
      const missing = unserved(own.filter(({ days }) => (daysMask(days) & (1 << index)) !== 0));
      if (missing !== null) return `${vehicleClass} on ${kind}, ${missing}`;
    }
  }
  return null;
}

/** A time of entry and a length of stay that none of the rates is sure to serve, or null. */
function unserved(rates: readonly Rate[]): string | null {
  const sure = rates.filter(({ dates, leaveBefore, exitBetween, within }) =>
    [dates, leaveBefore, exitBetween, within].every((condition) => condition === undefined),
  );
  const bounds = new Set([0]);
  for (const { stay } of sure)
    for (const minutes of [stay?.overMinutes, stay?.upToMinutes])
      if (minutes !== undefined) bounds.add(minutes);
  for (const over of [...bounds].toSorted((a, b) => a - b)) {
    const fit = sure.filter(
      ({ stay }) => (stay?.overMinutes ?? 0) <= over && over < (stay?.upToMinutes ?? Infinity),
    );
    const minute = unservedEntry(fit);
    if (minute === null) continue;
    const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    return `entry at ${clock}, a stay over ${over} minutes`;
  }
  return null;
}

/** The first minute of the day at which no rate lets in. */
function unservedEntry(rates: readonly Rate[]): number | null {
  const spans = rates.flatMap(({ entryBetween }) => {
    if (entryBetween === undefined) return [{ from: 0, to: 1_440 }];
    const { from, to } = minutesOfWindow(entryBetween.from, entryBetween.to);
    return to <= 1_440
      ? [{ from, to }]
      : [
          { from, to: 1_440 },
          { from: 0, to: to - 1_440 },
        ];
  });
  let until = 0;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (from > until) return until;
    until = Math.max(until, to);
  }
  return until < 1_440 ? until : null;
}
