import type { Instant } from '../../kernel/instant.ts';
import type { SavedReportTerms } from '../../reporting/saved-report.ts';

/** What happens to reports that are saved and sent by themselves. */
export type ReportingEvent =
  | {
      readonly type: 'ReportSaved';
      readonly savedReportId: string;
      readonly terms: SavedReportTerms;
    }
  | { readonly type: 'ReportRemoved'; readonly savedReportId: string; readonly name: string }
  | {
      readonly type: 'ReportSent';
      readonly savedReportId: string;
      readonly name: string;
      readonly dueAt: Instant;
      readonly periodName: string;
      readonly fileNames: readonly string[];
    }
  | {
      readonly type: 'ReportNotSent';
      readonly savedReportId: string;
      readonly name: string;
      readonly dueAt: Instant;
      readonly periodName: string;
      /** 1 for the first. */
      readonly attempt: number;
      readonly message: string;
      /** No further attempt is made. */
      readonly givenUp: boolean;
    };
