import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AdviceScope } from '#domain/advice/advice.ts';
import { makeAdvice } from '#domain/advice/make-advice.ts';
import type { Dashboard } from '#domain/dashboard/dashboard.ts';
import { makeDashboard } from '#domain/dashboard/make-dashboard.ts';
import type { LotForecast } from '#domain/forecast/lot-forecast.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type { ReportDocument } from '#domain/reports/document.ts';
import type { Row } from '#domain/reports/list-pages.ts';
import { listPage } from '#domain/reports/long-lists.ts';
import { makeReport } from '#domain/reports/make-report.ts';
import type { ListPage } from '#domain/reports/source.ts';
import type { ShiftFacts } from '#domain/views/shift-report.ts';
import { type WhatIf, WhatIfRun, type WhatIfTask } from '#domain/views/what-if.ts';
import { type Database, openDatabase } from '../journal/sqlite.ts';
import { AdviceCache, type MadeAdvice } from './advice-cache.ts';
import { drillPage } from './drill-reader.ts';
import { Forecaster } from './forecaster.ts';
import { JournalSource } from './journal-source.ts';
import type { PageEnd } from './past-stay-reader.ts';
import type {
  DashboardTask,
  DrillPage,
  DrillTask,
  ForecastTask,
  PriceQuery,
  ReportRowsTask,
  ReportTask,
} from './queries.ts';
import { RowsSource } from './report-source.ts';
import { moveViewsFile, openViewsFile, recreateViewsFile } from './views-file.ts';
import { ViewsReader } from './views-reader.ts';
import { type SealMark, ViewsWriter } from './views-writer.ts';

/** Events of one transaction: long enough to be quick, short enough that questions get their turn. */
const BATCH_MAX_EVENTS = 2_000;

/** Keeps `views.db` up with a journal, and answers from it. Runs in the views' worker thread. */
export class ViewsEngine {
  readonly #path: string;
  readonly #journal: JournalSource;
  #database: Database;
  #writer: ViewsWriter;
  #reader: ViewsReader;
  readonly #advice = new AdviceCache();
  readonly #forecaster = new Forecaster();
  #working: Promise<void> = Promise.resolve();
  #closed = false;

  /** @throws SqliteError when a file cannot be opened */
  constructor(journalPath: string, viewsPath: string) {
    this.#path = viewsPath;
    this.#journal = new JournalSource(journalPath);
    this.#database = openViewsFile(viewsPath);
    if (!this.#journal.holds(sealOf(this.#database))) {
      // Another journal than the rows were made from: a backup was put in its place.
      this.#database.close();
      this.#database = recreateViewsFile(viewsPath);
    }
    this.#writer = this.#writerOf(this.#database);
    this.#reader = new ViewsReader(this.#database);
  }

  /** Everything up to here is in the rows. */
  get lastSeq(): number {
    return this.#writer.lastSeq;
  }

  get reader(): ViewsReader {
    return this.#reader;
  }

  /** Applies all that is durable; `applied` is told after each batch. One run after another. */
  catchUp(applied: (lastSeq: number) => void): Promise<void> {
    return this.#inTurn(() => this.#applyAll(applied));
  }

