import type { Minor } from '../kernel/money.ts';
import type { Charge, Each, Rung } from './tariff-file.ts';
import { DAY_KINDS, type DayKind } from './tariff-parts.ts';

export type MoneyText = (amountMinor: Minor) => string;

/** A charge in sentences, the first of which follows a colon. */
export function chargeTexts(charge: Charge, money: MoneyText): string[] {
  if (charge.kind === 'ladder') {
    const { restart = 'never', boundary = 'including', rungs } = charge;
    const again = restart === 'never' ? [] : [RESTART_TEXTS[restart]];
    return [...rungTexts(rungs, boundary, money), ...again];
  }
  const { windows, countAnew, boundary = 'including' } = charge;
  const counting =
    countAnew === true
      ? 'Each window counts its periods anew.'
      : 'Periods are counted on from entry; each belongs to the window it starts in.';
  return [
    'by the clock.',
    ...windows.map(({ name, days, from, to, charge: inside, capMinor }) => {
      const on = days === undefined ? '' : ` on ${daysList(days)}`;
      const cap = capMinor === undefined ? '' : ` At most ${money(capMinor)}.`;
      const head = `${name === undefined ? '' : `${name}, `}${from} to ${to}${on}: `;
      if (inside.kind === 'each') return `${head}${eachText(inside, money)}.${cap}`;
      if (inside.kind === 'flat') return `${head}${feeText(inside.feeMinor, money)}.${cap}`;
      return `${head}${rungTexts(inside.rungs, boundary, money).join(' ')}${cap}`;
    }),
    counting,
  ];
}

const RESTART_TEXTS = {
  'calendar-day': 'It begins anew each calendar day.',
  '24h': 'It begins anew every 24 hours from entry.',
  'calendar-week': 'It begins anew each Monday.',
  '7-days': 'It begins anew every 7 days from entry.',
} as const;

function rungTexts(
  rungs: readonly Rung[],
  boundary: 'including' | 'under',
  money: MoneyText,
): string[] {
  let before: number | null = null;
  return rungs.map((rung, index) => {
    const { upToMinutes } = rung;
    const bound = boundText(upToMinutes, before, boundary);
    before = upToMinutes;
    // The first one follows a colon.
    const head = index === 0 ? bound.toLowerCase() : bound;
    if ('totalMinor' in rung) {
      const fee = feeText(rung.totalMinor, money);
      return bound === '' ? `${fee} however long.` : `${head}: ${fee}.`;
    }
    const most = rung.notAboveMinor === undefined ? '' : `, not above ${money(rung.notAboveMinor)}`;
    const each = `${eachText(rung.each, money)}${most}.`;
    return bound === '' ? each : `${head}: ${each}`;
  });
}

function feeText(feeMinor: Minor, money: MoneyText): string {
  return feeMinor === 0 ? 'free' : money(feeMinor);
}

function boundText(
  upToMinutes: number | null,
  before: number | null,
  boundary: 'including' | 'under',
): string {
  if (upToMinutes !== null)
    return `${boundary === 'under' ? 'Under' : 'Up to'} ${durationText(upToMinutes)}`;
  if (before === null) return '';
  return boundary === 'under' ? `From ${durationText(before)}` : `Over ${durationText(before)}`;
}

function eachText({ minutes, feeMinor, proRata }: Each, money: MoneyText): string {
  if (feeMinor === 0) return 'free';
  const fee = feeMinor === 'hourly-rate' ? 'the rate per hour' : money(feeMinor);
  return proRata === true
    ? `${fee} for ${durationText(minutes)}, by the minute`
    : `${fee} for each started ${periodText(minutes)}`;
}

/** A period as one of many: `hour`, `day`, `15 min`. */
function periodText(minutes: number): string {
  if (minutes === 60) return 'hour';
  return minutes === 1_440 ? 'day' : durationText(minutes);
}

function daysList(days: readonly DayKind[]): string {
  return DAY_KINDS.filter((kind) => days.includes(kind)).join(', ');
}

/** 90 as `1 h 30 min`; whole days and weeks as such. */
export function durationText(minutes: number): string {
  const days = Math.floor(minutes / 1_440);
  const hours = Math.floor((minutes % 1_440) / 60);
  const rest = minutes % 60;
  const parts = [
    days === 0 ? '' : days === 1 ? '1 day' : `${days} days`,
    hours === 0 ? '' : `${hours} h`,
    rest === 0 && minutes > 0 ? '' : `${rest} min`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
