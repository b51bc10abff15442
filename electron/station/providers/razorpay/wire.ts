import { z } from 'zod';

/*
 * What Razorpay's interface answers, as far as it is read here; fields that are not named are let
 * through unread. Source: Razorpay, API reference (orders, payment links, payments, refunds) and
 * "Webhook payloads".
 */

/** An empty set of notes is sent as `[]`. */
const notes = z
  .union([z.record(z.string(), z.unknown()), z.array(z.unknown()).length(0)])
  .nullish();

const minor = z.number().int().nonnegative();

export const paymentSchema = z.object({
  id: z.string().min(1),
  amount: minor,
  currency: z.string().min(1),
  status: z.enum(['created', 'authorized', 'captured', 'refunded', 'failed']),
  order_id: z.string().nullish(),
  notes,
  error_description: z.string().nullish(),
});
export type RazorpayPayment = z.infer<typeof paymentSchema>;

export const paymentsSchema = z.object({ items: z.array(paymentSchema) });

export const orderSchema = z.object({
  id: z.string().min(1),
  amount: minor,
  currency: z.string().min(1),
  receipt: z.string().nullish(),
  status: z.string(),
  notes,
});
export const ordersSchema = z.object({ items: z.array(orderSchema) });

const linkPaymentSchema = z.object({
  payment_id: z.string().min(1),
  amount: z.coerce.number().int().nonnegative(),
  status: z.string(),
});

export const linkSchema = z.object({
  id: z.string().min(1),
  amount: minor,
  amount_paid: minor.default(0),
  currency: z.string().min(1),
  reference_id: z.string().nullish(),
  order_id: z.string().nullish(),
  short_url: z.url(),
  status: z.enum(['created', 'partially_paid', 'paid', 'expired', 'cancelled']),
  payments: z.union([z.array(linkPaymentSchema), linkPaymentSchema]).nullish(),
});
export type RazorpayLink = z.infer<typeof linkSchema>;
export const linksSchema = z.object({ payment_links: z.array(linkSchema) });

export const refundSchema = z.object({
  id: z.string().min(1),
  amount: minor,
  currency: z.string().min(1),
  payment_id: z.string().nullish(),
  receipt: z.string().nullish(),
  status: z.enum(['pending', 'processed', 'failed']),
});

export const refundsSchema = z.object({ items: z.array(refundSchema) });

export const faultSchema = z.object({ error: z.object({ description: z.string() }) });

const entity = <T extends z.ZodType>(schema: T) => z.object({ entity: schema }).optional();

export const eventSchema = z.object({
  entity: z.literal('event'),
  event: z.string().min(1).max(100),
  payload: z.object({
    payment: entity(paymentSchema),
    order: entity(orderSchema),
    payment_link: entity(linkSchema.partial()),
    refund: entity(refundSchema),
  }),
});
export type RazorpayEvent = z.infer<typeof eventSchema>;

/** The note of that name, where it is a text. */
export function noteOf(held: z.infer<typeof notes>, name: string): string | null {
  if (held === null || held === undefined || Array.isArray(held)) return null;
  const value = held[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
