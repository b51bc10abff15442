import type { Log } from '../ports/log.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { PaymentSettings } from './payment-settings.ts';
import { Razorpay } from './razorpay/razorpay.ts';
import { Stripe } from './stripe/stripe.ts';

export type ProviderSet = ReadonlyMap<string, PaymentProvider>;

/** The providers that the settings name, by name. */
export function openProviders(settings: PaymentSettings, log: Log): ProviderSet {
  const providers = new Map<string, PaymentProvider>();
  if (settings.razorpay !== null) providers.set('razorpay', new Razorpay(settings.razorpay, log));
  if (settings.stripe !== null) providers.set('stripe', new Stripe(settings.stripe, log));
  return providers;
}
