import type { Instant } from '../kernel/instant.ts';
import type { Currency } from '../kernel/money.ts';
import type { Measure } from '../stats/measures.ts';
import type { ReportPeriod } from './period.ts';
import type { ReportId } from './reports.ts';

/**
 * A report before any way of showing it is chosen: screen, print, CSV, XLSX and PDF are all written
 * from this, so that they say the same. Money is minor units, instants epoch milliseconds, shares 0 to 1,
 * durations milliseconds, energy watt-hours; who shows them formats them for the lot's locale and zone.
 */
export interface ReportDocument {
  readonly report: ReportId;
  readonly title: string;
  readonly period: ReportPeriod;
  readonly lots: readonly ReportLot[];
  readonly madeAt: Instant;
  readonly madeBy: string;
  /** The handful of figures that a reader looks for first. */
  readonly figures: readonly KeyFigure[];
  readonly sections: readonly ReportSection[];
  /** What the reader has to know, such as "The day is not over yet." */
  readonly notes: readonly string[];
}

export interface ReportLot {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: Currency;
  readonly locale: string;
  /** Stands at the head of its papers. */
  readonly logoSvg?: string;
}

/** How a value is written. `plate`: a reference that the station turns into a plate, masked or not. */
export type ValueKind =
  | 'text'
  | 'count'
  | 'decimal'
  | 'share'
  | 'money'
  | 'instant'
  | 'day'
  | 'duration'
  | 'energy'
  | 'plate';

export type Cell = string | number | null;

export interface KeyFigure {
  readonly id: string;
  readonly label: string;
  readonly kind: ValueKind;
  readonly value: Cell;
  /** The same figure of the time that it is compared with, where one was asked for. */
  readonly before?: Cell;
  readonly drill?: Drill;
}

export interface ReportColumn {
  readonly id: string;
  readonly label: string;
  readonly kind: ValueKind;
}

export interface ReportSection {
  readonly id: string;
  readonly title: string;
  /** A sentence under the title: what is counted, or why it is empty. */
  readonly note?: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** One cell a column, null where a sum means nothing; null for a table without totals. */
  readonly totals: readonly Cell[] | null;
  readonly chart?: SectionChart;
  /** What is behind each row, in the order of the rows. */
  readonly drills?: readonly (Drill | null)[];
  /** The lot of each row, where there are several. */
  readonly lotIds?: readonly string[];
}

/** How the section's own columns are drawn. Whoever draws it gives the table beside it. */
export type SectionChart =
  | {
      readonly kind: 'bars' | 'stacked' | 'lines';
      /** Column of the axis. */
      readonly along: string;
      readonly series: readonly string[];
      /** A line across, such as the capacity. */
      readonly limit?: { readonly label: string; readonly value: number };
    }
  /** Cells by two columns, shaded by a third: weekday by hour. */
  | {
      readonly kind: 'heat';
      readonly across: string;
      readonly down: string;
      readonly value: string;
      /** What full shade stands for. */
      readonly most: number;
    };

/** Where a figure leads: the sessions, payments or events that it was counted from. */
export type Drill =
  | {
      readonly list: 'sessions';
      readonly fromAt: Instant;
      readonly toAt: Instant;
      /** Which end of the stay falls into the time; `inside`: at any moment of it. */
      readonly by: 'entry' | 'exit' | 'inside';
      readonly laneId?: string;
      readonly vehicleClass?: string;
      readonly credential?: string;
      readonly levelId?: string;
      readonly zoneId?: string;
      readonly kind?: string;
      readonly leastMinutes?: number;
      readonly mostMinutes?: number;
      /** Only those that are still inside and came in before. */
      readonly openSinceAt?: Instant;
    }
  | {
      readonly list: 'payments';
      readonly fromAt: Instant;
      readonly toAt: Instant;
      readonly kind?: string;
      readonly method?: string;
      /** Empty text: at no lane, that is at the desk. */
      readonly laneId?: string;
      readonly by?: string;
      readonly shiftId?: string;
      readonly purpose?: string;
      readonly vehicleClass?: string;
      /** Of stays in a zone; empty text: for no slot, such as a pass. */
      readonly zoneId?: string;
      /** Of stays in slots of a kind. */
      readonly slotKind?: string;
    }
  | {
      readonly list: 'events';
      readonly fromAt: Instant;
      readonly toAt: Instant;
      readonly measure: Measure;
      /** Dimensions that have to match, by name. */
      readonly dims: Readonly<Record<string, string>>;
    };
