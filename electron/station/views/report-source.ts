import type { LotFile } from '#domain/facility/lot-file.ts';
import type { ForecastSource } from '#domain/forecast/lot-forecast.ts';
import type { ImportedReading } from '#domain/history/read-rows.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type {
  AuditedEvent,
  AuditQuery,
  AuditSum,
  Grain,
  GroupShare,
  ListedEvent,
  ListPage,
  OpenStay,
  PageAsked,
  PastStay,
  ProviderReceipt,
  ReportSource,
  SlotUse,
  Span,
  StaySums,
} from '#domain/reports/source.ts';
import type { DeferralSums } from '#domain/stats/deferral.ts';
import type { FactRow } from '#domain/stats/fact.ts';
import type { Measure } from '#domain/stats/measures.ts';
import type { OccupancyRow } from '#domain/stats/occupancy.ts';
import { subjectOf } from '#domain/stats/subject.ts';
import type { LedgerRows } from '#domain/views/ledger.ts';
import type { ShiftRecord } from '#domain/views/shift-report.ts';
import type { ShopFigures } from '#domain/views/shop-figures.ts';
import type { Database } from '../journal/sqlite.ts';
import { DeferralReader } from './deferral-reader.ts';
import { HistoryReader } from './history-reader.ts';
import type { JournalSource } from './journal-source.ts';
import { providerReceipts } from './provider-receipts.ts';
import { StatsReader } from './stats-reader.ts';
import { StayPages } from './stay-pages.ts';
import { ViewsReader } from './views-reader.ts';

/**
 * What reports are made from: one connection that sees the rows as they stood when it first read, however
 * far the journal has come since. `turn` lets other questions have theirs, and ends what nobody awaits.
 */
export class RowsSource implements ReportSource, ForecastSource {
  readonly lot: LotFile;
  readonly #stats: StatsReader;
  readonly #deferrals: DeferralReader;
  readonly #views: ViewsReader;
  readonly #history: HistoryReader;
  readonly #stays: StayPages;
  readonly #database: Database;
  readonly #journal: JournalSource;
  readonly #nowAt: Instant;
  readonly #turn: () => Promise<void>;

  /** @throws Error for a lot whose file is not in the rows yet */
  constructor(parts: {
    readonly database: Database;
    readonly journal: JournalSource;
    readonly nowAt: Instant;
    readonly turn: () => Promise<void>;
  }) {
    this.#stats = new StatsReader(parts.database);
    this.#deferrals = new DeferralReader(parts.database);
    this.#history = new HistoryReader(parts.database);
    this.#stays = new StayPages(parts.database);
    this.#views = new ViewsReader(parts.database);
    this.#database = parts.database;
    this.#journal = parts.journal;
    this.#nowAt = parts.nowAt;
    this.#turn = parts.turn;
    const lot = this.#stats.lot();
    if (lot === null) throw new Error('The lot has no figures yet. Try again in a moment.');
    this.lot = lot;
  }

  async facts(measure: Measure, span: Span, grain: Grain): Promise<readonly FactRow[]> {
    await this.#turn();
    return this.#stats.facts(measure, span, grain, this.lot.timeZone);
  }

  async occupancy(
    span: Span,
    grain: 'hour' | 'day',
    series?: readonly string[],
  ): Promise<readonly OccupancyRow[]> {
    await this.#turn();
    return this.#stats.occupancy(span, grain, this.lot.timeZone, this.#nowAt, series);
  }

  async imported(lengthMs: number): Promise<readonly ImportedReading[]> {
    await this.#turn();
    return this.#history.latest(lengthMs);
  }

  async listed(
    measure: Measure,
    span: Span,
    limit: number,
    dims?: Readonly<Record<string, string>>,
  ): Promise<readonly ListedEvent[]> {
    await this.#turn();
    const rows = this.#stats.listed(measure, span, limit, dims);
    return rows.flatMap(({ seq, dims: values, amount }) => {
      const recorded = this.#read(seq);
      return recorded === null ? [] : [{ dims: values, amount, recorded }];
    });
  }

  async deferrals({ fromAt, toAt }: Span): Promise<readonly DeferralSums[]> {
    await this.#turn();
    return this.#deferrals.sums(fromAt, toAt, Math.max(fromAt, Math.min(toAt, this.#nowAt + 1)));
  }

  async ledger({ fromAt, toAt }: Span): Promise<LedgerRows> {
    await this.#turn();
    return this.#views.ledger(fromAt, toAt);
  }

  async shifts({ fromAt, toAt }: Span): Promise<readonly ShiftRecord[]> {
    await this.#turn();
    return this.#views.shifts.between(fromAt, toAt);
  }

  async providerReceipts(span: Span): Promise<readonly ProviderReceipt[]> {
    return providerReceipts(this.#database, this.#journal, span, this.#turn);
  }

  async shopFigures({ fromAt, toAt }: Span): Promise<readonly ShopFigures[]> {
    await this.#turn();
    return this.#views.shopFigures(fromAt, toAt);
  }

  async stays(span: Span, page: PageAsked): Promise<ListPage<PastStay>> {
    await this.#turn();
    return this.#stays.page(span, page);
  }

  async staySums(span: Span): Promise<StaySums> {
    await this.#turn();
    return this.#stays.sums(span);
  }

  async openStays(beforeAt: Instant, limit: number): Promise<readonly OpenStay[]> {
    await this.#turn();
    return this.#views.openStays(beforeAt, limit);
  }

  async audit(query: AuditQuery): Promise<readonly AuditedEvent[]> {
    await this.#turn();
    return this.#stats.audit(query).flatMap((seq) => {
      const recorded = this.#read(seq);
      if (recorded === null) return [];
      const subject = subjectOf(recorded.event);
      const before = subject === null ? null : this.#stats.earlier(subject, seq);
      return [{ recorded, earlier: before === null ? null : this.#read(before) }];
    });
  }

  async auditSums(query: AuditQuery): Promise<readonly AuditSum[]> {
    await this.#turn();
    return this.#stats.auditSums(query);
  }

  async slotUse(span: Span): Promise<readonly SlotUse[]> {
    await this.#turn();
    return this.#stats.slotUse(span);
  }

  async groupShares(): Promise<readonly GroupShare[]> {
    await this.#turn();
    return this.#stats.groupShares();
  }

  #read(seq: number): RecordedEvent | null {
    return this.#journal.readEach([seq])[0] ?? null;
  }
}
