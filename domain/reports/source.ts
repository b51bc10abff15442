import type { LotFile } from '../facility/lot-file.ts';
import type { Instant } from '../kernel/instant.ts';
import type { RecordedEvent } from '../lot/event.ts';
import type { StatedReceipt } from '../statement/reconcile-statement.ts';
import type { StatementImport } from '../statement/statement-book.ts';
import type { DeferralSums } from '../stats/deferral.ts';
import type { FactRow } from '../stats/fact.ts';
import type { Measure } from '../stats/measures.ts';
import type { OccupancyRow } from '../stats/occupancy.ts';
import type { LedgerRows } from '../views/ledger.ts';
import type { ShiftRecord } from '../views/shift-report.ts';
import type { ShopFigures } from '../views/shop-figures.ts';
import type { KeyFigure, ReportSection } from './document.ts';
import type { ReportPeriod } from './period.ts';

export interface Span {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** An event behind a figure, with the dimensions it was counted by. */
export interface ListedEvent {
  readonly dims: readonly string[];
  readonly amount: number;
  readonly recorded: RecordedEvent;
}

export type Grain = 'hour' | 'day' | 'all';

/** What reports are made from: the read models of one lot, which are at one state while one is made. */
export interface ReportSource {
  /** What is installed, as it is now. */
  readonly lot: LotFile;
  /** Sums by dimension and bucket, in order of time. Buckets begin by the lot's clock. */
  facts(measure: Measure, span: Span, grain: Grain): Promise<readonly FactRow[]>;
  /** Of all series, or of some; the running hour reaches up to now. */
  occupancy(
    span: Span,
    grain: 'hour' | 'day',
    series?: readonly string[],
  ): Promise<readonly OccupancyRow[]>;
  /** Events behind a measure, newest first; `dims` have to match by name. */
  listed(
    measure: Measure,
    span: Span,
    limit: number,
    dims?: Readonly<Record<string, string>>,
  ): Promise<readonly ListedEvent[]>;
  /** What was paid ahead: deferred against earned, up to now. */
  deferrals(span: Span): Promise<readonly DeferralSums[]>;
  ledger(span: Span): Promise<LedgerRows>;
  /** Shifts that were open at any moment of it. */
  shifts(span: Span): Promise<readonly ShiftRecord[]>;
  /** All receipts of payments that a terminal or provider had a part in and that have one in the time. */
  providerReceipts(span: Span): Promise<readonly ProviderReceipt[]>;
  shopFigures(span: Span): Promise<readonly ShopFigures[]>;
  /** Stays that were inside at any moment of it, by their entry, a page at a time. */
  stays(span: Span, page: PageAsked): Promise<ListPage<PastStay>>;
  /** All of them together. */
  staySums(span: Span): Promise<StaySums>;
  /** Stays that are still inside and began before, oldest first. */
  openStays(beforeAt: Instant, limit: number): Promise<readonly OpenStay[]>;
  /** What people did, newest first, each with the event before it of the same subject. */
  audit(query: AuditQuery): Promise<readonly AuditedEvent[]>;
  /** How often by whom and of what type, whatever the query's limit. */
  auditSums(query: AuditQuery): Promise<readonly AuditSum[]>;
  /** Slots that a stay of any moment of it had; those that none had are missing. */
  slotUse(span: Span): Promise<readonly SlotUse[]>;
  /** Tenant groups that slots are reserved for now. Their series of occupancy is `group:` and the id. */
  groupShares(): Promise<readonly GroupShare[]>;
}

/** Where a page of a list ended: what it is ordered by, and the event that made the last row. */
export interface ListMark {
  readonly at: Instant;
  readonly seq: number;
}

export interface PageAsked {
  /** Null for the first page. */
  readonly after: ListMark | null;
  readonly limit: number;
}

export interface ListPage<T> {
  readonly rows: readonly T[];
  /** Null on the last page. */
  readonly next: ListMark | null;
}

export interface StaySums {
  readonly stays: number;
  readonly paidMinor: number;
}

export interface AuditSum {
  readonly actor: string;
  readonly type: string;
  readonly count: number;
}

/** A receipt with whoever captured it or gave it back. */
export interface ProviderReceipt extends StatedReceipt {
  /** A provider's name or a terminal's device id; empty where nobody is named. */
  readonly party: string;
  readonly method: string;
}

export interface PastStay {
  readonly id: string;
  readonly ticketNumber: string;
  readonly plateRef: string | null;
  readonly vehicleClass: string;
  readonly slotId: string | null;
  readonly entryLaneId: string;
  readonly exitLaneId: string | null;
  readonly entryAt: Instant;
  readonly exitAt: Instant | null;
  readonly paidMinor: number;
}

export interface OpenStay {
  readonly id: string;
  readonly ticketNumber: string;
  readonly plateRef: string | null;
  readonly vehicleClass: string;
  readonly slotId: string | null;
  readonly entryAt: Instant;
  readonly dueMinor: number;
}

export interface SlotUse {
  readonly slotId: string;
  readonly stays: number;
  /** When the last of them ended, or the end of the time. */
  readonly lastAt: Instant;
}

export interface GroupShare {
  readonly id: string;
  readonly name: string;
  readonly reserved: number;
}

export interface AuditedEvent {
  readonly recorded: RecordedEvent;
  readonly earlier: RecordedEvent | null;
}

export interface AuditQuery extends Span {
  readonly limit: number;
  /** Only events before this one, for the next page. */
  readonly beforeSeq?: number;
  readonly actor?: string;
  readonly slotId?: string;
  readonly sessionIds?: readonly string[];
  readonly types?: readonly string[];
}

/** What a report is asked for. */
export interface ReportScope {
  readonly period: ReportPeriod;
  /** Hours after it are to come and have no figures. */
  readonly nowAt: Instant;
  /** The time that key figures are compared with. */
  readonly compareWith: ReportPeriod | null;
  /** Stays older than this are named. */
  readonly olderThanDays: number;
  /** What shops are called, by their ids. */
  readonly shopNames: Readonly<Record<string, string>>;
  /** Rows of a long list that stand in the report itself; 0 where they follow page by page. */
  readonly listedMost: number;
  /** Statements of payment providers that are imported now: of no other one the lines count. */
  readonly statements?: readonly StatementImport[];
  /** Who, which slot, which stays: for the audit alone. */
  readonly search: Omit<AuditQuery, 'fromAt' | 'toAt' | 'limit'>;
}

/** Tells how far it is, 0 to 1, and throws when nobody waits any more. */
export type ReportProgress = (share: number) => void;

/** The sections and figures of one lot's report; the frame around them is made in `make-report.ts`. */
export interface ReportBody {
  readonly figures: readonly KeyFigure[];
  readonly sections: readonly ReportSection[];
  readonly notes: readonly string[];
}

export type ReportBuilder = (
  source: ReportSource,
  scope: ReportScope,
  progress: ReportProgress,
) => Promise<ReportBody>;
