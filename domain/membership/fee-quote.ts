import type { Instant } from '../kernel/instant.ts';
import type { Currency, Minor } from '../kernel/money.ts';
import type { Quote, QuoteLine, QuoteTax } from '../tariff/quote.ts';
import type { Taxes } from '../tariff/tariff-file.ts';

/** What is sold: a period of a plan, money for a balance, or a debt paid off. */
export interface Sale {
  readonly code: 'product' | 'flat';
  readonly text: string;
  /** As the operator names it: with or without taxes, as the tariff says. */
  readonly priceMinor: Minor;
  readonly currency: Currency;
  readonly tariffId: string;
  readonly why: string;
  readonly validUntilAt: Instant;
}

const WHOLE_BASIS_POINTS = 10_000;

/**
 * A price as a quote with its taxes, each to the nearest minor unit, halves up. Without taxes, net and
 * total are the price: money on a balance is taxed when a stay is charged to it.
 */
export function saleQuote(sale: Sale, taxes: Taxes | null): Quote {
  const { code, text, priceMinor, currency, tariffId, why, validUntilAt } = sale;
  const parts = taxes === null || priceMinor === 0 ? [] : taxParts(taxes, priceMinor);
  const taxMinor = parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const isAdded = taxes?.mode === 'added';
  const totalMinor = isAdded ? priceMinor + taxMinor : priceMinor;
  const lines: QuoteLine[] = [
    { code, text, quantity: 1, unitMinor: priceMinor, amountMinor: priceMinor },
  ];
  if (isAdded)
    for (const { label, amountMinor } of parts)
      lines.push({ code: 'tax', text: label, quantity: 1, unitMinor: amountMinor, amountMinor });
  return {
    lines,
    totalMinor,
    netMinor: totalMinor - taxMinor,
    taxMinor,
    taxes: parts,
    currency,
    tariffId,
    validUntilAt,
    why,
  };
}

function taxParts({ mode, parts, rounding }: Taxes, priceMinor: Minor): readonly QuoteTax[] {
  const together = parts.reduce((sum, { basisPoints }) => sum + basisPoints, 0);
  const base = mode === 'added' ? WHOLE_BASIS_POINTS : WHOLE_BASIS_POINTS + together;
  return parts.map(({ label, basisPoints }) => ({
    label,
    basisPoints,
    amountMinor: roundedShare(priceMinor * basisPoints, base, rounding),
  }));
}

function roundedShare(amount: number, base: number, mode: Taxes['rounding']): Minor {
  if (mode === 'up') return Math.ceil(amount / base);
  if (mode === 'down') return Math.floor(amount / base);
  return Math.floor((amount * 2 + base) / (base * 2));
}
