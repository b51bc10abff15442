import type { Instant } from '../../kernel/instant.ts';
import type { SavedReportTerms } from '../../reporting/saved-report.ts';

/** A report under a name, new or changed. */
export interface SaveReport {
  readonly type: 'SaveReport';
  /** Null for a new one. */
  readonly savedReportId: string | null;
  readonly terms: SavedReportTerms;
}

export interface RemoveReport {
  readonly type: 'RemoveReport';
  readonly savedReportId: string;
}

/** The station has sent a report that was due, or could not. */
export interface NoteReportRun {
  readonly type: 'NoteReportRun';
  readonly savedReportId: string;
  readonly dueAt: Instant;
  readonly periodName: string;
  /** Names of the files, or why there are none. */
  readonly outcome:
    | { readonly ok: true; readonly fileNames: readonly string[] }
    | { readonly ok: false; readonly message: string };
}

export type ReportingCommand = SaveReport | RemoveReport | NoteReportRun;
