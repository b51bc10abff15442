import type { Instant } from '../kernel/instant.ts';
import { localInstant } from '../kernel/zoned.ts';
import type { DateOrder } from './mapping.ts';

const TIME =
  /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(AM|PM)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * The instant that a text of a file says, or null: `2016-10-04 07:59:42`, ISO 8601 with or without offset,
 * `04/10/2016 07:59` in the order given, `10/4/2016 7:59 PM`. Without an offset it is the lot's clock; a
 * time that comes twice in autumn is the first.
 */
export function readTime(text: string, order: DateOrder, timeZone: string): Instant | null {
  const found = TIME.exec(text.trim());
  if (found === null) return null;
  const [, one = '', two = '', three = '', hour = '', minute = '', second = '00', half, offset] =
    found;
  const date = dateOf(one, two, three, order);
  const hours = hoursOf(hour, half);
  if (date === null || hours === null) return null;
  const local = `${date}T${hours}:${minute}:${second}`;
  if (offset === undefined) return localInstant(local, timeZone);
  // Checked as a date first: Date.parse takes the 31st of April for the 1st of May.
  if (localInstant(local, 'UTC') === null) return null;
  const at = Date.parse(`${local}${offsetOf(offset)}`);
  return Number.isNaN(at) ? null : at;
}

/** The order in which dates are written, as far as some of them tell; else as the locale has it. */
export function guessDateOrder(texts: readonly string[], locale: string): DateOrder {
  for (const text of texts) {
    const [, one = '', two = ''] = TIME.exec(text.trim()) ?? [];
    if (one.length === 4) return 'ymd';
    if (Number(one) > 12) return 'dmy';
    if (Number(two) > 12) return 'mdy';
  }
  return /^en-(US|PH|PR)/.test(locale) ? 'mdy' : 'dmy';
}

function dateOf(one: string, two: string, three: string, order: DateOrder): string | null {
  const isYearFirst = one.length === 4;
  const [year, month, day] = isYearFirst
    ? [one, two, three]
    : order === 'mdy'
      ? [three, one, two]
      : [three, two, one];
  if (year.length !== 4 || month.length > 2 || day.length > 2) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function hoursOf(text: string, half: string | undefined): string | null {
  const hour = Number(text);
  if (half === undefined) return text.padStart(2, '0');
  if (hour < 1 || hour > 12) return null;
  const isAfternoon = half.toUpperCase() === 'PM';
  return String((hour % 12) + (isAfternoon ? 12 : 0)).padStart(2, '0');
}

function offsetOf(text: string): string {
  if (text.toUpperCase() === 'Z') return 'Z';
  return text.includes(':') ? text : `${text.slice(0, 3)}:${text.slice(3)}`;
}
