import type { Currency } from '#domain/kernel/money.ts';

/** ISO 4217 numbers of the currencies that car parks and card terminals meet. */
const NUMBERS: Readonly<Record<Currency, number>> = {
  AED: 784,
  AUD: 36,
  BGN: 975,
  BHD: 48,
  BRL: 986,
  CAD: 124,
  CHF: 756,
  CLP: 152,
  CNY: 156,
  CZK: 203,
  DKK: 208,
  EGP: 818,
  EUR: 978,
  GBP: 826,
  HKD: 344,
  HUF: 348,
  IDR: 360,
  ILS: 376,
  INR: 356,
  ISK: 352,
  JOD: 400,
  JPY: 392,
  KRW: 410,
  KWD: 414,
  MXN: 484,
  MYR: 458,
  NOK: 578,
  NZD: 554,
  OMR: 512,
  PHP: 608,
  PLN: 985,
  QAR: 634,
  RON: 946,
  RSD: 941,
  SAR: 682,
  SEK: 752,
  SGD: 702,
  THB: 764,
  TND: 788,
  TRY: 949,
  UAH: 980,
  USD: 840,
  VND: 704,
  ZAR: 710,
};

/** The number that a terminal knows a currency by, or null when it must be given in the lot file. */
export function currencyNumber(currency: Currency): number | null {
  return NUMBERS[currency] ?? null;
}
