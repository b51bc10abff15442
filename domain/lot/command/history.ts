import type { SeriesReadings } from '../event/history.ts';

/** Takes in figures from a file, a part of it at a time. */
export interface ImportHistory {
  readonly type: 'ImportHistory';
  /** Null for the first part. */
  readonly importId: string | null;
  readonly fileName: string;
  /** At most `EVENT_READINGS_MAX` readings altogether. */
  readonly series: readonly SeriesReadings[];
}

export interface RemoveHistoryImport {
  readonly type: 'RemoveHistoryImport';
  readonly importId: string;
}

export type HistoryCommand = ImportHistory | RemoveHistoryImport;
