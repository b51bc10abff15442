import type { AdviceScope } from '#domain/advice/advice.ts';
import type { Report } from '#domain/contract/operations.ts';
import type { Dashboard } from '#domain/dashboard/dashboard.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { LotFileProblem } from '#domain/facility/lot-file-problem.ts';
import type { LotForecast } from '#domain/forecast/lot-forecast.ts';
import type {
  CommandId,
  PlateRef,
  SessionId,
  ShiftId,
  SlotId,
  VaultRef,
} from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { Actor } from '#domain/lot/actor.ts';
import type { CommandBody } from '#domain/lot/command.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type { LotState } from '#domain/lot/state.ts';
import type { Refusal } from '#domain/lot/words.ts';
import type { ReportDocument } from '#domain/reports/document.ts';
import type { Row } from '#domain/reports/list-pages.ts';
import type { ListPage } from '#domain/reports/source.ts';
import type { CredentialKind, TicketClaim } from '#domain/ticket/claim.ts';
import type { LedgerRows } from '#domain/views/ledger.ts';
import type { LiveMessage } from '#domain/views/live.ts';
import type { ShiftFacts, ShiftRecord } from '#domain/views/shift-report.ts';
import type { ShopFigures } from '#domain/views/shop-figures.ts';
import type { WhatIf, WhatIfTask } from '#domain/views/what-if.ts';
import type { FieldHealth } from '../drivers/field-health.ts';
import type { FieldTraffic } from '../drivers/field-traffic.ts';
import type { PictureStore } from '../pictures/picture-store.ts';
import type { Journal } from '../ports/journal.ts';
import type { MadeAdvice } from '../views/advice-cache.ts';
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
} from '../views/queries.ts';

/** Personal data beside plates: equal texts of one kind have equal references. */
export type PersonalKind = 'name' | 'contact' | 'card';

