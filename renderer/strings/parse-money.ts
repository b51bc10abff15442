import { type Currency, type Minor, minorDigits } from '#domain/kernel/money.ts';

const AMOUNT_MAX_MINOR = 1_000_000_000;

/**
 * Reads typed money: `1,234.50`, `1.234,50`, `₹ 500`. The locale decides which sign parts the
 * decimals; grouping signs, blanks and currency signs are passed over.
 *
 * @returns minor units, or null for what is no amount, is negative, has too many decimals or is
 * beyond ten million
 */
export function parseMoney(text: string, currency: Currency, locale: string): Minor | null {
  const decimalSign =
    new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')
      ?.value ?? '.';
  const plain = text.replace(/[^\p{Nd}.,'’-]/gu, '');
  const pattern =
    decimalSign === ',' ? /^(\d[\d.'’]*)(?:,(\d*))?$/u : /^(\d[\d,'’]*)(?:\.(\d*))?$/u;
  const match = pattern.exec(plain);
  if (match === null) return null;
  const whole = (match[1] ?? '').replace(/\D/gu, '');
  const decimals = match[2] ?? '';
  const digits = minorDigits(currency);
  if (decimals.length > digits) return null;
  const minor = Number(whole + decimals.padEnd(digits, '0'));
  return minor <= AMOUNT_MAX_MINOR ? minor : null;
}
