import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import { type Currency, type Minor, minorDigits, minorToDecimal } from '../kernel/money.ts';

/** Writes amounts and times on paper as the lot's people do. */
export interface PaperWriter {
  money(amountMinor: Minor): string;
  /** Without the currency: under a total that names it. */
  amount(amountMinor: Minor): string;
  number(value: number): string;
  /** Basis points (hundredths of a percent) as percent. */
  rate(basisPoints: number): string;
  /** Day and time: `22 Nov 2026, 14:05`. */
  dateTime(at: Instant): string;
  /** The same with the day of the week. */
  longDateTime(at: Instant): string;
  /** The time alone on the day of `than`, else with its date. */
  timeOn(at: Instant, than: Instant): string;
  /** `3 h 5 min`; started minutes are not counted. */
  duration(lengthMs: number): string;
}

/** Makes a writer; throws a RangeError for a zone or locale that Intl does not know. */
export function paperWriter(lot: {
  readonly locale: string;
  readonly timeZone: string;
  readonly currency: Currency;
}): PaperWriter {
  const { locale, timeZone, currency } = lot;
  const digits = minorDigits(currency);
  const decimals = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const money = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...decimals,
  });
  const amount = new Intl.NumberFormat(locale, decimals);
  const number = new Intl.NumberFormat(locale, { useGrouping: false });
  const rate = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const clock = { timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' } as const;
  const date = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const time = new Intl.DateTimeFormat(locale, clock);
  const dateTime = new Intl.DateTimeFormat(locale, { ...clock, ...date });
  const longDateTime = new Intl.DateTimeFormat(locale, { ...clock, ...date, weekday: 'short' });
  const day = new Intl.DateTimeFormat('en-CA', { timeZone });
  const decimal = (amountMinor: Minor) => minorToDecimal(amountMinor, currency) as `${number}`;
  return {
    money: (amountMinor) => printable(money.format(decimal(amountMinor))),
    amount: (amountMinor) => printable(amount.format(decimal(amountMinor))),
    number: (value) => printable(number.format(value)),
    rate: (basisPoints) => printable(rate.format(basisPoints / 10_000)),
    dateTime: (at) => printable(dateTime.format(at)),
    longDateTime: (at) => printable(longDateTime.format(at)),
    timeOn: (at, than) =>
      printable((day.format(at) === day.format(than) ? time : dateTime).format(at)),
    duration: (lengthMs) => durationWords(lengthMs, (value) => number.format(value)),
  };
}

/** Intl groups digits with a narrow space that the fonts on paper do not have. */
function printable(text: string): string {
  return text.replaceAll('\u202f', '\u00a0');
}

function durationWords(lengthMs: number, number: (value: number) => string): string {
  const days = Math.floor(lengthMs / DAY_MS);
  const hours = Math.floor((lengthMs % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((lengthMs % HOUR_MS) / MINUTE_MS);
  const parts: string[] = [];
  if (days > 0) parts.push(`${number(days)} d`);
  if (hours > 0) parts.push(`${number(hours)} h`);
  if (minutes > 0 || parts.length === 0) parts.push(`${number(minutes)} min`);
  return parts.join(' ');
}
