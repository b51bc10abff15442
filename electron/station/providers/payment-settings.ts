import { z } from 'zod';
import { VPA_PATTERN } from '#domain/payment/upi.ts';

/*
 * How the lot is paid, as config.json says it. A secret is left out of the file when the environment
 * gives it: GATEHOUSE_RAZORPAY_KEY_SECRET and the like stand above the file and are never written to it.
 */

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

const secret = z.string().min(8, 'a secret has 8 characters or more').max(500);

/** Keys travel with every call, so only this very machine may be spoken to in clear. */
const baseUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => {
    const { protocol, hostname } = new URL(text);
    return protocol === 'https:' || LOOPBACK_HOSTS.has(hostname);
  }, 'must be https, except on this machine')
  .refine((text) => {
    const { username, password, search, hash } = new URL(text);
    return username + password + search + hash === '';
  }, 'must be a plain address, without a password, a query or a fragment')
  .transform((text) => text.replace(/\/+$/, ''));

const razorpaySchema = z.strictObject({
  keyId: z.string().min(1).max(100).optional(),
  keySecret: secret.optional(),
  webhookSecret: secret.optional(),
  /** Retries of older events are still signed with it after a change. */
  previousWebhookSecret: secret.optional(),
  baseUrl: baseUrl.default('https://api.razorpay.com'),
});

const stripeSchema = z.strictObject({
  secretKey: secret.optional(),
  webhookSecret: secret.optional(),
  previousWebhookSecret: secret.optional(),
  baseUrl: baseUrl.default('https://api.stripe.com'),
  successUrl: z.url({ protocol: /^https?$/ }),
  cancelUrl: z.url({ protocol: /^https?$/ }).optional(),
});

const PROVIDER_NAMES = ['razorpay', 'stripe'] as const;

export const paymentsSchema = z.strictObject({
  /** Codes of our own, which money reaches through this provider. */
  upi: z
    .strictObject({
      payeeVpa: z.string().regex(VPA_PATTERN, 'a virtual payment address such as lot@bank'),
      payeeName: z.string().trim().min(1).max(99),
      provider: z.enum(PROVIDER_NAMES),
    })
    .optional(),
  providers: z
    .strictObject({ razorpay: razorpaySchema.optional(), stripe: stripeSchema.optional() })
    .default({}),
});

/** The file's words: secrets may be missing, because the environment may give them. */
export type PaymentsFile = z.infer<typeof paymentsSchema>;

export interface UpiPayee {
  readonly payeeVpa: string;
  readonly payeeName: string;
  readonly provider: string;
}

export interface PaymentSettings {
  readonly upi: UpiPayee | null;
  readonly razorpay: {
    readonly keyId: string;
    readonly keySecret: string;
    readonly webhookSecrets: readonly string[];
    readonly baseUrl: string;
  } | null;
  readonly stripe: {
    readonly secretKey: string;
    readonly webhookSecrets: readonly string[];
    readonly baseUrl: string;
    readonly successUrl: string;
    readonly cancelUrl: string;
  } | null;
}

/** What a provider needs is missing, or the parts do not fit; the message names the place. */
export class PaymentSettingsError extends Error {
  override readonly name = 'ConfigPaymentsError';
}

/**
 * Completes the file's words from the environment.
 * @throws PaymentSettingsError naming the field and the variable that could give it
 */
export function paymentSettings(
  file: PaymentsFile | undefined,
  env: Readonly<Record<string, string | undefined>>,
): PaymentSettings {
  const { upi, providers = {} } = file ?? {};
  const { razorpay, stripe } = providers;
  if (upi !== undefined && providers[upi.provider] === undefined)
    throw new PaymentSettingsError(
      `payments.upi.provider is "${upi.provider}", but payments.providers.${upi.provider} is not there.`,
    );
  if (upi?.provider === 'stripe')
    throw new PaymentSettingsError('payments.upi.provider: UPI goes through razorpay, not stripe.');
  return {
    upi: upi ?? null,
    razorpay: razorpay === undefined ? null : razorpayOf(razorpay, env),
    stripe: stripe === undefined ? null : stripeOf(stripe, env),
  };
}

type Env = Readonly<Record<string, string | undefined>>;

function razorpayOf(file: z.infer<typeof razorpaySchema>, env: Env) {
  const take = taker('razorpay', file, env);
  return {
    keyId: take('keyId', 'KEY_ID'),
    keySecret: take('keySecret', 'KEY_SECRET'),
    webhookSecrets: webhookSecrets(take('webhookSecret', 'WEBHOOK_SECRET'), file),
    baseUrl: file.baseUrl,
  };
}

function stripeOf(file: z.infer<typeof stripeSchema>, env: Env) {
  const take = taker('stripe', file, env);
  const { baseUrl, successUrl, cancelUrl = successUrl } = file;
  return {
    secretKey: take('secretKey', 'SECRET_KEY'),
    webhookSecrets: webhookSecrets(take('webhookSecret', 'WEBHOOK_SECRET'), file),
    baseUrl,
    successUrl,
    cancelUrl,
  };
}

function taker<K extends string>(
  provider: string,
  file: Readonly<Partial<Record<K, string>>>,
  env: Env,
): (field: K, variable: string) => string {
  return (field, variable) => {
    const name = `GATEHOUSE_${provider.toUpperCase()}_${variable}`;
    const value = env[name] ?? file[field];
    if (value !== undefined && value !== '') return value;
    throw new PaymentSettingsError(
      `payments.providers.${provider}.${field} is missing: write it into config.json, or set ${name}.`,
    );
  };
}

function webhookSecrets(
  present: string,
  { previousWebhookSecret }: { readonly previousWebhookSecret?: string | undefined },
): readonly string[] {
  return previousWebhookSecret === undefined ? [present] : [present, previousWebhookSecret];
}
