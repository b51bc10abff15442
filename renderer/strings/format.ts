import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';
import { type Currency, type Minor, minorDigits, minorToDecimal } from '#domain/kernel/money.ts';
import { t } from './index.ts';
import { parseMoney } from './parse-money.ts';

/** How a lot writes numbers, money and times. */
export interface Format {
  readonly currency: Currency;
  readonly timeZone: string;
  number(value: number): string;
  /** 0.873 as "87 %", in the lot's way of writing it. */
  percent(share: number): string;
  money(amountMinor: Minor): string;
  /** Without decimals where the amount has none: for headlines. */
  moneyShort(amountMinor: Minor): string;
  /** Typed money in minor units, or null for what is no amount. */
  parseMoney(text: string): Minor | null;
  /** 14:05 */
  time(at: Instant): string;
  /** 14:05:09 */
  timeSeconds(at: Instant): string;
  /** The time alone on the same day as `now`, else with its date. */
  timeOn(at: Instant, now: Instant): string;
  /** 22 Nov, 14:05 */
  dateTime(at: Instant): string;
  /** 22 Nov 2026 */
  date(at: Instant): string;
  /** A calendar month `YYYY-MM` in words. */
  month(month: string): string;
  /** A calendar day `YYYY-MM-DD` in words. */
  day(day: string): string;
  /** The lot's calendar day of an instant, `YYYY-MM-DD`. */
  dayOf(at: Instant): string;
  duration(lengthMs: number): string;
}

/** Makes the writer for a lot's locale, time zone and currency. */
export function createFormat(lot: {
  readonly locale: string;
  readonly timeZone: string;
  readonly currency: Currency;
}): Format {
  const { timeZone, currency } = lot;
  const locale = knownLocale(lot.locale);
  const clock = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const digits = minorDigits(currency);
  const money = new Intl.NumberFormat(locale, moneyOptions(currency, digits, digits));
  const moneyWhole = new Intl.NumberFormat(locale, moneyOptions(currency, 0, 0));
  const hm = clock({ hour: '2-digit', minute: '2-digit' });
  const hms = clock({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const dated = clock({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const dateOnly = clock({ day: 'numeric', month: 'short', year: 'numeric' });
  const longMonth = new Intl.DateTimeFormat(locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const longDay = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
  const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone });
  const asDecimal = (amountMinor: Minor) => minorToDecimal(amountMinor, currency) as `${number}`;
  const writeMoney = (amountMinor: Minor) => money.format(asDecimal(amountMinor));
  const dayOf = (at: Instant) => isoDay.format(at);
  return {
    currency,
    timeZone,
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    money: writeMoney,
    moneyShort: (amountMinor) =>
      amountMinor % 10 ** digits === 0
        ? moneyWhole.format(asDecimal(amountMinor))
        : writeMoney(amountMinor),
    parseMoney: (text) => parseMoney(text, currency, locale),
    time: (at) => hm.format(at),
    timeSeconds: (at) => hms.format(at),
    timeOn: (at, now) => (dayOf(at) === dayOf(now) ? hm.format(at) : dated.format(at)),
    dateTime: (at) => dated.format(at),
    date: (at) => dateOnly.format(at),
    month: (month) => longMonth.format(Date.parse(`${month}-01T00:00:00Z`)),
    day: (day) => longDay.format(Date.parse(`${day}T00:00:00Z`)),
    dayOf,
    duration: (lengthMs) => durationWords(lengthMs, (value) => number.format(value)),
  };
}

function moneyOptions(currency: Currency, least: number, most: number): Intl.NumberFormatOptions {
  return {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  };
}

/** A lot file may name a locale that this browser does not know: then English is better than none. */
function knownLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en-GB';
  } catch {
    // RangeError: no language tag at all.
    return 'en-GB';
  }
}

function durationWords(lengthMs: number, number: (value: number) => string): string {
  if (lengthMs < MINUTE_MS) return t.common.lessThanMinute;
  const minutes = Math.floor(lengthMs / MINUTE_MS);
  if (lengthMs < HOUR_MS) return t.common.durationMinutes(number(minutes));
  const hours = Math.floor(lengthMs / HOUR_MS);
  if (lengthMs < DAY_MS) return t.common.durationHours(number(hours), number(minutes % 60));
  return t.common.durationDays(number(Math.floor(hours / 24)), number(hours % 24));
}
