/** An amount in the smallest unit of its currency (pence, paise, cents). Always an integer. */
export type Minor = number;

/** ISO 4217 code, upper case. */
export type Currency = string;

/** Digits after the decimal point of a currency that do not follow the usual two. Source: ISO 4217. */
const MINOR_DIGITS: Readonly<Record<string, number>> = {
  BHD: 3,
  CLP: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  OMR: 3,
  TND: 3,
  VND: 0,
  XAF: 0,
  XOF: 0,
};

/** Number of decimals that a currency's minor unit stands for (GBP 2, JPY 0, KWD 3). */
export function minorDigits(currency: Currency): number {
  return MINOR_DIGITS[currency] ?? 2;
}

/** Minor units as a plain decimal number in text, for machines: `1234` GBP gives `12.34`. */
export function minorToDecimal(amountMinor: Minor, currency: Currency): string {
  const digits = minorDigits(currency);
  if (digits === 0) return String(amountMinor);
  const sign = amountMinor < 0 ? '-' : '';
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
