import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import type { Drill, ReportDocument } from '../reports/document.ts';
import { longStayDays } from '../reports/long-stay.ts';
import { REPORT_IDS, REPORT_PERIODS } from '../reports/reports.ts';
import { MEASURES } from '../stats/measures.ts';
import type { FeedEntry } from '../views/live.ts';
import { documentSchema } from './documents.ts';
import { base, inLot, instantSchema } from './shared.ts';

const tags = ['reports'];
const DRILL_ROWS_MAX = 200;
const LOTS_MAX = 50;

export const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-22');
const text = z.string().trim().min(1).max(100);

/** What is reported on. `from` and `to` (both within) stand in place of a period and its date. */
export const reportQuery = inLot.extend({
  report: z.enum(REPORT_IDS),
  period: z.enum(REPORT_PERIODS).default('day'),
  /** A day of the period by the lot's calendar; today when missing. */
  date: daySchema.optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  /** Further lots, their ids parted by commas. */
  lots: z
    .string()
    .max(LOTS_MAX * 64)
    .optional(),
  compare: z.enum(['none', 'previous', 'last-year']).default('none'),
  /** Stays older than this are named in the exceptions. */
  olderThanDays: longStayDays(z.coerce.number()),
  /** Of the audit: whose actions, on which slot, of which plate or ticket. */
  person: text.optional(),
  slot: text.optional(),
  plate: text.optional(),
  ticket: text.optional(),
});
export type ReportQuery = z.infer<typeof reportQuery>;
export type ReportAsked = z.input<typeof reportQuery>;

export const drillSchema = z.discriminatedUnion('list', [
  z.object({
    list: z.literal('sessions'),
    fromAt: instantSchema,
    toAt: instantSchema,
    by: z.enum(['entry', 'exit', 'inside']),
    laneId: z.string().max(64).optional(),
    vehicleClass: z.string().max(64).optional(),
    credential: z.string().max(64).optional(),
    levelId: z.string().max(64).optional(),
    zoneId: z.string().max(64).optional(),
    kind: z.string().max(64).optional(),
    leastMinutes: z.number().int().min(0).optional(),
    mostMinutes: z.number().int().min(0).optional(),
    openSinceAt: instantSchema.optional(),
  }),
  z.object({
    list: z.literal('payments'),
    fromAt: instantSchema,
    toAt: instantSchema,
    kind: z.string().max(64).optional(),
    method: z.string().max(64).optional(),
    laneId: z.string().max(64).optional(),
    by: z.string().max(100).optional(),
    shiftId: z.string().max(64).optional(),
    purpose: z.string().max(64).optional(),
    vehicleClass: z.string().max(64).optional(),
    zoneId: z.string().max(64).optional(),
    slotKind: z.string().max(64).optional(),
  }),
  z.object({
    list: z.literal('events'),
    fromAt: instantSchema,
    toAt: instantSchema,
    measure: z.enum(Object.keys(MEASURES) as [keyof typeof MEASURES]),
    dims: z.record(z.string().max(64), z.string().max(200)),
  }),
]) satisfies z.ZodType<Drill, unknown>;

const drillSession = z.object({
  id: z.string(),
  ticketNumber: z.string(),
  plate: z.string().nullable(),
  hasPlate: z.boolean(),
  vehicleClass: z.string(),
  slotLabel: z.string().nullable(),
  entryAt: instantSchema,
  exitAt: instantSchema.nullable(),
  paidMinor: z.number().int(),
});
export type DrillSession = z.infer<typeof drillSession>;

const drillPayment = z.object({
  receiptNumber: z.number().int(),
  paymentId: z.string(),
  kind: z.enum(['payment', 'refund', 'reversal']),
  purpose: z.string(),
  at: instantSchema,
  by: z.string(),
  method: z.string(),
  amountMinor: z.number().int(),
  laneId: z.string().nullable(),
  sessionId: z.string().nullable(),
});
export type DrillPaymentRow = z.infer<typeof drillPayment>;

/** Begins a CSV with a byte order mark, which Excel needs to read it as UTF-8. */
const bomSchema = z
  .union([z.boolean(), z.enum(['0', '1', 'true', 'false'])])
  .transform((value) => value === true || value === '1' || value === 'true')
  .default(false);

/** How a report comes: first how far it is, 0 to 1, then the report. */
export type ReportMessage =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'report'; readonly document: ReportDocument };

export const reportDocumentsContract = {
  /** Any report as data, for programs. */
  document: base
    .route({ method: 'GET', path: '/lots/{lotId}/reports/{report}/document', tags })
    .input(reportQuery)
    .output(z.custom<ReportDocument>()),
  /** The same with its progress; ends when the caller leaves. Over WebSocket and MessagePort. */
  watch: base.input(reportQuery).output(eventIterator(z.custom<ReportMessage>())),
  /** The same as a file. REST callers ask for `?format=csv`, `xlsx` or `pdf` and get the bytes. */
  file: base
    .route({ method: 'GET', path: '/lots/{lotId}/reports/{report}/file', tags })
    .input(reportQuery.extend({ format: z.enum(['csv', 'xlsx', 'pdf']), bom: bomSchema }))
    .output(documentSchema),
  /**
   * The CSV part by part, however long its list is. Over WebSocket and MessagePort; REST has it at
   * `/lots/{lotId}/reports/{report}?format=csv`.
   */
  csvText: base
    .input(reportQuery.extend({ bom: bomSchema }))
    .output(eventIterator(z.object({ fileName: z.string(), text: z.string() }))),
  /** What a figure was counted from, newest first; only the list that was asked for is filled. */
  drill: base
    .route({ method: 'POST', path: '/lots/{lotId}/reports/drill', tags })
    .input(
      inLot.extend({
        drill: drillSchema,
        /** The `next` of the page before. */
        after: z.number().int().nullable().default(null),
        limit: z.number().int().min(1).max(DRILL_ROWS_MAX).default(50),
      }),
    )
    .output(
      z.object({
        sessions: z.array(drillSession),
        payments: z.array(drillPayment),
        events: z.array(z.custom<FeedEntry>()),
        next: z.number().int().nullable(),
      }),
    ),
  /** Makes all figures anew from the journal, and tells how far it is, 0 to 1. */
  rebuild: base.input(inLot).output(eventIterator(z.object({ share: z.number() }))),
};
