import type { Instant } from '../kernel/instant.ts';

/** An import of figures from before the lot was run by Gatehouse. Plain data: it is part of snapshots. */
export interface HistoryImport {
  readonly id: string;
  readonly fileName: string;
  readonly by: string;
  readonly at: Instant;
  /** Parts of the file that have been taken in. */
  parts: number;
  readings: number;
  readonly series: string[];
  fromAt: Instant;
  untilAt: Instant;
}

/** Imports of a lot, by id, oldest first. */
export type ImportBook = Map<string, HistoryImport>;

export const IMPORTS_MAX = 50;
/** Of one import: fifty years of half hours, or twenty parts of a lot over two and a half. */
export const IMPORT_READINGS_MAX = 1_000_000;
/** Of one event, so that none is larger than half a megabyte. */
export const EVENT_READINGS_MAX = 5_000;
