import { z } from 'zod';
import { mappingSchema } from '../history/mapping.ts';
import { base, doneSchema, freeText, inLot, instantSchema, write } from './shared.ts';

const tags = ['forecast'];
/** A call carries at most a megabyte; larger files come in parts of whole lines. */
export const IMPORT_TEXT_MAX_CHARS = 400_000;
const PROBLEMS_MAX = 200;
const idText = z.string().min(1).max(64);

/** Whole lines of a CSV file. */
const text = z.string().max(IMPORT_TEXT_MAX_CHARS);

const problemSchema = z.object({
  /** Of the file, counted from 1. */
  line: z.number().int(),
  /** Counted from 0. */
  column: z.number().int(),
  value: z.string(),
  reason: z.string(),
  sentence: z.string(),
});
export type ImportProblemRow = z.infer<typeof problemSchema>;

const takenSchema = z.object({
  /** Readings that can be used. */
  readings: z.number().int(),
  /** Rows that are left out; the first 200 are named. */
  dropped: z.number().int(),
  problems: z.array(problemSchema).max(PROBLEMS_MAX),
});

const readingSchema = z.object({
  at: instantSchema,
  inside: z.number(),
  capacity: z.number(),
  series: z.string(),
});

export const importPreviewSchema = takenSchema.extend({
  /** As given, or as guessed. */
  mapping: mappingSchema,
  /** The columns' names; their places where there is no header. */
  header: z.array(z.string()),
  /** The first rows with what they are read as; null for one that is left out. */
  rows: z.array(
    z.object({
      line: z.number().int(),
      cells: z.array(z.string()),
      reading: readingSchema.nullable(),
    }),
  ),
  /** What stands in the series column, and how often. */
  names: z.array(z.object({ name: z.string(), rows: z.number().int() })),
  /** The parts of the lot that rows can belong to. */
  series: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

const importRow = z.object({
  id: z.string(),
  fileName: z.string(),
  by: z.string(),
  at: instantSchema,
  readings: z.number().int(),
  series: z.array(z.string()),
  fromAt: instantSchema,
  untilAt: instantSchema,
});
export type HistoryImportRow = z.infer<typeof importRow>;

const takenIn = takenSchema.extend({
  /** Null when no row could be used: nothing was imported. */
  importId: z.string().nullable(),
});

/** Occupancy from before Gatehouse, from CSV files: what forecasts learn from until the lot has its own. */
export const historyImportsContract = {
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/history-imports', tags })
    .input(inLot)
    .output(z.array(importRow)),
  /** What a file would come to, by columns that are given or guessed. Changes nothing. */
  preview: base
    .route({ method: 'POST', path: '/lots/{lotId}/history-imports/preview', tags })
    .input(inLot.extend({ text, mapping: mappingSchema.optional() }))
    .output(importPreviewSchema),
  /** Takes a file in, or its first part. Rows that cannot be used are left out and named. */
  create: base
    .route({ method: 'POST', path: '/lots/{lotId}/history-imports', tags, successStatus: 201 })
    .input(
      write.extend({
        fileName: freeText(120, 1),
        text,
        /** Guessed when missing. */
        mapping: mappingSchema.optional(),
      }),
    )
    .output(takenIn),
  /** Takes in the next lines of the same file. */
  append: base
    .route({ method: 'POST', path: '/lots/{lotId}/history-imports/{importId}/lines', tags })
    .input(
      write.extend({
        importId: idText,
        text,
        mapping: mappingSchema,
        /** Where the text begins in the file, counted from 1. */
        firstLine: z.number().int().min(1),
      }),
    )
    .output(takenIn),
  /** Takes an import out again: nothing is made from its readings any more. */
  remove: base
    .route({ method: 'DELETE', path: '/lots/{lotId}/history-imports/{importId}', tags })
    .input(write.extend({ importId: idText }))
    .output(doneSchema),
};
