import type { Report } from '../contract/operations.ts';
import type { VehicleClass } from '../facility/kinds.ts';
import { type Instant, MINUTE_MS } from '../kernel/instant.ts';
import { type Currency, type Minor, minorToDecimal } from '../kernel/money.ts';
import { zonedIso } from '../kernel/zoned.ts';

/** A session as its line in the file shows it. */
export interface SessionLine {
  readonly ticketNumber: string;
  /** Null without a plate, or where the reader may not see it. */
  readonly plate: string | null;
  readonly hasPlate: boolean;
  readonly state: string;
  readonly vehicleClass: VehicleClass;
  readonly slotLabel: string | null;
  readonly entryLaneId: string;
  readonly exitLaneId: string | null;
  readonly entryAt: Instant;
  readonly exitAt: Instant | null;
  readonly paidMinor: Minor;
}

export interface CsvOptions {
  /** Starts with a byte order mark, which Excel needs to read UTF-8. */
  readonly bom?: boolean;
}

/** Where and in what money the figures arose. */
export interface CsvPlace {
  readonly timeZone: string;
  readonly currency: Currency;
}

/** What stands for a plate that the reader may not see. */
const MASKED = '***';
const BOM = '\uFEFF';
/** A spreadsheet runs what starts like this; a leading apostrophe makes it text. Source: OWASP. */
const FORMULA_START = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** What stands in one place of a row. Numbers are written as they are. */
export type Cell = { readonly text: string } | { readonly number: string };

/** One row a session: what the barrier saw, what was paid. Times carry the lot's offset. */
export function sessionsCsv(
  sessions: readonly SessionLine[],
  { timeZone, currency }: CsvPlace,
  options: CsvOptions = {},
): string {
  const header =
    'ticket,plate,vehicle_class,slot,state,entry_lane,exit_lane,entry,exit,stay_minutes,paid,currency';
  const rows = sessions.map((session): readonly Cell[] => [
    text(session.ticketNumber),
    text(session.plate ?? (session.hasPlate ? MASKED : '')),
    text(session.vehicleClass),
    text(session.slotLabel ?? ''),
    text(session.state),
    text(session.entryLaneId),
    text(session.exitLaneId ?? ''),
    text(zonedIso(session.entryAt, timeZone)),
    text(session.exitAt === null ? '' : zonedIso(session.exitAt, timeZone)),
    number(session.exitAt === null ? '' : stayMinutes(session.entryAt, session.exitAt)),
    number(minorToDecimal(session.paidMinor, currency)),
    text(currency),
  ]);
  return toCsv(header, rows, options);
}

/** One row an hour of the day. */
export function summaryCsv(report: Report, options: CsvOptions = {}): string {
  const { currency, timeZone } = report;
  const rows = report.hours.map((hour): readonly Cell[] => [
    text(zonedIso(hour.startAt, timeZone)),
    number(String(hour.entries)),
    number(String(hour.exits)),
    number(String(hour.inside)),
    number(minorToDecimal(hour.takingsMinor, currency)),
    text(currency),
  ]);
  return toCsv('hour,entries,exits,inside,takings,currency', rows, options);
}

/** RFC 4180: commas, CRLF, quotes where needed. Text that a spreadsheet would run is made harmless. */
export function toCsv(
  header: string,
  rows: readonly (readonly Cell[])[],
  options: CsvOptions,
): string {
  const lines = [header, ...rows.map((cells) => cells.map(cellText).join(','))];
  return `${options.bom === true ? BOM : ''}${lines.join('\r\n')}\r\n`;
}

function cellText(cell: Cell): string {
  if ('number' in cell) return cell.number;
  const safe = FORMULA_START.test(cell.text) ? `'${cell.text}` : cell.text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function text(value: string): Cell {
  return { text: value };
}

export function number(value: string): Cell {
  return { number: value };
}

function stayMinutes(entryAt: Instant, exitAt: Instant): string {
  return String(Math.floor((exitAt - entryAt) / MINUTE_MS));
}
