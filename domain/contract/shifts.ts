import { z } from 'zod';
import { PAYMENT_METHODS } from '../payment/payment.ts';
import { CASH_MOVES } from '../shift/shift.ts';
import {
  base,
  doneSchema,
  inLot,
  instantSchema,
  minorSchema,
  reasonSchema,
  write,
} from './shared.ts';

const piecesSchema = z.object({ pieceMinor: minorSchema.min(1), count: z.number().int().min(0) });

export const shiftRowSchema = z.object({
  id: z.string(),
  by: z.string(),
  openedAt: instantSchema,
  closedAt: instantSchema.nullable(),
  /** Numbered without gaps once closed. */
  closeNumber: z.number().int().nullable(),
});

const shiftPaymentSchema = z.object({
  receiptNumber: z.number().int(),
  paymentId: z.string(),
  kind: z.enum(['payment', 'refund', 'reversal']),
  at: instantSchema,
  method: z.enum(PAYMENT_METHODS),
  amountMinor: minorSchema,
  sessionId: z.string().nullable(),
  ticketNumber: z.string().nullable(),
  unmatched: z.boolean(),
});

/** An X report while the shift runs, a Z report once it is closed. */
export const shiftReportSchema = shiftRowSchema.extend({
  kind: z.enum(['X', 'Z']),
  currency: z.string(),
  floatMinor: minorSchema,
  totals: z.array(
    z.object({
      method: z.enum(PAYMENT_METHODS),
      count: z.number().int(),
      takenMinor: minorSchema,
      refundCount: z.number().int(),
      refundedMinor: minorSchema,
    }),
  ),
  moves: z.array(
    z.object({
      at: instantSchema,
      move: z.enum(CASH_MOVES),
      amountMinor: minorSchema,
      reason: z.string(),
    }),
  ),
  expectedMinor: minorSchema,
  countedMinor: minorSchema.nullable(),
  differenceMinor: minorSchema.nullable(),
  pieces: z.array(piecesSchema),
  reason: z.string(),
  payments: z.array(shiftPaymentSchema),
});
export type ShiftReport = z.infer<typeof shiftReportSchema>;

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
        shiftId: z.string().max(64).optional(),
        countedMinor: minorSchema.min(0),
        pieces: z.array(piecesSchema).max(40).default([]),
        reason: z.string().trim().max(200).default(''),
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
};