  /**
   * Makes all rows anew in a file beside the old one, which goes on answering and following the journal
   * meanwhile; then they change places. `progress` goes from 0 to 1.
   * @throws SqliteError when the disk refuses; the old rows then stay
   */
  async rebuild(progress: (share: number) => void): Promise<void> {
    const path = `${this.#path}.new`;
    const database = recreateViewsFile(path);
    try {
      const writer = this.#writerOf(database);
      while (writer.lastSeq < this.lastSeq) {
        if (this.#closed) throw new Error('The station is closing.');
        this.#applyBatch(writer);
        progress(Math.min(1, writer.lastSeq / Math.max(1, this.#journal.lastSeq)));
        await nextTurn();
      }
      await this.#inTurn(async () => {
        while (this.#applyBatch(writer));
        database.close();
        this.#database.close();
        moveViewsFile(path, this.#path);
        this.#database = openViewsFile(this.#path);
        this.#writer = this.#writerOf(this.#database);
        this.#reader = new ViewsReader(this.#database);
        this.#advice.clear();
      });
    } finally {
      // Closing twice does nothing; a file that did not take the old one's place is left to the next.
      database.close();
    }
    progress(1);
  }

  /**
   * Makes a report over the rows as they stand at its start, whatever comes in meanwhile.
   * @throws the signal's reason when the caller gives up
   */
  async report(
    { report, scope, madeBy }: ReportTask,
    progress: (share: number) => void,
    signal: AbortSignal,
  ): Promise<ReportDocument> {
    return this.#overRows(
      scope.nowAt,
      (source) => makeReport(report, source, scope, madeBy, progress),
      signal,
    );
  }

  /** A page of a report's long list, over the rows as they stand now. */
  reportRows({ report, scope, after }: ReportRowsTask): Promise<ListPage<Row>> {
    return this.#overRows(scope.nowAt, (source) => listPage(report, source, scope, after));
  }

  /** What is expected in the coming hours; made once for each half hour. */
  forecast(task: ForecastTask): Promise<LotForecast> {
    return this.#forecaster.forecast(
      task,
      String(this.#writer.historyRevision),
      (nowAt) => (work) => this.#overRows(nowAt, work),
    );
  }

  /**
   * What stands out in the rows, made once an hour.
   * @throws the signal's reason when the caller gives up
   */
  advice(scope: AdviceScope, signal: AbortSignal): Promise<MadeAdvice> {
    return this.#advice.of(scope, () =>
      this.#overRows(scope.nowAt, (source) => makeAdvice(source, scope), signal),
    );
  }

  /** Makes the dashboard, as quickly as it can: it is asked for again and again. */
  dashboard({ scope }: DashboardTask): Promise<Dashboard> {
    return this.#overRows(scope.nowAt, (source) => makeDashboard(source, scope));
  }

  /** What a figure was counted from, a page of it. */
  drill(task: DrillTask): DrillPage {
    return drillPage(this.#database, this.#journal, task);
  }

  /** Events about a slot, newest first. */
  async slotHistory(slotId: string, limit: number): Promise<readonly RecordedEvent[]> {
    return this.#journal.readEach(await this.#reader.slotHistory(slotId, limit));
  }

  /** The event that a receipt was given for, or null. */
  async receiptEvent(receiptNumber: number): Promise<RecordedEvent | null> {
    const seq = await this.#reader.receiptSeq(receiptNumber);
    return seq === null ? null : (this.#journal.readEach([seq])[0] ?? null);
  }

  /** All that the report of a shift is made of, or null for an unknown one. */
  async shift(id: string): Promise<ShiftFacts | null> {
    const found = await this.#reader.shifts.facts(id);
    if (found === null) return null;
    const { historySeqs, ...facts } = found;
    return { ...facts, history: this.#journal.readEach(historySeqs) };
  }

  /** Published and withdrawn tariffs, oldest first. */
  async tariffHistory(): Promise<readonly RecordedEvent[]> {
    return this.#journal.readEach(await this.#reader.prices.tariffSeqs());
  }

  /** Changes of the dynamic price, newest first. */
  async priceHistory(query: PriceQuery): Promise<readonly RecordedEvent[]> {
    return this.#journal.readEach(await this.#reader.prices.changeSeqs(query));
  }

  /**
   * Charges the stays of a time by another tariff, a page at a time, so that other questions get their
   * turn. @throws the signal's reason when the caller gives up
   */
  async whatIf(
    task: WhatIfTask,
    progress: (share: number) => void,
    signal: AbortSignal,
  ): Promise<WhatIf> {
    const { fromAt, toAt } = task;
    const run = new WhatIfRun(task, await this.#reader.pastStays.exitsOfInside(fromAt));
    let after: PageEnd | null = null;
    for (;;) {
      signal.throwIfAborted();
      if (this.#closed) throw new Error('The station is closing.');
      const { stays, next } = await this.#reader.pastStays.page(fromAt, toAt, after);
      for (const stay of stays) run.add(stay);
      if (next === null) break;
      progress((next.entryAt - fromAt) / Math.max(1, toAt - fromAt));
      after = next;
      await nextTurn();
    }
    progress(1);
    return run.finish();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#working;
    this.#database.close();
    this.#journal.close();
  }

  async #applyAll(applied: (lastSeq: number) => void): Promise<void> {
    while (!this.#closed) {
      if (!this.#applyBatch(this.#writer)) return;
      applied(this.lastSeq);
      await nextTurn();
    }
  }

  /** Whether there was anything to apply. */
  #applyBatch(writer: ViewsWriter): boolean {
    const batch = this.#journal.read(writer.lastSeq, BATCH_MAX_EVENTS);
    if (batch === null) return false;
    writer.apply(batch.events, batch.seal);
    return true;
  }

  /** Some work over the rows as they stand at its start. `turn` ends what nobody awaits. */
  async #overRows<T>(
    nowAt: Instant,
    work: (source: RowsSource, turn: () => Promise<void>) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const database = openDatabase(this.#path, { readonly: true });
    try {
      database.exec('BEGIN');
      const turn = async () => {
        await nextTurn();
        signal?.throwIfAborted();
        if (this.#closed) throw new Error('The station is closing.');
      };
      const source = new RowsSource({ database, journal: this.#journal, nowAt, turn });
      return await work(source, turn);
    } finally {
      database.close();
    }
  }

  #writerOf(database: Database): ViewsWriter {
    return new ViewsWriter(database, (seq) => this.#journal.readEach([seq])[0] ?? null);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#working.then(work);
    // The next in line starts whatever became of this one; its own caller hears of a failure.
    this.#working = done.catch(() => undefined);
    return done;
  }
}

function sealOf(database: Database): SealMark {
  return database
    .prepare('SELECT last_seq AS seq, seal_hash AS hash FROM progress')
    .get() as SealMark;
}
