import type { Minor } from '../kernel/money.ts';
import type { Discount, QuoteLine, QuoteTax } from './quote.ts';
import { rounded } from './rounding.ts';
import type { Tariff } from './tariff-file.ts';

/** A line of one amount. */
export function amountLine(code: QuoteLine['code'], text: string, amountMinor: Minor): QuoteLine {
  return { code, text, quantity: 1, unitMinor: amountMinor, amountMinor };
}

export function sumOf(lines: readonly QuoteLine[]): Minor {
  let sum = 0;
  for (const { amountMinor } of lines) sum += amountMinor;
  return sum;
}

/** Percentages, then amounts, in the order they were given; the fee never falls below nothing. */
export function addDiscounts(lines: QuoteLine[], discounts: readonly Discount[]): void {
  for (const kind of ['percent', 'amount'] as const) {
    for (const discount of discounts) {
      if (discount.kind !== kind) continue;
      const left = sumOf(lines);
      const wanted =
        kind === 'percent' ? rounded(left * Math.min(discount.value, 100), 100) : discount.value;
      const given = Math.max(0, Math.min(left, wanted));
      if (given > 0) lines.push(amountLine('validation', discount.label, -given));
    }
  }
}

/** What a lost ticket costs a class. */
export function lostTicketMinor(tariff: Tariff, vehicleClass: string): Minor {
  const { byClass, feeMinor = 0 } = tariff.lostTicket ?? {};
  // A class may be called as what every object has, such as `constructor`.
  if (byClass === undefined || !Object.hasOwn(byClass, vehicleClass)) return feeMinor;
  return byClass[vehicleClass] ?? feeMinor;
}

/** Adds the lines of taxes that come on top, rounds the total, and takes off what was paid. */
export function settle(
  lines: QuoteLine[],
  tariff: Tariff,
  paidMinor: Minor,
): { readonly totalMinor: Minor; readonly taxes: QuoteTax[] } {
  const { taxes, rounding } = tariff;
  const netMinor = sumOf(lines);
  const added: QuoteTax[] = [];
  if (taxes?.mode === 'added') {
    for (const { label, basisPoints } of taxes.parts) {
      const amountMinor = rounded(netMinor * basisPoints, 10_000, taxes.rounding);
      added.push({ label, basisPoints, amountMinor });
      if (amountMinor > 0) lines.push(amountLine('tax', label, amountMinor));
    }
  }
  const exact = sumOf(lines);
  const whole =
    rounding === undefined
      ? exact
      : rounded(exact, rounding.toMinor, rounding.mode) * rounding.toMinor;
  if (whole !== exact) lines.push(amountLine('rounding', 'Rounding', whole - exact));
  const credit = Math.min(whole, paidMinor);
  if (credit > 0) lines.push(amountLine('re-entry', 'Paid for earlier visits', -credit));
  const totalMinor = whole - credit;
  const asAdded = taxes?.mode === 'added' && credit === 0;
  return { totalMinor, taxes: asAdded ? added : includedTaxes(tariff, totalMinor) };
}

/** The taxes within a total; the parts add up to the tax of their sum. */
function includedTaxes({ taxes }: Tariff, totalMinor: Minor): QuoteTax[] {
  if (taxes === undefined) return [];
  const all = taxes.parts.reduce((sum, { basisPoints }) => sum + basisPoints, 0);
  let points = 0;
  let told = 0;
  return taxes.parts.map(({ label, basisPoints }) => {
    points += basisPoints;
    const upToHere = rounded(totalMinor * points, 10_000 + all, taxes.rounding);
    const amountMinor = upToHere - told;
    told = upToHere;
    return { label, basisPoints, amountMinor };
  });
}
