import { z } from 'zod';
import { idSchema } from '../facility/lot-file.ts';
import type { Instant } from '../kernel/instant.ts';
import { freeText } from '../payment/free-text.ts';
import { longStayDays } from '../reports/long-stay.ts';
import { REPORT_FORMATS, REPORT_IDS, REPORT_PERIODS } from '../reports/reports.ts';

/** Formats that a file is written in; `json` is for programs that ask themselves. */
export const FILE_FORMATS = REPORT_FORMATS.filter((format) => format !== 'json');

const RECIPIENTS_MAX = 20;
const LOTS_MAX = 50;

/** A folder below the station's folder for reports: no way leads out of it. */
const folderSchema = freeText(80).regex(
  /^[\p{L}\p{N} _-]+(\/[\p{L}\p{N} _-]+)*$/u,
  'names of folders with letters, digits, spaces, - and _, parted by /',
);

/** When and where a report is sent by itself. It tells of the day, week or month that has ended. */
export const scheduleSchema = z
  .strictObject({
    /** By the lot's clock, on the day after the period has ended. */
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 06:30'),
    formats: z.array(z.enum(['csv', 'xlsx', 'pdf'])).min(1, 'at least one kind of file'),
    folder: folderSchema.nullable().default(null),
    /** References of the addresses; the vault holds them. */
    mailRefs: z.array(z.string().max(100)).max(RECIPIENTS_MAX).default([]),
    paused: z.boolean().default(false),
  })
  .refine(({ folder, mailRefs }) => folder !== null || mailRefs.length > 0, {
    message: 'a folder or at least one e-mail address',
    path: ['folder'],
  });
export type Schedule = z.infer<typeof scheduleSchema>;

/** What a saved report asks for, under a name. */
export const savedReportSchema = z.strictObject({
  name: freeText(80, 1, 'a name'),
  report: z.enum(REPORT_IDS),
  period: z.enum(REPORT_PERIODS),
  /** Further lots beside the one that it is kept in. */
  lots: z.array(idSchema).max(LOTS_MAX).default([]),
  compare: z.enum(['none', 'previous', 'last-year']).default('none'),
  olderThanDays: longStayDays(z.number()),
  schedule: scheduleSchema.nullable().default(null),
});
export type SavedReportTerms = z.infer<typeof savedReportSchema>;

/** A saved report as it stands. Plain data: it is part of snapshots. */
export interface SavedReport {
  readonly id: string;
  terms: SavedReportTerms;
  savedBy: string;
  savedAt: Instant;
  /** Every run that was due until here is delivered, given up, or was never asked for. */
  settledAt: Instant;
  /** The run that has failed and is tried again. */
  failing: FailingRun | null;
  last: LastRun | null;
}

export interface FailingRun {
  readonly dueAt: Instant;
  readonly periodName: string;
  readonly attempts: number;
  readonly lastAt: Instant;
  readonly message: string;
}

export interface LastRun {
  readonly dueAt: Instant;
  readonly at: Instant;
  readonly periodName: string;
  /** Null: it was given up; `message` says why. */
  readonly fileNames: readonly string[] | null;
  readonly message: string;
}

/** Saved reports of a lot, by id. */
export type ReportingBook = Map<string, SavedReport>;
export const SAVED_REPORTS_MAX = 200;
