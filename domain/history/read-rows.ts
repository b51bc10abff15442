import { cleanReadings } from '../forecast/clean.ts';
import type { Instant } from '../kernel/instant.ts';
import { importWords, type RowReason } from './import-words.ts';
import type { FileRow, Mapping } from './mapping.ts';
import { readNumber } from './read-number.ts';
import { readTime } from './read-time.ts';

/** How full a part of the lot was, as a file says. */
export interface ImportedReading {
  readonly series: string;
  readonly at: Instant;
  readonly inside: number;
  /** Slots at that time. */
  readonly capacity: number;
}

/** A row that is left out, and why. */
export interface RowProblem {
  /** Of the file, counted from 1. */
  readonly line: number;
  /** The column's place, from 0. */
  readonly column: number;
  readonly value: string;
  readonly reason: RowReason;
  readonly sentence: string;
}

export interface ReadRows {
  readonly readings: readonly (ImportedReading & { readonly line: number })[];
  readonly problems: readonly RowProblem[];
}

interface Place {
  readonly timeZone: string;
  readonly nowAt: Instant;
  /** Slots of today by series; only series with slots take readings. */
  readonly capacities: ReadonlyMap<string, number>;
}

/**
 * Turns rows into readings by a mapping. A row that cannot be read is left out with its line and column;
 * nothing else stops. What reads but cannot be is left out by the same rules that forecasts clean by.
 */
export function readRows(rows: readonly FileRow[], mapping: Mapping, place: Place): ReadRows {
  const problems: RowProblem[] = [];
  const bySeries = new Map<
    string,
    (ImportedReading & { line: number; cells: FileRow['cells'] })[]
  >();
  for (const row of rows) {
    const read = readRow(row, mapping, place);
    if ('reason' in read) {
      problems.push(read);
      continue;
    }
    const held = bySeries.get(read.series);
    const kept = { ...read, line: row.line, cells: row.cells };
    if (held === undefined) bySeries.set(read.series, [kept]);
    else held.push(kept);
  }
  const readings: (ImportedReading & { line: number })[] = [];
  for (const list of bySeries.values()) {
    const shares = list.map(({ at, inside, capacity }) => ({ at, inside: inside / capacity }));
    const { dropped } = cleanReadings(shares, 1, place.nowAt);
    const reasons = new Map(dropped.map(({ index, reason }) => [index, reason]));
    for (const [index, { cells, ...reading }] of list.entries()) {
      const reason = reasons.get(index);
      if (reason === undefined) readings.push(reading);
      else problems.push(problemOf({ line: reading.line, cells }, mapping, reason));
    }
  }
  problems.sort((one, other) => one.line - other.line);
  return { readings, problems };
}

function readRow(row: FileRow, mapping: Mapping, place: Place): ImportedReading | RowProblem {
  const { cells } = row;
  const at = readTime(cells[mapping.time] ?? '', mapping.dateOrder, place.timeZone);
  if (at === null) return problemOf(row, mapping, 'no-time');
  const inside = readNumber(cells[mapping.occupancy] ?? '');
  if (inside === null) return problemOf(row, mapping, 'no-number');
  const series =
    mapping.series === null
      ? mapping.into
      : (mapping.names[(cells[mapping.series] ?? '').trim()] ?? '');
  const today = place.capacities.get(series) ?? 0;
  if (today <= 0) return problemOf(row, mapping, 'series-unknown');
  const capacity = mapping.capacity === null ? today : readNumber(cells[mapping.capacity] ?? '');
  if (capacity === null || capacity < 1) return problemOf(row, mapping, 'no-capacity');
  return { series, at, inside, capacity };
}

function problemOf({ line, cells }: FileRow, mapping: Mapping, reason: RowReason): RowProblem {
  const column = columnOf(reason, mapping);
  const value = (cells[column] ?? '').slice(0, 80);
  return { line, column, value, reason, sentence: importWords.problem(reason, value) };
}

function columnOf(reason: RowReason, mapping: Mapping): number {
  switch (reason) {
    case 'no-time':
    case 'repeated':
    case 'to-come':
    case 'unreadable':
      return mapping.time;
    case 'no-capacity':
      return mapping.capacity ?? mapping.occupancy;
    case 'series-unknown':
      return mapping.series ?? mapping.occupancy;
    default:
      return mapping.occupancy;
  }
}