/** What a command came to, given only after its events are durable. */
export type Outcome =
  | { readonly ok: true; readonly events: readonly RecordedEvent[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** What became of a command, as the metrics count it. */
export type CommandOutcome = 'done' | 'refused' | 'busy' | 'halted';

/** The inbox is full: nothing was taken, the caller may try again. */
export class StationBusy extends Error {
  override readonly name = 'StationBusy';
}

/** The disk refused; the station takes no commands until it has recovered. */
export class StationHalted extends Error {
  override readonly name = 'StationHalted';
}

/** A question that takes long: it tells how far it is, 0 to 1, and ends when nobody waits. */
export interface LongQuestion {
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Read models of one lot, filled from its journal by a worker, never on the hot path. */
export interface LotViews {
  /** Newest entries first. */
  sessions(query: SessionQuery): Promise<readonly SessionRecord[]>;
  session(id: SessionId): Promise<SessionRecord | null>;
  /** What a vehicle looked like on its way in and out, as far as cameras sent it. */
  sessionPictures(session: SessionRecord): Promise<readonly SessionPicture[]>;
  /** Those of these that are known, in any order. */
  sessionsOf(ids: readonly SessionId[]): Promise<readonly SessionRecord[]>;
  /** Sessions that were inside at any time of `[fromAt, toAt)`, by entry. */
  sessionsBetween(fromAt: Instant, toAt: Instant): Promise<readonly SessionRecord[]>;
  /** Events about a slot, newest first. */
  slotHistory(slotId: SlotId, limit: number): Promise<readonly RecordedEvent[]>;
  /** The event that a receipt was given for: captured, reversed or refunded. */
  receiptEvent(receiptNumber: number): Promise<RecordedEvent | null>;
  /** Newest first. */
  shifts(query: ShiftQuery): Promise<readonly ShiftRecord[]>;
  /** All that the report of a shift is made of. */
  shift(id: ShiftId): Promise<ShiftFacts | null>;
  /** What was taken in `[fromAt, toAt)` without a shift. */
  laneTakings(fromAt: Instant, toAt: Instant): Promise<readonly LaneTotal[]>;
  /** Tickets that were open at any time of `[fromAt, toAt)`, and what made them differ. */
  ledger(fromAt: Instant, toAt: Instant): Promise<LedgerRows>;
  /** What each shop gave in `[fromAt, toAt)`. */
  shopFigures(fromAt: Instant, toAt: Instant): Promise<readonly ShopFigures[]>;
  /** One calendar day of the lot by hours. `nowAt` bounds a day that is still running. */
  dayReport(day: string, nowAt: Instant): Promise<Report>;
  /** Published and withdrawn tariffs, oldest first. */
  tariffHistory(): Promise<readonly RecordedEvent[]>;
  /** Changes of the dynamic price, newest first. */
  priceHistory(query: PriceQuery): Promise<readonly RecordedEvent[]>;
  /**
   * Charges the stays of a time by another tariff. Progress goes from 0 to 1. Rejects with StationBusy
   * while another one runs, and when the signal ends it.
   */
  whatIf(
    task: WhatIfTask,
    options: { readonly progress?: (share: number) => void; readonly signal?: AbortSignal },
  ): Promise<WhatIf>;
  /** Makes a report of this lot. Rejects with StationBusy when the signal ends it. */
  report(task: ReportTask, options: LongQuestion): Promise<ReportDocument>;
  /** A page of the long list of a report, such as all stays of a month. */
  reportRows(task: ReportRowsTask): Promise<ListPage<Row>>;
  /** Makes the dashboard of this lot. */
  dashboard(task: DashboardTask): Promise<Dashboard>;
  /** What a figure of a report was counted from. */
  drill(task: DrillTask): Promise<DrillPage>;
  /** What stands out in whole days before today; made once an hour. */
  advice(scope: AdviceScope, options: LongQuestion): Promise<MadeAdvice>;
  /** What is expected in the coming hours, of the lot and of each level, zone and kind. */
  forecast(task: ForecastTask): Promise<LotForecast>;
  /** Resolves once everything up to `seq` is applied. */
  caughtUp(seq: number): Promise<void>;
  rebuild(progress: (share: number) => void): Promise<void>;
  close(): Promise<void>;
}

/** An id that stood for a command comes with another one. Nothing was done. */
export class CommandIdReused extends Error {
  override readonly name = 'CommandIdReused';
}

/** Devices that cannot be; nothing was changed. Paths begin with `devices[`. */
export class DevicesRefused extends Error {
  override readonly name = 'DevicesRefused';
  readonly problems: readonly LotFileProblem[];

  constructor(problems: readonly LotFileProblem[]) {
    super(`${problems[0]?.path}: ${problems[0]?.message}`);
    this.problems = problems;
  }
}

/** Who sends a command. */
export interface SentBy {
  readonly actor: Actor;
  /** Makes it repeatable. */
  readonly commandId?: CommandId;
  /** What the sender asked for: one id stands for one of these. Compared where both are known. */
  readonly fingerprint?: string;
}

/** One lot as the API and the drivers see it. */
export interface LotService {
  readonly lotId: string;
  /** Read it, never change it: only `evolve` does. */
  readonly state: LotState;
  readonly simulated: boolean;
  /** Why no commands are taken, or null. */
  readonly halted: string | null;
  /**
   * Decides a command and resolves when its events are durable. The same `commandId` again resolves
   * to the same outcome. Rejects with StationBusy, StationHalted or CommandIdReused.
   */
  submit(body: CommandBody, by: SentBy): Promise<Outcome>;
  /** The reference of a plate (normalised first), noting it for the vault; null for what is no plate. */
  refOf(plate: string): PlateRef | null;
  /** The reference of other personal data, noting it for the vault; null for an empty text. */
  refOfText(kind: PersonalKind, text: string): VaultRef | null;
  /** The plate, name or number in clear, or null when erased or unknown. */
  reveal(ref: VaultRef | null): string | null;
  /** References of vehicles inside whose plate contains `part` (normalised). */
  searchPlates(part: string): readonly PlateRef[];
  /** Random digits for codes that nobody can guess: 32 hexadecimal ones each. */
  nonces(count: number): readonly string[];
  /** Checks a token's signature, or reads a typed ticket number. */
  claimOf(text: string): TicketClaim;
  /** The signed token of a session's ticket (or of another credential), as printed in the QR code. */
  tokenOf(ticketNumber: string, issuedAt: Instant, kind?: CredentialKind): string;
  /** A snapshot, then deltas, until the consumer stops. Plates only where `seesPlates`. */
  watch(viewer: {
    readonly seesPlates: boolean;
    readonly signal?: AbortSignal;
  }): AsyncIterable<LiveMessage>;
  /** Calls back with events once they are durable, and with null when the state was read anew. */
  follow(listener: (events: readonly RecordedEvent[] | null) => void): () => void;
  readonly views: LotViews;
  readonly journal: Journal;
  readonly pictures: Pick<PictureStore, 'read'>;
  /** How its devices are, beside what the lot itself knows of them. */
  readonly health: Pick<FieldHealth, 'device' | 'recent' | 'sensors'>;
  /** What passes between it and its devices, while somebody watches. */
  readonly traffic: Pick<FieldTraffic, 'watch'>;
}

/** All lots of this station. */
export interface LotHost {
  readonly lots: ReadonlyMap<string, LotService>;
  /** Opens a lot file that `parseLotFile` accepted: creates the lot or changes the one of its id. */
  open(lot: LotFile, actor: Actor): Promise<LotService>;
  /** Opens the demo lot and starts its simulated field. */
  openDemo(): Promise<LotService>;
  /**
   * Gives a lot other devices, made from those that it has now: one change after the other, while it runs.
   * Rejects with DevicesRefused, or with what the lot says of devices that are in use.
   */
  changeDevices(
    lotId: string,
    change: (devices: LotFile['devices']) => readonly unknown[],
    actor: Actor,
  ): Promise<LotFile>;
  /**
   * Shows a text on a sign for some seconds, then again what its lane wants. Rejects with a sentence when
   * the sign did not take it.
   */
  tryOut(lotId: string, deviceId: string, lines: readonly string[]): Promise<void>;
  setSimulatorSpeed(lotId: string, speed: number): Promise<number>;
  /** Sets a contact of a simulated lot, or presses it where it is a button. */
  playContact(lotId: string, deviceId: string, on: boolean): Promise<void>;
}
