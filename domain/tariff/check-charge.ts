import { foundText, type ProblemList } from '../facility/lot-file-problem.ts';
import { MINUTE_MS } from '../kernel/instant.ts';
import { compileLadder, ladderUnits } from './compiled-ladder.ts';
import type { Charge, Rate, Rung, Span } from './tariff-file.ts';
import { gapOf, overlapOf } from './week-cover.ts';

const SPAN_MINUTES: Readonly<Record<Span | 'never', number>> = {
  never: Infinity,
  // On a day of 25 hours the last hour belongs to the last rung.
  'calendar-day': 1_440,
  '24h': 1_440,
  'calendar-week': 10_080,
  '7-days': 10_080,
};

/** How fees are compared here: one unit each, and any rate per hour. */
const PLAIN = { unitsPerMinor: 60, percent: 100, rateMinorPerHour: 100 };

/** A rate's charge covers all time it is used for, and rises. */
export function checkCharge({ charge, caps = [], stay }: Rate, at: string, to: ProblemList): void {
  if (charge.kind === 'ladder') {
    const longest = Math.min(
      SPAN_MINUTES[charge.restart ?? 'never'],
      stay?.upToMinutes ?? Infinity,
    );
    checkRungs(charge.rungs, longest, `${at}.charge.rungs`, to);
  } else checkWindows(charge, `${at}.charge.windows`, to);
  const seen = new Set<string>();
  caps.forEach(({ per, amountMinor }, index) => {
    if (seen.has(per))
      to.add(`${at}.caps[${index}].per`, 'each span once', `${foundText(per)} again`);
    seen.add(per);
    const least = firstFee(charge);
    if (amountMinor < least)
      to.add(
        `${at}.caps[${index}].amountMinor`,
        `at least the smallest fee ${least}`,
        String(amountMinor),
      );
  });
}

/** What the first moment of a stay may cost at least: a cap below it would make the fee a lie. */
function firstFee(charge: Charge): number {
  if (charge.kind === 'windows') return 0;
  const [first] = charge.rungs;
  if (first === undefined) return 0;
  if ('totalMinor' in first) return first.totalMinor;
  const { feeMinor, proRata } = first.each;
  return feeMinor === 'hourly-rate' || proRata === true ? 0 : feeMinor;
}

function checkRungs(rungs: readonly Rung[], longestMinutes: number, at: string, to: ProblemList) {
  let before = 0;
  let isSound = true;
  const wrong = (index: number, expected: string, found: number | null) => {
    to.add(`${at}[${index}].upToMinutes`, expected, String(found));
    isSound = false;
  };
  for (const [index, { upToMinutes }] of rungs.entries()) {
    const isLast = index === rungs.length - 1;
    if (upToMinutes === null) {
      if (!isLast) wrong(index, 'a number of minutes on all rungs but the last', null);
      continue;
    }
    if (upToMinutes <= before)
      wrong(index, `more than ${before}, where the rung before ends`, upToMinutes);
    else if (isLast && upToMinutes < longestMinutes)
      wrong(index, lastBoundText(longestMinutes), upToMinutes);
    before = upToMinutes;
  }
  if (isSound) checkRise(rungs, at, to);
}

function lastBoundText(longestMinutes: number): string {
  return longestMinutes === Infinity
    ? 'null, so that no stay is too long for the last rung'
    : `null, or at least ${longestMinutes}, the longest time that is charged`;
}

/** A longer stay is never cheaper: no rung ends or starts below what the one before reached. */
function checkRise(rungs: readonly Rung[], at: string, to: ProblemList): void {
  let fromMinutes = 0;
  rungs.forEach((rung, index) => {
    const reached = ladderUnits(
      compileLadder(rungs.slice(0, index), PLAIN),
      fromMinutes * MINUTE_MS,
    );
    const reachedMinor = reached / PLAIN.unitsPerMinor;
    const top = 'totalMinor' in rung ? rung.totalMinor : rung.notAboveMinor;
    if (top !== undefined && top < reachedMinor) {
      const field = 'totalMinor' in rung ? 'totalMinor' : 'notAboveMinor';
      to.add(
        `${at}[${index}].${field}`,
        `at least ${reachedMinor}, which the rung before reaches`,
        String(top),
      );
    }
    fromMinutes = rung.upToMinutes ?? fromMinutes;
  });
}

function checkWindows(
  { windows }: Charge & { readonly kind: 'windows' },
  at: string,
  to: ProblemList,
): void {
  windows.forEach((window, index) => {
    const { charge, capMinor } = window;
    if (charge.kind === 'ladder')
      checkRungs(charge.rungs, Infinity, `${at}[${index}].charge.rungs`, to);
    if (charge.kind === 'flat' && capMinor !== undefined && capMinor < charge.feeMinor)
      to.add(`${at}[${index}].capMinor`, `at least the fee ${charge.feeMinor}`, String(capMinor));
  });
  const overlap = overlapOf(windows);
  const gap = overlap === null ? gapOf(windows) : null;
  if (overlap !== null)
    to.add(`${at}[${overlap.second}]`, 'a window beside the others', overlap.text);
  if (gap !== null)
    to.add(
      at,
      'windows for all times of the week; free time is one with the fee 0',
      `none at ${gap}`,
    );
}
