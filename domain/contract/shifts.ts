import { z } from 'zod';
import { PAYMENT_METHODS } from '../payment/payment.ts';
import { CASH_MOVES } from '../shift/shift.ts';
import {
  base,
  doneSchema,
  freeText,
  inLot,
  instantSchema,
  minorSchema,
  reasonSchema,
  write,
} from './shared.ts';

const idText = z.string().min(1).max(64);
const piecesSchema = z.object({ pieceMinor: minorSchema.min(1), count: z.number().int().min(0) });

const shiftHeadSchema = z.object({
  id: z.string(),
  by: z.string(),
  openedAt: instantSchema,
  closedAt: instantSchema.nullable(),
  /** Numbered without gaps once closed. */
  closeNumber: z.number().int().nullable(),
  /** Who counted; a manager may close the shift of somebody else. */
  closedBy: z.string().nullable(),
  floatMinor: minorSchema,
  /** What the drawer should hold: so far, or when it was counted. */
  expectedMinor: minorSchema,
  countedMinor: minorSchema.nullable(),
  /** Counted less expected: negative where cash is missing. */
  differenceMinor: minorSchema.nullable(),
});

export const shiftRowSchema = shiftHeadSchema.extend({
  /** Of all ways of paying, less what was given back. */
  takenMinor: minorSchema,
  payments: z.number().int(),
});
export type ShiftRow = z.infer<typeof shiftRowSchema>;

const methodTotalSchema = z.object({
  method: z.enum(PAYMENT_METHODS),
  count: z.number().int(),
  takenMinor: minorSchema,
  refundCount: z.number().int(),
  refundedMinor: minorSchema,
});
export type MethodTotalRow = z.infer<typeof methodTotalSchema>;

const shiftPaymentSchema = z.object({
  receiptNumber: z.number().int(),
  paymentId: z.string(),
  kind: z.enum(['payment', 'refund', 'reversal']),
  at: instantSchema,
  method: z.enum(PAYMENT_METHODS),
  /** Negative for what was given back. */
  amountMinor: minorSchema,
  purpose: z.enum(['session', 'reservation', 'membership', 'lost-ticket']),
  sessionId: z.string().nullable(),
  ticketNumber: z.string().nullable(),
  /** It came for a stay that was over, or beyond what was due. */
  unmatched: z.boolean(),
});
export type ShiftPayment = z.infer<typeof shiftPaymentSchema>;

const unpaidSessionSchema = z.object({
  sessionId: z.string(),
  ticketNumber: z.string(),
  plate: z.string().nullable(),
  entryAt: instantSchema,
  exitAt: instantSchema,
  exitLaneId: z.string().nullable(),
  paidMinor: minorSchema,
  /** What it still owed when it was let out or closed by hand. */
  dueMinor: minorSchema,
});
export type UnpaidSession = z.infer<typeof unpaidSessionSchema>;

/** An X report while the shift runs, a Z report once it is closed. */
export const shiftReportSchema = shiftHeadSchema.extend({
  kind: z.enum(['X', 'Z']),
  currency: z.string(),
  totals: z.array(methodTotalSchema),
  moves: z.array(
    z.object({
      at: instantSchema,
      move: z.enum(CASH_MOVES),
      amountMinor: minorSchema,
      reason: z.string(),
    }),
  ),
  pieces: z.array(piecesSchema),
  reason: z.string(),
  payments: z.array(shiftPaymentSchema),
  /** Those of the payments that no stay stands behind: lost tickets, and money that nobody owed. */
  paymentsWithoutSession: z.array(shiftPaymentSchema),
  /** Stays that ended in the shift's time by hand although something was due. */
  sessionsWithoutPayment: z.array(unpaidSessionSchema),
});
export type ShiftReport = z.infer<typeof shiftReportSchema>;

/** Money that went through no till, by lane. */
export const laneTakingsSchema = z.object({
  day: z.string(),
  currency: z.string(),
  lanes: z.array(
    methodTotalSchema.extend({
      /** Null: taken at a desk where no shift was open, or by another system. */
      laneId: z.string().nullable(),
    }),
  ),
});
export type LaneTakings = z.infer<typeof laneTakingsSchema>;

const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-22');
/** `current` is the caller's own open shift. */
const oneShift = inLot.extend({ shiftId: idText });

export const shiftsContract = {
  open: base
    .route({ method: 'POST', path: '/lots/{lotId}/shifts', tags: ['shifts'] })
    .input(write.extend({ floatMinor: minorSchema.min(0) }))
    .output(z.object({ shiftId: z.string() })),
  /** Cash in or out of one's own drawer without a payment. */
  move: base
    .route({ method: 'POST', path: '/lots/{lotId}/shifts/moves', tags: ['shifts'] })
    .input(
      write.extend({
        move: z.enum(CASH_MOVES),
        amountMinor: minorSchema.min(1),
        reason: reasonSchema,
      }),
    )
    .output(doneSchema),
  close: base
    .route({ method: 'POST', path: '/lots/{lotId}/shifts/close', tags: ['shifts'] })
    .input(
      write.extend({
        /** Another clerk's; needs a manager. One's own where missing. */
        shiftId: idText.optional(),
        countedMinor: minorSchema.min(0),
        pieces: z.array(piecesSchema).max(40).default([]),
        /** Of at least 3 characters where the count differs from what is expected. */
        reason: freeText(200).default(''),
      }),
    )
    .output(
      z.object({
        shiftId: z.string(),
        closeNumber: z.number().int(),
        expectedMinor: minorSchema,
        differenceMinor: minorSchema,
      }),
    ),
  /** Open and closed shifts, the newest first; only one's own, unless one manages shifts. */
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/shifts', tags: ['shifts'] })
    .input(
      inLot.extend({
        state: z.enum(['open', 'closed', 'all']).default('all'),
        /** Part of a clerk's name. */
        search: freeText(64).optional(),
        limit: z.coerce.number().int().min(1).max(1_000).default(200),
      }),
    )
    .output(z.array(shiftRowSchema)),
  /** One shift in all its figures. */
  report: base
    .route({ method: 'GET', path: '/lots/{lotId}/shifts/{shiftId}', tags: ['shifts'] })
    .input(oneShift)
    .output(shiftReportSchema),
  /** The same as a file (RFC 4180). */
  csv: base
    .route({ method: 'GET', path: '/lots/{lotId}/shifts/{shiftId}/csv', tags: ['shifts'] })
    .input(oneShift)
    .output(z.object({ fileName: z.string(), text: z.string() })),
  /** What lanes took on a day, and what went through no till at the desk. */
  laneTakings: base
    .route({ method: 'GET', path: '/lots/{lotId}/lane-takings', tags: ['shifts'] })
    .input(inLot.extend({ date: daySchema.optional() }))
    .output(laneTakingsSchema),
};
