import { z } from 'zod';

/*
 * What Stripe's interface answers, as far as it is read here; fields that are not named are let through
 * unread. Source: Stripe, API reference (Checkout Sessions, PaymentIntents, Refunds, Events).
 */

const minor = z.number().int().nonnegative();
const metadata = z.record(z.string(), z.string()).nullish();

export const sessionSchema = z.object({
  object: z.literal('checkout.session'),
  id: z.string().min(1),
  status: z.enum(['open', 'complete', 'expired']),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  amount_total: minor.nullable(),
  currency: z.string().min(1),
  client_reference_id: z.string().nullish(),
  payment_intent: z.string().nullish(),
  url: z.url().nullish(),
  metadata,
});
export type StripeSession = z.infer<typeof sessionSchema>;

export const intentSchema = z.object({
  object: z.literal('payment_intent'),
  id: z.string().min(1),
  status: z.string(),
  amount: minor,
  amount_received: minor.default(0),
  currency: z.string().min(1),
  metadata,
  last_payment_error: z.object({ message: z.string().nullish() }).nullish(),
});
export type StripeIntent = z.infer<typeof intentSchema>;
export const intentsSchema = z.object({ data: z.array(intentSchema) });

const chargeSchema = z.object({
  object: z.literal('charge'),
  id: z.string().min(1),
  amount_refunded: minor,
  currency: z.string().min(1),
  payment_intent: z.string().nullish(),
  metadata,
});
export type StripeCharge = z.infer<typeof chargeSchema>;

export const refundSchema = z.object({
  object: z.literal('refund'),
  id: z.string().min(1),
  amount: minor,
  currency: z.string().min(1),
  payment_intent: z.string().nullish(),
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
  metadata,
});
export type StripeRefund = z.infer<typeof refundSchema>;
export const refundsSchema = z.object({ data: z.array(refundSchema) });

export const faultSchema = z.object({ error: z.object({ message: z.string() }) });

const READ_HERE = new Set(['checkout.session', 'payment_intent', 'charge', 'refund']);

/** What is not read here may be anything; what is read and looks otherwise is malformed, not passed over. */
const elseSchema = z
  .looseObject({ object: z.string() })
  .refine(({ object }) => !READ_HERE.has(object))
  .transform(() => ({ object: 'else' as const }));

export const eventSchema = z.object({
  object: z.literal('event'),
  id: z.string().min(1).max(255),
  type: z.string().min(1).max(100),
  data: z.object({
    object: z.union([sessionSchema, intentSchema, chargeSchema, refundSchema, elseSchema]),
  }),
});
export type StripeEvent = z.infer<typeof eventSchema>;
