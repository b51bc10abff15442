import { minorToDecimal } from '../kernel/money.ts';
import { zonedIso } from '../kernel/zoned.ts';
import type { Cell, ReportLot, ValueKind } from './document.ts';

const SHARE_DIGITS = 4;
const DECIMAL_DIGITS = 3;
const WH_PER_KWH = 1_000;
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
const DAY_MINUTES = 24 * 60;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What a lot's values are written by. */
export type Writing = Pick<ReportLot, 'timeZone' | 'currency' | 'locale'>;

/**
 * A value for machines: numbers with a point and without signs of thousands, money as a decimal of its
 * currency, shares from 0 to 1, durations in seconds, energy in kilowatt-hours, instants in ISO 8601 with the lot's offset.
 */
export function machineText(kind: ValueKind, value: Cell, writing: Writing): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  switch (kind) {
    case 'money':
      return minorToDecimal(value, writing.currency);
    case 'share':
      return String(Number(value.toFixed(SHARE_DIGITS)));
    case 'decimal':
      return String(Number(value.toFixed(DECIMAL_DIGITS)));
    case 'duration':
      return String(Math.round(value / SECOND_MS));
    case 'energy':
      return String(value / WH_PER_KWH);
    case 'instant':
      return zonedIso(value, writing.timeZone);
    default:
      return String(value);
  }
}

/** Writes values for people, in the lot's language, zone and currency. */
export function humanWriter(writing: Writing): (kind: ValueKind, value: Cell) => string {
  const { locale, timeZone, currency } = writing;
  const count = new Intl.NumberFormat(locale);
  const decimal = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const instant = new Intl.DateTimeFormat(locale, {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const day = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  return (kind, value) => {
    if (value === null) return '–';
    // A row of totals has a word where the others have their day.
    if (typeof value === 'string')
      return kind === 'day' && DAY.test(value) ? day.format(Date.parse(`${value}T00:00Z`)) : value;
    switch (kind) {
      case 'money':
        return money.format(minorToDecimal(value, currency) as `${number}`);
      case 'share':
        return share.format(value);
      case 'decimal':
        return decimal.format(value);
      case 'duration':
        return durationText(value);
      case 'energy':
        return `${decimal.format(value / WH_PER_KWH)} kWh`;
      case 'instant':
        return instant.format(value);
      default:
        return count.format(value);
    }
  };
}

/** `3 d 4 h`, `2 h 05 min`, `45 s`. */
export function durationText(lengthMs: number): string {
  const minutes = Math.round(lengthMs / MINUTE_MS);
  if (lengthMs < MINUTE_MS) return `${Math.round(lengthMs / SECOND_MS)} s`;
  if (minutes < 60) return `${minutes} min`;
  if (minutes < DAY_MINUTES)
    return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(minutes / DAY_MINUTES)} d ${Math.floor((minutes % DAY_MINUTES) / 60)} h`;
}

const UNITS: Partial<Readonly<Record<ValueKind, string>>> = {
  duration: 's',
  energy: 'kWh',
  share: '0–1',
};

/** A column's head in a file for machines: with the unit where the values have one. */
export function machineLabel(label: string, kind: ValueKind, { currency }: Writing): string {
  const unit = kind === 'money' ? currency : UNITS[kind];
  return unit === undefined ? label : `${label} (${unit})`;
}

/** Whether a column stands to the right. */
export function isNumeric(kind: ValueKind): boolean {
  return ['count', 'decimal', 'share', 'money', 'duration', 'energy'].includes(kind);
}
