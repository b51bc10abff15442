import { type Currency, type Minor, minorDigits } from '#domain/kernel/money.ts';

/**
 * Currencies without decimals that Stripe still counts in hundredths.
 * Source: Stripe, "Supported currencies", special cases.
 */
const COUNTED_IN_HUNDREDTHS = new Set(['ISK', 'UGX']);
const HUNDREDTHS = 100;

/** The lot's minor units as Stripe counts them. */
export function toStripeAmount(amountMinor: Minor, currency: Currency): number {
  return isScaled(currency) ? amountMinor * HUNDREDTHS : amountMinor;
}

/** Stripe's count as the lot's minor units. */
export function fromStripeAmount(amount: number, currency: string): Minor {
  return isScaled(currency) ? Math.round(amount / HUNDREDTHS) : amount;
}

function isScaled(currency: string): boolean {
  const code = currency.toUpperCase();
  return COUNTED_IN_HUNDREDTHS.has(code) && minorDigits(code) === 0;
}
