import type { LaneTakings } from '#domain/contract/shifts.ts';
import type { SESSION_STATES } from '#domain/contract/traffic.ts';
import type { DashboardScope } from '#domain/dashboard/dashboard.ts';
import type { VehicleClass } from '#domain/facility/kinds.ts';
import type { ForecastHours } from '#domain/forecast/forecast.ts';
import type { LaneId, PictureId, PlateRef, SessionId, SlotId } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { Minor } from '#domain/kernel/money.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type { Drill } from '#domain/reports/document.ts';
import type { ReportId } from '#domain/reports/reports.ts';
import type { ListMark, ReportScope } from '#domain/reports/source.ts';

/** A session as the read model keeps it; the plate is still a reference. */
export interface SessionRecord {
  readonly id: SessionId;
  readonly ticketNumber: string;
  readonly state: (typeof SESSION_STATES)[number];
  readonly plateRef: PlateRef | null;
  readonly vehicleClass: VehicleClass;
  readonly slotId: SlotId | null;
  readonly entryLaneId: string;
  readonly exitLaneId: string | null;
  readonly entryAt: Instant;
  readonly exitAt: Instant | null;
  readonly paidMinor: Minor;
}

/** What a vehicle looked like on its way in or out. */
export interface SessionPicture {
  readonly pictureId: PictureId;
  readonly side: 'entry' | 'exit';
  readonly laneId: LaneId;
  readonly at: Instant;
}

export interface SessionQuery {
  readonly state: (typeof SESSION_STATES)[number] | 'all';
  /** Any of these, where given. */
  readonly plateRefs?: readonly PlateRef[];
  /** The beginning of a ticket number, normalised. */
  readonly ticketPrefix?: string;
  readonly vehicleClass?: VehicleClass;
  /** Entered in `[fromAt, toAt)`; then the longest stays come first. */
  readonly entered?: { readonly fromAt: Instant; readonly toAt: Instant };
  readonly limit: number;
  readonly offset: number;
}

export interface ShiftQuery {
  readonly state: 'open' | 'closed' | 'all';
  /** Only of this clerk. */
  readonly by?: string;
  /** Part of a clerk's name. */
  readonly search?: string;
  readonly limit: number;
}

/** Changes of the dynamic price of `[fromAt, toAt)`. */
export interface PriceQuery {
  readonly fromAt?: Instant;
  readonly toAt?: Instant;
  readonly limit: number;
}

/** What went through no till in one lane by one way of paying; null for no lane. */
export type LaneTotal = LaneTakings['lanes'][number];

/** A report to be made. */
export interface ReportTask {
  readonly report: ReportId;
  readonly scope: ReportScope;
  readonly madeBy: string;
}

/** More of a report's long list: what follows the mark. */
export interface ReportRowsTask {
  readonly report: ReportId;
  readonly scope: ReportScope;
  readonly after: ListMark | null;
}

/** A dashboard to be made. */
export interface DashboardTask {
  readonly scope: DashboardScope;
}

/** A forecast as of an instant. */
export interface ForecastTask {
  readonly nowAt: Instant;
  readonly hours: ForecastHours;
}

/** What is behind a figure, a page of it. `after` is the `next` of the page before. */
export interface DrillTask {
  readonly drill: Drill;
  readonly after: number | null;
  readonly limit: number;
}

/** Rows behind a figure, newest first, of the kind that the drill asks for. */
export interface DrillPage {
  readonly sessions: readonly SessionRecord[];
  readonly payments: readonly DrillPayment[];
  readonly events: readonly RecordedEvent[];
  readonly next: number | null;
}

export interface DrillPayment {
  readonly receiptNumber: number;
  readonly paymentId: string;
  readonly kind: 'payment' | 'refund' | 'reversal';
  readonly purpose: string;
  readonly at: number;
  readonly by: string;
  readonly method: string;
  readonly amountMinor: number;
  readonly laneId: string | null;
  readonly shiftId: string | null;
  readonly sessionId: string | null;
}
