import type { Instant } from '../kernel/instant.ts';
import { addDiscounts, settle } from './adjustments.ts';
import type { Discount, Quote, QuoteLine } from './quote.ts';
import { mergedLines } from './quote-lines.ts';
import type { Tariff } from './tariff-file.ts';

/** Lines that `settle` makes anew for the whole. */
const SETTLED: ReadonlySet<QuoteLine['code']> = new Set(['tax', 'rounding', 're-entry']);

/** What a stay is charged for that is not one stay by the tariff: parts of it, and lines of their own. */
export interface Parts {
  readonly quotes: readonly Quote[];
  readonly lines: readonly QuoteLine[];
  readonly discounts: readonly Discount[];
  readonly validUntilAt: Instant;
  readonly why: string;
}

/** One quote of several parts, taxed and rounded as one. Amounts in minor units of the tariff. */
export function combinedQuote(tariff: Tariff, parts: Parts): Quote {
  const charged = parts.quotes.flatMap((part) =>
    part.lines.filter(({ code }) => !SETTLED.has(code)),
  );
  const lines = mergedLines([...charged, ...parts.lines]);
  addDiscounts(lines, parts.discounts);
  const { totalMinor, taxes } = settle(lines, tariff, 0);
  const taxMinor = taxes.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    lines,
    totalMinor,
    netMinor: totalMinor - taxMinor,
    taxMinor,
    taxes,
    currency: tariff.currency,
    tariffId: tariff.id,
    validUntilAt: parts.validUntilAt,
    why: [parts.why, ...parts.quotes.map(({ why }) => why)].filter((text) => text !== '').join(' '),
  };
}
