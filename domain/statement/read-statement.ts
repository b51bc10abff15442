import type { FileRow } from '../history/mapping.ts';
import { readTime } from '../history/read-time.ts';
import { DAY_MS, type Instant } from '../kernel/instant.ts';
import { isCardNumber } from '../payment/card-number.ts';
import { readAmount } from './read-amount.ts';
import { REFERENCE_CHARS_MAX, type StatementLine } from './statement-book.ts';
import type { StatementMapping } from './statement-mapping.ts';
import { type StatementReason, statementProblem } from './statement-words.ts';

const SHOWN_CHARS_MAX = 80;

/** A row that is left out, and why. */
export interface StatementRowProblem {
  /** Of the file, counted from 1. */
  readonly line: number;
  /** The column's place, from 0. */
  readonly column: number;
  readonly value: string;
  readonly reason: StatementReason;
  readonly sentence: string;
}

export interface ReadStatement {
  readonly lines: readonly { readonly line: number; readonly read: StatementLine }[];
  /** Rows that are no payments by their kind, and are left out because the columns say so. */
  readonly passedOver: number;
  readonly problems: readonly StatementRowProblem[];
}

interface Place {
  readonly timeZone: string;
  readonly nowAt: Instant;
  /** Decimals of the lot's currency. */
  readonly digits: number;
}

/**
 * Turns rows of a statement into lines by a mapping. A row that cannot be read is left out with its line
 * and column; nothing else stops.
 */
export function readStatement(
  rows: readonly FileRow[],
  mapping: StatementMapping,
  place: Place,
): ReadStatement {
  const lines: { line: number; read: StatementLine }[] = [];
  const problems: StatementRowProblem[] = [];
  let passedOver = 0;
  for (const row of rows) {
    const read = readRow(row, mapping, place);
    if (read === null) passedOver += 1;
    else if ('reason' in read) problems.push(read);
    else lines.push({ line: row.line, read });
  }
  return { lines, passedOver, problems };
}

/** Null for a row that is no payment. */
function readRow(
  row: FileRow,
  mapping: StatementMapping,
  { timeZone, nowAt, digits }: Place,
): StatementLine | StatementRowProblem | null {
  const cell = (column: number) => (row.cells[column] ?? '').trim();
  const kind = mapping.kind === null ? 'by-sign' : mapping.kinds[cell(mapping.kind)];
  if (kind === undefined) return problemOf(row, mapping.kind ?? 0, 'kind-unknown');
  if (kind === 'leave-out') return null;
  const reference = cell(mapping.reference);
  if (reference === '' || reference.length > REFERENCE_CHARS_MAX)
    return problemOf(row, mapping.reference, 'no-reference');
  if (isCardNumber(reference)) return problemOf(row, mapping.reference, 'card-number');
  const at = readMoment(cell(mapping.time), mapping, timeZone);
  if (at === null) return problemOf(row, mapping.time, 'no-time');
  // Statements may round up to the day; a day ahead is none that anybody has seen.
  if (at > nowAt + DAY_MS) return problemOf(row, mapping.time, 'to-come');
  const decimals = mapping.inMinorUnits ? 0 : digits;
  const amount = readAmount(cell(mapping.amount), decimals);
  if (amount === null) return problemOf(row, mapping.amount, 'no-amount');
  const fee = mapping.fee === null ? 0 : readFee(cell(mapping.fee), decimals);
  if (fee === null) return problemOf(row, mapping.fee ?? 0, 'no-fee');
  const signed = kind === 'by-sign' ? amount : Math.abs(amount) * (kind === 'refund' ? -1 : 1);
  return [reference, at, signed || 0, (mapping.feesAreNegative ? -fee : fee) || 0];
}

/** A row without a fee has none. */
function readFee(text: string, decimals: number): number | null {
  return text === '' ? 0 : readAmount(text, decimals);
}

/** A date without a time is taken for its noon: it is that day in every report. */
export function readMoment(
  text: string,
  { dateOrder }: Pick<StatementMapping, 'dateOrder'>,
  timeZone: string,
): Instant | null {
  return readTime(text, dateOrder, timeZone) ?? readTime(`${text} 12:00`, dateOrder, timeZone);
}

function problemOf(
  { line, cells }: FileRow,
  column: number,
  reason: StatementReason,
): StatementRowProblem {
  // What may be a card number is not even shown.
  const value =
    reason === 'card-number' ? '' : (cells[column] ?? '').trim().slice(0, SHOWN_CHARS_MAX);
  return { line, column, value, reason, sentence: statementProblem(reason, value) };
}
