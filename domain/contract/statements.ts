import { z } from 'zod';
import { statementMappingSchema } from '../statement/statement-mapping.ts';
import { IMPORT_TEXT_MAX_CHARS } from './history-imports.ts';
import { base, doneSchema, freeText, inLot, instantSchema, write } from './shared.ts';

const tags = ['reports'];
const PROBLEMS_MAX = 200;
const idText = z.string().min(1).max(64);

/** Whole lines of a CSV file. */
const text = z.string().max(IMPORT_TEXT_MAX_CHARS);
/** Whose statement it is: a provider's name or a terminal's device id. */
const party = freeText(64, 1, 'whose statement this is');

const problemSchema = z.object({
  /** Of the file, counted from 1. */
  line: z.number().int(),
  /** Counted from 0. */
  column: z.number().int(),
  value: z.string(),
  reason: z.string(),
  sentence: z.string(),
});

const takenSchema = z.object({
  /** Lines that can be used, what they come to, and what the provider keeps of it; minor units. */
  lines: z.number().int(),
  amountMinor: z.number().int(),
  feeMinor: z.number().int(),
  /** Rows that are no payments, as the columns say. */
  passedOver: z.number().int(),
  /** Rows that cannot be read; the first 200 are named. */
  dropped: z.number().int(),
  problems: z.array(problemSchema).max(PROBLEMS_MAX),
});

export const statementPreviewSchema = takenSchema.extend({
  /** As given, or as guessed. */
  mapping: statementMappingSchema,
  /** The columns' names; their places where there is no header. */
  header: z.array(z.string()),
  /** The first rows with what they are read as; null for one that is left out. */
  rows: z.array(
    z.object({
      line: z.number().int(),
      cells: z.array(z.string()),
      read: z
        .object({
          reference: z.string(),
          at: instantSchema,
          amountMinor: z.number().int(),
          feeMinor: z.number().int(),
        })
        .nullable(),
    }),
  ),
  /** What stands in the kind column, and how often. */
  kinds: z.array(z.object({ name: z.string(), rows: z.number().int() })),
  /** Whose statements can be set against receipts of this lot. */
  parties: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type StatementPreview = z.infer<typeof statementPreviewSchema>;

const statementRow = z.object({
  id: z.string(),
  fileName: z.string(),
  party: z.string(),
  partyName: z.string(),
  by: z.string(),
  at: instantSchema,
  lines: z.number().int(),
  amountMinor: z.number().int(),
  feeMinor: z.number().int(),
  fromAt: instantSchema,
  untilAt: instantSchema,
});
export type StatementRow = z.infer<typeof statementRow>;

const takenIn = takenSchema.extend({
  /** Null when no row could be used: nothing was imported. */
  importId: z.string().nullable(),
});

/** Statements of payment providers, from CSV files: the revenue report sets them against its receipts. */
export const statementsContract = {
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/statements', tags })
    .input(inLot)
    .output(z.array(statementRow)),
  /** What a file would come to, by columns that are given or guessed. Changes nothing. */
  preview: base
    .route({ method: 'POST', path: '/lots/{lotId}/statements/preview', tags })
    .input(inLot.extend({ text, mapping: statementMappingSchema.optional() }))
    .output(statementPreviewSchema),
  /** Takes a file in, or its first part. Rows that cannot be used are left out and named. */
  create: base
    .route({ method: 'POST', path: '/lots/{lotId}/statements', tags, successStatus: 201 })
    .input(
      write.extend({
        fileName: freeText(120, 1),
        party,
        text,
        /** Guessed when missing. */
        mapping: statementMappingSchema.optional(),
      }),
    )
    .output(takenIn),
  /** Takes in the next lines of the same file. */
  append: base
    .route({ method: 'POST', path: '/lots/{lotId}/statements/{importId}/lines', tags })
    .input(
      write.extend({
        importId: idText,
        text,
        mapping: statementMappingSchema,
        /** Where the text begins in the file, counted from 1. */
        firstLine: z.number().int().min(1),
      }),
    )
    .output(takenIn),
  /** Takes a statement out again: its lines count no more. */
  remove: base
    .route({ method: 'DELETE', path: '/lots/{lotId}/statements/{importId}', tags })
    .input(write.extend({ importId: idText }))
    .output(doneSchema),
};
