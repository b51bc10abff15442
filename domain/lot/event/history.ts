import type { Instant } from '../../kernel/instant.ts';

/** An instant, vehicles inside, and slots at that time. */
export type PackedReading = readonly [at: Instant, inside: number, capacity: number];

export interface SeriesReadings {
  /** As in `OccupancyRow`. */
  readonly series: string;
  readonly readings: readonly PackedReading[];
}

/** What happens to figures that come from files. */
export type HistoryEvent =
  | {
      readonly type: 'HistoryImported';
      readonly importId: string;
      readonly fileName: string;
      /** 1 for the first part of the file. */
      readonly part: number;
      /** How many readings the part has. */
      readonly count: number;
      readonly series: readonly SeriesReadings[];
    }
  | {
      readonly type: 'HistoryImportRemoved';
      readonly importId: string;
      readonly fileName: string;
    };
