import type { AdviceScope } from '#domain/advice/advice.ts';
import type { Report } from '#domain/contract/operations.ts';
import type { Dashboard } from '#domain/dashboard/dashboard.ts';
import type { LotForecast } from '#domain/forecast/lot-forecast.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type { ReportDocument } from '#domain/reports/document.ts';
import type { Row } from '#domain/reports/list-pages.ts';
import type { ListPage } from '#domain/reports/source.ts';
import type { LedgerRows } from '#domain/views/ledger.ts';
import type { ShiftFacts, ShiftRecord } from '#domain/views/shift-report.ts';
import type { ShopFigures } from '#domain/views/shop-figures.ts';
import type { WhatIf, WhatIfTask } from '#domain/views/what-if.ts';
import type { MadeAdvice } from './advice-cache.ts';
import type {
  DashboardTask,
  DrillPage,
  DrillTask,
  ForecastTask,
  LaneTotal,
  PriceQuery,
  ReportRowsTask,
  ReportTask,
  SessionPicture,
  SessionQuery,
  SessionRecord,
  ShiftQuery,
} from './queries.ts';

/** What the views' thread is started with. */
export interface ViewsTask {
  readonly journalPath: string;
  readonly viewsPath: string;
}

/** The questions that the thread answers. */
export interface Questions {
  readonly sessions: (query: SessionQuery) => readonly SessionRecord[];
  readonly session: (id: string) => SessionRecord | null;
  /** In the order of its way. */
  readonly sessionPictures: (session: SessionRecord) => readonly SessionPicture[];
  readonly sessionsOf: (ids: readonly string[]) => readonly SessionRecord[];
  readonly sessionsBetween: (fromAt: number, toAt: number) => readonly SessionRecord[];
  readonly slotHistory: (slotId: string, limit: number) => readonly RecordedEvent[];
  /** The event that a receipt was given for. */
  readonly receiptEvent: (receiptNumber: number) => RecordedEvent | null;
  readonly shifts: (query: ShiftQuery) => readonly ShiftRecord[];
  /** All that the report of a shift is made of; null for an unknown one. */
  readonly shift: (id: string) => ShiftFacts | null;
  readonly laneTakings: (fromAt: number, toAt: number) => readonly LaneTotal[];
  readonly dayReport: (day: string, nowAt: number) => Report;
  readonly ledger: (fromAt: number, toAt: number) => LedgerRows;
  readonly shopFigures: (fromAt: number, toAt: number) => readonly ShopFigures[];
  /** Published and withdrawn tariffs, oldest first. */
  readonly tariffHistory: () => readonly RecordedEvent[];
  /** Changes of the dynamic price, newest first. */
  readonly priceHistory: (query: PriceQuery) => readonly RecordedEvent[];
  readonly whatIf: (task: WhatIfTask) => WhatIf;
  readonly report: (task: ReportTask) => ReportDocument;
  readonly reportRows: (task: ReportRowsTask) => ListPage<Row>;
  readonly dashboard: (task: DashboardTask) => Dashboard;
  readonly drill: (task: DrillTask) => DrillPage;
  readonly advice: (scope: AdviceScope) => MadeAdvice;
  readonly forecast: (task: ForecastTask) => LotForecast;
  readonly rebuild: () => null;
}
export type QuestionName = keyof Questions;

export interface Question {
  readonly kind: 'question';
  readonly id: number;
  readonly name: QuestionName;
  readonly args: readonly unknown[];
}
export type ToViews =
  | { readonly kind: 'wake' }
  | { readonly kind: 'close' }
  /** Nobody waits for the answer to a question any more. */
  | { readonly kind: 'cancel'; readonly id: number }
  | Question;

export type FromViews =
  /** Everything up to `lastSeq` is in the rows. `idle`: nothing more was durable at that moment. */
  | { readonly kind: 'applied'; readonly lastSeq: number; readonly idle: boolean }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | { readonly kind: 'progress'; readonly id: number; readonly share: number }
  /** The rows could not be brought up to date; the next wake tries again. */
  | { readonly kind: 'stuck'; readonly message: string };
