import type { Instant } from '../kernel/instant.ts';

/**
 * A line of a payment provider's statement, packed: what the provider calls the payment, when, how much
 * in minor units (less than zero where it was given back), and what the provider keeps of it.
 */
export type StatementLine = readonly [
  reference: string,
  at: Instant,
  amountMinor: number,
  feeMinor: number,
];

/** An import of a provider's statement. Plain data: it is part of snapshots; its lines are not. */
export interface StatementImport {
  readonly id: string;
  readonly fileName: string;
  /** Whose it is: a provider's name or a terminal's device id, as receipts name them. */
  readonly party: string;
  readonly by: string;
  readonly at: Instant;
  /** When the latest part of the file came in. */
  lastAt: Instant;
  parts: number;
  lines: number;
  /** The earliest and the latest line. */
  fromAt: Instant;
  untilAt: Instant;
  amountMinor: number;
  feeMinor: number;
}

/** Imports of a lot, by id, oldest first. */
export type StatementBook = Map<string, StatementImport>;

/** Twenty years of a file a month; old ones are removed to make place. */
export const STATEMENTS_MAX = 240;
export const STATEMENT_LINES_MAX = 200_000;
/** Of one event, so that none is larger than half a megabyte. */
export const EVENT_LINES_MAX = 5_000;
export const REFERENCE_CHARS_MAX = 80;
