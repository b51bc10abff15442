import { z } from 'zod';
import { VEHICLE_CLASSES } from '../facility/kinds.ts';
import { PAYMENT_METHODS, PAYMENT_STATES } from '../payment/payment.ts';
import {
  base,
  doneSchema,
  freeText,
  inLot,
  instantSchema,
  minorSchema,
  plateSchema,
  reasonSchema,
  write,
} from './shared.ts';
import { presented } from './traffic.ts';

const idText = z.string().min(1).max(64);

/** What is paid for: a ticket or plate inside, a booking, a membership, or a ticket nobody can find. */
const purposeInput = {
  ...presented,
  reservationId: idText.optional(),
  membershipId: idText.optional(),
  /** With `membershipId`. */
  what: z.enum(['fee', 'top-up', 'debt']).optional(),
  lostTicket: z
    .object({ vehicleClass: z.enum(VEHICLE_CLASSES).default('car'), plate: plateSchema.optional() })
    .optional(),
};

const refundSchema = z.object({
  id: z.string(),
  amountMinor: minorSchema,
  reason: z.string(),
  by: z.string(),
  requestedAt: instantSchema,
  settledAt: instantSchema.nullable(),
  failed: z.string().nullable(),
});

export const paymentRowSchema = z.object({
  id: z.string(),
  state: z.enum(PAYMENT_STATES),
  method: z.enum(PAYMENT_METHODS),
  purpose: z.enum(['session', 'reservation', 'membership', 'lost-ticket']),
  /** The session, booking or membership. */
  purposeId: z.string().nullable(),
  ticketNumber: z.string().nullable(),
  plate: z.string().nullable(),
  amountMinor: minorSchema,
  capturedMinor: minorSchema,
  refundedMinor: minorSchema,
  /** What of it nobody owed: to be given back. */
  overpaidMinor: minorSchema,
  currency: z.string(),
  requestedAt: instantSchema,
  capturedAt: instantSchema.nullable(),
  by: z.string(),
  receiptNumber: z.number().int().nullable(),
  /** What the driver scans or opens while the payment is under way. */
  link: z.string().nullable(),
  reference: z.string(),
  expiresAt: instantSchema.nullable(),
  laneId: z.string().nullable(),
  deviceId: z.string().nullable(),
  provider: z.string().nullable(),
  detail: z.string(),
  /** The terminal cannot tell whether it captured: staff decide by its slip. */
  uncertain: z.boolean(),
  ending: z.enum(['abort', 'reverse']).nullable(),
  refunds: z.array(refundSchema),
});
export type PaymentRow = z.infer<typeof paymentRowSchema>;

const ofPayment = write.extend({ paymentId: idText });

export const paymentsContract = {
  /** Cash is captured at once; every other way answers with a payment that is under way. */
  create: base
    .route({ method: 'POST', path: '/lots/{lotId}/payments', tags: ['money'], successStatus: 201 })
    .input(
      write.extend({
        ...purposeInput,
        method: z.enum(PAYMENT_METHODS),
        amountMinor: minorSchema.min(0),
        /** The lot's; a caller who counts in another one is refused. */
        currency: z.string().length(3).optional(),
        /** Cash handed over; without it, exactly the amount. */
        tenderedMinor: minorSchema.min(0).optional(),
        /** Less than what is due is meant: the rest comes by other means. */
        part: z.boolean().default(false),
        /** The card terminal, for `card`; the desk's only one where missing. */
        deviceId: idText.optional(),
        /** Which provider serves it; the configured one where missing. */
        provider: idText.optional(),
      }),
    )
    .output(
      z.object({
        paymentId: z.string(),
        state: z.enum(PAYMENT_STATES),
        receiptNumber: z.number().int().nullable(),
        amountMinor: minorSchema,
        changeMinor: minorSchema,
        currency: z.string(),
        graceUntilAt: instantSchema.nullable(),
        sessionId: z.string().nullable(),
      }),
    ),
  /** The latest payments, newest first. */
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/payments', tags: ['money'] })
    .input(
      inLot.extend({
        state: z.enum([...PAYMENT_STATES, 'open', 'attention', 'all']).default('all'),
        sessionId: idText.optional(),
        search: freeText(64).optional(),
        limit: z.coerce.number().int().min(1).max(1_000).default(200),
      }),
    )
    .output(z.array(paymentRowSchema)),
  get: base
    .route({ method: 'GET', path: '/lots/{lotId}/payments/{paymentId}', tags: ['money'] })
    .input(inLot.extend({ paymentId: idText }))
    .output(paymentRowSchema),
  abort: base
    .route({ method: 'POST', path: '/lots/{lotId}/payments/{paymentId}/abort', tags: ['money'] })
    .input(ofPayment.extend({ reason: reasonSchema.default('given up at the desk') }))
    .output(doneSchema),
  /** Takes a payment back as if it had never been, until the vehicle has passed. */
  reverse: base
    .route({ method: 'POST', path: '/lots/{lotId}/payments/{paymentId}/reverse', tags: ['money'] })
    .input(ofPayment.extend({ reason: reasonSchema }))
    .output(doneSchema),
  refund: base
    .route({ method: 'POST', path: '/lots/{lotId}/payments/{paymentId}/refunds', tags: ['money'] })
    .input(
      ofPayment.extend({
        amountMinor: minorSchema.min(1),
        reason: reasonSchema,
        as: z.enum(['cash', 'same']).default('same'),
      }),
    )
    .output(z.object({ refundId: z.string(), receiptNumber: z.number().int().nullable() })),
  /** Staff say what a terminal that could not tell has printed. */
  resolve: base
    .route({ method: 'POST', path: '/lots/{lotId}/payments/{paymentId}/resolve', tags: ['money'] })
    .input(ofPayment.extend({ captured: z.boolean(), reason: reasonSchema }))
    .output(doneSchema),
  /** What can be paid with here. */
  methods: base
    .route({ method: 'GET', path: '/lots/{lotId}/payment-methods', tags: ['money'] })
    .input(inLot)
    .output(
      z.array(
        z.object({
          method: z.enum(PAYMENT_METHODS),
          /** Terminals that stand at the desk, for `card`. */
          devices: z.array(z.object({ id: z.string(), label: z.string(), online: z.boolean() })),
          providers: z.array(z.string()),
        }),
      ),
    ),
};
