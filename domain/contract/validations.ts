import { z } from 'zod';
import { shopTermsSchema } from '../validation/shop.ts';
import {
  base,
  codeSchema,
  doneSchema,
  inLot,
  instantSchema,
  minorSchema,
  plateSchema,
  reasonSchema,
  write,
} from './shared.ts';

const idText = z.string().min(1).max(64);
const tags = ['validations'];

/** What a shop gave in a day or month: how many, and what they came to where the fee is known. */
const givenSchema = z.object({ count: z.number().int(), valueMinor: minorSchema });

const shopRowSchema = z.object({
  id: z.string(),
  terms: shopTermsSchema,
  today: givenSchema,
  month: givenSchema,
  /** Worth of validations on stays whose fee is not known yet; counts against the limits. */
  pendingMinor: minorSchema,
  /** Codes that can still be used. */
  openCodes: z.number().int(),
});
export type ShopRow = z.infer<typeof shopRowSchema>;

const batchRowSchema = z.object({
  batchId: z.string(),
  offerId: z.string(),
  issuedAt: instantSchema,
  validUntilAt: instantSchema,
  count: z.number().int(),
  used: z.number().int(),
  cancelled: z.number().int(),
});
export type BatchRow = z.infer<typeof batchRowSchema>;

const printedCodeSchema = z.object({
  number: z.string(),
  /** The signed text of its QR code. */
  token: z.string(),
  state: z.enum(['open', 'used', 'cancelled', 'expired']),
});

const sheetSchema = z.object({
  batchId: z.string(),
  shopId: z.string(),
  offerLabel: z.string(),
  validUntilAt: instantSchema,
  codes: z.array(printedCodeSchema),
});
export type CodeSheet = z.infer<typeof sheetSchema>;

const ledgerSchema = z.object({
  month: z.string(),
  currency: z.string(),
  shops: z.array(
    z.object({
      shopId: z.string(),
      name: z.string(),
      count: z.number().int(),
      codes: z.number().int(),
      byOffer: z.array(z.object({ offerId: z.string(), label: z.string(), count: z.number() })),
      /** What the shop owes the car park for the month. */
      valueMinor: minorSchema,
      settlementNote: z.string(),
    }),
  ),
});
export type ValidationLedger = z.infer<typeof ledgerSchema>;

const monthInput = inLot.extend({
  /** The running month when missing. */
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month such as 2026-11')
    .optional(),
});

export const shopsContract = {
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/shops', tags })
    .input(inLot)
    .output(z.array(shopRowSchema)),
  create: base
    .route({ method: 'POST', path: '/lots/{lotId}/shops', tags, successStatus: 201 })
    .input(write.extend({ terms: shopTermsSchema }))
    .output(z.object({ shopId: z.string() })),
  change: base
    .route({ method: 'PUT', path: '/lots/{lotId}/shops/{shopId}', tags })
    .input(write.extend({ shopId: idText, terms: shopTermsSchema }))
    .output(doneSchema),
  /** New single-use codes of an offer, to be printed. */
  issueCodes: base
    .route({ method: 'POST', path: '/lots/{lotId}/shops/{shopId}/codes', tags, successStatus: 201 })
    .input(
      write.extend({
        shopId: idText,
        offerId: idText,
        count: z.number().int().min(1).max(500),
        validUntilAt: instantSchema,
      }),
    )
    .output(sheetSchema),
  batches: base
    .route({ method: 'GET', path: '/lots/{lotId}/shops/{shopId}/codes', tags })
    .input(inLot.extend({ shopId: idText }))
    .output(z.array(batchRowSchema)),
  /** One issue again, with what became of each code. */
  sheet: base
    .route({ method: 'GET', path: '/lots/{lotId}/code-batches/{batchId}', tags })
    .input(inLot.extend({ batchId: idText }))
    .output(sheetSchema),
  /** Takes back those of an issue that are not used, such as a sheet that was lost. */
  cancelCodes: base
    .route({ method: 'POST', path: '/lots/{lotId}/code-batches/{batchId}/cancel', tags })
    .input(write.extend({ batchId: idText, reason: reasonSchema }))
    .output(z.object({ cancelled: z.number().int() })),
  ledger: base
    .route({ method: 'GET', path: '/lots/{lotId}/validations/ledger', tags })
    .input(monthInput)
    .output(ledgerSchema),
  /** The same as a file (RFC 4180), one row a shop. */
  ledgerCsv: base
    .route({ method: 'GET', path: '/lots/{lotId}/validations/ledger/csv', tags })
    .input(monthInput)
    .output(z.object({ fileName: z.string(), text: z.string() })),
};

const appliedSchema = z.object({
  id: z.string(),
  shopId: z.string(),
  shopName: z.string(),
  offerId: z.string(),
  label: z.string(),
  kind: z.enum(['minutes', 'percent', 'amount']),
  value: z.number().int(),
  hasCode: z.boolean(),
  at: instantSchema,
  by: z.string(),
  /** What it took off the fee when it was given. */
  worthMinor: minorSchema,
  /** The stay has been paid with it: it cannot be withdrawn any more. */
  settled: z.boolean(),
});
export type AppliedRow = z.infer<typeof appliedSchema>;

/** The stay that is meant: its ticket, its plate or its id, one of them. */
const stay = {
  ticket: codeSchema.optional(),
  plate: plateSchema.optional(),
  sessionId: idText.optional(),
};

export const validationsContract = {
  /** By a code, or by a shop and one of its offers. */
  apply: base
    .route({ method: 'POST', path: '/lots/{lotId}/validations', tags, successStatus: 201 })
    .input(
      write.extend({
        ...stay,
        code: codeSchema.optional(),
        shopId: idText.optional(),
        offerId: idText.optional(),
      }),
    )
    .output(
      z.object({
        sessionId: z.string(),
        validationId: z.string(),
        shopName: z.string(),
        label: z.string(),
        worthMinor: minorSchema,
        /** What is still to be paid now. */
        dueMinor: minorSchema,
        currency: z.string(),
      }),
    ),
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/validations', tags })
    .input(inLot.extend(stay))
    .output(z.array(appliedSchema)),
  withdraw: base
    .route({
      method: 'POST',
      path: '/lots/{lotId}/sessions/{sessionId}/validations/{validationId}/withdraw',
      tags,
    })
    .input(write.extend({ sessionId: idText, validationId: idText, reason: reasonSchema }))
    .output(doneSchema),
};
