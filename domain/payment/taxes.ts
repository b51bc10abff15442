import type { Minor } from '../kernel/money.ts';
import type { QuoteTax } from '../tariff/quote.ts';
import type { PaymentTax } from './payment.ts';

/**
 * The taxes that a payment of `amountMinor` contains, when it pays off a fee of `totalMinor` or a part
 * of it. Each tax is its share to the nearest minor unit, and what is left of the payment is the net
 * that all of them stand on.
 */
export function taxesOfPart(
  taxes: readonly QuoteTax[],
  amountMinor: Minor,
  totalMinor: Minor,
): readonly PaymentTax[] {
  if (totalMinor === 0) return [];
  const shares = taxes.map((tax) => Math.round((tax.amountMinor * amountMinor) / totalMinor));
  const netMinor = amountMinor - shares.reduce((sum, share) => sum + share, 0);
  return taxes.map(({ label, basisPoints }, index) => ({
    label,
    basisPoints,
    netMinor,
    taxMinor: shares[index] ?? 0,
  }));
}
