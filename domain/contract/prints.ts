import { z } from 'zod';
import { CODE_PAGES, PAPER_COLUMNS } from '../paper/paper-form.ts';
import {
  receiptTemplateSchema,
  TEMPLATE_KINDS,
  ticketTemplateSchema,
} from '../printing/template.ts';
import { documentSchema } from './documents.ts';
import { base, freeText, inLot, instantSchema, write } from './shared.ts';

const printedDocumentSchema = z.discriminatedUnion('kind', [
  /** By its number in any spelling. */
  z.strictObject({ kind: z.literal('ticket'), number: freeText(60, 1) }),
  z.strictObject({
    kind: z.literal('receipt'),
    number: z.number().int().min(1),
    /** Asked for afterwards, by a driver who had none: an original is marked so. */
    late: z.literal(true).optional(),
  }),
  z.strictObject({ kind: z.literal('slip'), paymentId: z.string().min(1).max(80) }),
  z.strictObject({ kind: z.literal('test') }),
]);

/** A document as callers name it. */
export type AskedDocument = z.infer<typeof printedDocumentSchema>;

export const printsContract = {
  /**
   * Puts a document on paper and answers once the printer has said so. What was printed before comes out
   * as a copy. Without a printer the answer holds the picture for the caller's own printer, and the print
   * counts as done.
   */
  create: base
    .route({
      method: 'POST',
      path: '/lots/{lotId}/prints',
      tags: ['documents'],
      successStatus: 201,
    })
    .input(
      write.extend({
        document: printedDocumentSchema,
        deviceId: z.string().max(64).nullable().default(null),
      }),
    )
    .output(
      z.object({
        jobId: z.string(),
        /** 0 for the original, 1 for the first copy. */
        copy: z.number().int(),
        /** `pending`: the printer has not said yet what became of it. */
        state: z.enum(['printed', 'failed', 'pending']),
        /** Why it failed, as a sentence. */
        detail: z.string(),
        picture: documentSchema.nullable(),
      }),
    ),
};

const tillPrinterSchema = z.object({
  /** The caller's own; null while none is chosen, or where it is not installed any more. */
  deviceId: z.string().nullable(),
  /** All printers of the lot, those of the desk first. */
  printers: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      laneId: z.string().nullable(),
      isReady: z.boolean(),
      /** Why not, as a sentence. */
      detail: z.string(),
    }),
  ),
});
export type TillPrinter = z.infer<typeof tillPrinterSchema>;

/** A till is a clerk's: its printer stays from one shift to the next, whatever computer it is used at. */
export const tillPrinterContract = {
  get: base
    .route({ method: 'GET', path: '/lots/{lotId}/till-printer', tags: ['documents'] })
    .input(inLot)
    .output(tillPrinterSchema),
  choose: base
    .route({ method: 'PUT', path: '/lots/{lotId}/till-printer', tags: ['documents'] })
    .input(write.extend({ deviceId: z.string().max(64).nullable() }))
    .output(tillPrinterSchema),
};

const look = {
  version: z.number().int(),
  /** Null while nobody has changed it. */
  savedBy: z.string().nullable(),
  savedAt: instantSchema.nullable(),
};

const templateRowSchema = z.discriminatedUnion('paper', [
  z.object({
    paper: z.literal('ticket'),
    template: ticketTemplateSchema,
    standard: ticketTemplateSchema,
    isStandard: z.boolean(),
    ...look,
  }),
  z.object({
    paper: z.literal('receipt'),
    template: receiptTemplateSchema,
    standard: receiptTemplateSchema,
    isStandard: z.boolean(),
    ...look,
  }),
]);
export type TemplateRow = z.infer<typeof templateRowSchema>;

/** How a paper is to look; null for the look that every lot begins with. */
const choiceSchema = z.discriminatedUnion('paper', [
  z.strictObject({ paper: z.literal('ticket'), template: ticketTemplateSchema.nullable() }),
  z.strictObject({ paper: z.literal('receipt'), template: receiptTemplateSchema.nullable() }),
]);

export const papersContract = {
  /** How tickets and receipts look. */
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/papers', tags: ['documents'] })
    .input(inLot)
    .output(z.array(templateRowSchema).length(TEMPLATE_KINDS.length)),
  /** Changes the look from the next print on. A logo that cannot be printed is refused with the reason. */
  save: base
    .route({ method: 'PUT', path: '/lots/{lotId}/papers', tags: ['documents'] })
    .input(write.extend({ choice: choiceSchema }))
    .output(z.object({ version: z.number().int() })),
  /** A sample as a printer of this lot would print it: the very bytes, made into a picture. */
  preview: base
    .route({ method: 'POST', path: '/lots/{lotId}/papers/preview', tags: ['documents'] })
    .input(
      inLot.extend({
        choice: choiceSchema,
        /** Of a printer; by the template's paper when missing. */
        columns: z.literal(PAPER_COLUMNS).optional(),
        codePage: z.enum(CODE_PAGES).optional(),
      }),
    )
    .output(documentSchema),
};
