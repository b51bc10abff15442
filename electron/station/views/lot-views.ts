import { Worker } from 'node:worker_threads';
import type { AdviceScope } from '#domain/advice/advice.ts';
import type { Report } from '#domain/contract/operations.ts';
import type { Dashboard } from '#domain/dashboard/dashboard.ts';
import type { LotForecast } from '#domain/forecast/lot-forecast.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type { ReportDocument } from '#domain/reports/document.ts';
import type { Row } from '#domain/reports/list-pages.ts';
import type { ListPage } from '#domain/reports/source.ts';
import type { LedgerRows } from '#domain/views/ledger.ts';
import type { ShiftFacts, ShiftRecord } from '#domain/views/shift-report.ts';
import type { ShopFigures } from '#domain/views/shop-figures.ts';
import type { WhatIf, WhatIfTask } from '#domain/views/what-if.ts';
import type { Log } from '../ports/log.ts';
import { type LongQuestion, type LotViews, StationBusy } from '../runtime/lot-service.ts';
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
import type { FromViews, QuestionName, Questions, ToViews, ViewsTask } from './wire.ts';

const QUESTIONS_PENDING_MAX = 256;
const CATCH_UPS_PENDING_MAX = 10_000;
/** Rebuilding is the one question that may take longer. */
const ANSWER_TIMEOUT_MS = 30_000;
const CANCELLED = 'It was cancelled.';
const WHAT_IF_TIMEOUT_MS = 300_000;
const REPORT_TIMEOUT_MS = 120_000;
const RETRY_MS = 2_000;
const CLOSE_TIMEOUT_MS = 5_000;

export interface LotViewsOptions extends ViewsTask {
  readonly lotId: string;
  readonly log: Log;
}

/** Read models that follow their journal while they are woken after each commit. */
export interface RunningViews extends LotViews {
  /** Events up to `seq` are durable. Cheap; many calls become one look at the journal. */
  wake(seq: number): void;
}

/** Starts the thread that keeps a lot's read models. The journal must have been opened before. */
export async function openLotViews(options: LotViewsOptions): Promise<RunningViews> {
  return new WorkerViews(options);
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly progress: (share: number) => void;
  readonly timer: NodeJS.Timeout | null;
}

interface AskOptions {
  readonly progress?: (share: number) => void;
  /** Null: however long it takes. */
  readonly timeoutMs?: number | null;
  /** Ends the question when nobody waits for it any more. */
  readonly signal?: AbortSignal;
}

interface CatchUp {
  readonly seq: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** The station's end of the views' thread. A thread that dies is started again. */
class WorkerViews implements RunningViews {
  readonly #options: LotViewsOptions;
  readonly #pending = new Map<number, Pending>();
  #catchUps: CatchUp[] = [];
  #worker: Worker;
  #exited: Promise<void> = Promise.resolve();
  #retry: NodeJS.Timeout | null = null;
  #lastId = 0;
  #wantedSeq = 0;
  #appliedSeq = 0;
  #isWoken = false;
  #whatIfRuns = false;
  #closing = false;

  constructor(options: LotViewsOptions) {
    this.#options = options;
    this.#worker = this.#start();
  }

  wake(seq: number): void {
    this.#wantedSeq = Math.max(this.#wantedSeq, seq);
    if (this.#isWoken || this.#closing || this.#retry !== null) return;
    this.#isWoken = true;
    this.#post({ kind: 'wake' });
  }

  caughtUp(seq: number): Promise<void> {
    if (seq <= this.#appliedSeq) return Promise.resolve();
    if (this.#catchUps.length >= CATCH_UPS_PENDING_MAX) return Promise.reject(tooBusy());
    const done = new Promise<void>((resolve, reject) => {
      this.#catchUps.push({ seq, resolve, reject });
    });
    this.wake(seq);
    return done;
  }

  sessions(query: SessionQuery): Promise<readonly SessionRecord[]> {
    return this.#ask('sessions', [query]);
  }

  session(id: string): Promise<SessionRecord | null> {
    return this.#ask('session', [id]);
  }

  sessionsOf(ids: readonly string[]): Promise<readonly SessionRecord[]> {
    return this.#ask('sessionsOf', [ids]);
  }

  sessionsBetween(fromAt: Instant, toAt: Instant): Promise<readonly SessionRecord[]> {
    return this.#ask('sessionsBetween', [fromAt, toAt]);
  }

  receiptEvent(receiptNumber: number): Promise<RecordedEvent | null> {
    return this.#ask('receiptEvent', [receiptNumber]);
  }

  slotHistory(slotId: string, limit: number): Promise<readonly RecordedEvent[]> {
    return this.#ask('slotHistory', [slotId, limit]);
  }

  sessionPictures(session: SessionRecord): Promise<readonly SessionPicture[]> {
    return this.#ask('sessionPictures', [session]);
  }

  shifts(query: ShiftQuery): Promise<readonly ShiftRecord[]> {
    return this.#ask('shifts', [query]);
  }

  shift(id: string): Promise<ShiftFacts | null> {
    return this.#ask('shift', [id]);
  }

  laneTakings(fromAt: Instant, toAt: Instant): Promise<readonly LaneTotal[]> {
    return this.#ask('laneTakings', [fromAt, toAt]);
  }

  ledger(fromAt: Instant, toAt: Instant): Promise<LedgerRows> {
    return this.#ask('ledger', [fromAt, toAt]);
  }

  shopFigures(fromAt: Instant, toAt: Instant): Promise<readonly ShopFigures[]> {
    return this.#ask('shopFigures', [fromAt, toAt]);
  }

  dayReport(day: string, nowAt: Instant): Promise<Report> {
    return this.#ask('dayReport', [day, nowAt]);
  }

  tariffHistory(): Promise<readonly RecordedEvent[]> {
    return this.#ask('tariffHistory', []);
  }

  priceHistory(query: PriceQuery): Promise<readonly RecordedEvent[]> {
    return this.#ask('priceHistory', [query]);
  }

  async whatIf(
    task: WhatIfTask,
    options: { readonly progress?: (share: number) => void; readonly signal?: AbortSignal },
  ): Promise<WhatIf> {
    // One at a time: it keeps the thread busy that answers all the other lists.
    if (this.#whatIfRuns) throw new StationBusy('Another simulation runs. Try again in a moment.');
    this.#whatIfRuns = true;
    try {
      return await this.#ask('whatIf', [task], { ...options, timeoutMs: WHAT_IF_TIMEOUT_MS });
    } finally {
      this.#whatIfRuns = false;
    }
  }

  report(task: ReportTask, options: LongQuestion): Promise<ReportDocument> {
    return this.#ask('report', [task], { ...options, timeoutMs: REPORT_TIMEOUT_MS });
  }

  reportRows(task: ReportRowsTask): Promise<ListPage<Row>> {
    return this.#ask('reportRows', [task]);
  }

  dashboard(task: DashboardTask): Promise<Dashboard> {
    return this.#ask('dashboard', [task]);
  }

  drill(task: DrillTask): Promise<DrillPage> {
    return this.#ask('drill', [task]);
  }

  advice(scope: AdviceScope, options: LongQuestion): Promise<MadeAdvice> {
    return this.#ask('advice', [scope], { ...options, timeoutMs: REPORT_TIMEOUT_MS });
  }

  forecast(task: ForecastTask): Promise<LotForecast> {
    return this.#ask('forecast', [task]);
  }

  async rebuild(progress: (share: number) => void): Promise<void> {
    await this.#ask('rebuild', [], { progress, timeoutMs: null });
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#giveUp('The station is closing.');
    this.#post({ kind: 'close' });
    const timer = setTimeout(() => void this.#worker.terminate(), CLOSE_TIMEOUT_MS);
    await this.#exited;
    clearTimeout(timer);
  }

  #start(): Worker {
    const { lotId, journalPath, viewsPath } = this.#options;
    const task: ViewsTask = { journalPath, viewsPath };
    // In the source the worker is a file beside this one, in the bundle a file beside the chunk.
    const name = import.meta.url.endsWith('.ts') ? './views-worker.ts' : './views-worker.js';
    const worker = new Worker(new URL(name, import.meta.url), {
      workerData: task,
      name: `views ${lotId}`,
    });
    worker.on('message', (message: FromViews) => this.#hear(message));
    worker.on('error', (error) => this.#warn(error.message));
    this.#exited = new Promise((resolve) => {
      worker.once('exit', () => {
        resolve();
        this.#died();
      });
    });
    return worker;
  }

  #died(): void {
    if (this.#closing) return;
    this.#giveUp('The reports are being started again. Try again in a moment.');
    this.#retryLater(() => {
      this.#worker = this.#start();
    });
  }

  #hear(message: FromViews): void {
    switch (message.kind) {
      case 'applied':
        this.#applied(message.lastSeq, message.idle);
        return;
      case 'stuck':
        this.#warn(message.message);
        this.#retryLater(() => undefined);
        return;
      case 'progress':
        this.#pending.get(message.id)?.progress(message.share);
        return;
      case 'answer':
        this.#settle(message.id)?.resolve(message.value);
        return;
      case 'failed':
        this.#settle(message.id)?.reject(new Error(message.message));
        return;
    }
  }

  #applied(lastSeq: number, idle: boolean): void {
    this.#appliedSeq = lastSeq;
    const reached = this.#catchUps.filter(({ seq }) => seq <= lastSeq);
    if (reached.length > 0) {
      this.#catchUps = this.#catchUps.filter(({ seq }) => seq > lastSeq);
      for (const { resolve } of reached) resolve();
    }
    if (!idle) return;
    this.#isWoken = false;
    // Something became durable after the thread had looked.
    if (this.#wantedSeq > lastSeq) this.wake(this.#wantedSeq);
  }

  #retryLater(prepare: () => void): void {
    if (this.#retry !== null || this.#closing) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.#isWoken = false;
      prepare();
      this.wake(this.#wantedSeq);
    }, RETRY_MS).unref();
  }

  #ask<N extends QuestionName>(
    name: N,
    args: Parameters<Questions[N]>,
    options: AskOptions = {},
  ): Promise<ReturnType<Questions[N]>> {
    const { progress = () => undefined, timeoutMs = ANSWER_TIMEOUT_MS, signal } = options;
    if (this.#pending.size >= QUESTIONS_PENDING_MAX) return Promise.reject(tooBusy());
    if (signal?.aborted === true) return Promise.reject(new StationBusy(CANCELLED));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const giveUp = (why: string) => {
        this.#settle(id)?.reject(new StationBusy(why));
        this.#post({ kind: 'cancel', id });
      };
      const expire = () => giveUp('The reports take too long to answer.');
      const timer = timeoutMs === null ? null : setTimeout(expire, timeoutMs).unref();
      signal?.addEventListener('abort', () => giveUp(CANCELLED), { once: true });
      // The thread answers each question with its own kind of value; see `wire.ts`.
      const answered = resolve as (value: unknown) => void;
      this.#pending.set(id, { resolve: answered, reject, progress, timer });
      this.#post({ kind: 'question', id, name, args });
    });
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (pending !== undefined && pending.timer !== null) clearTimeout(pending.timer);
    return pending;
  }

  #giveUp(why: string): void {
    const error = new StationBusy(why);
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(error);
    for (const { reject } of this.#catchUps.splice(0)) reject(error);
  }

  #post(message: ToViews): void {
    this.#worker.postMessage(message);
  }

  #warn(error: string): void {
    this.#options.log.warn({ error }, 'the read models are behind; they try again');
  }
}

function tooBusy(): StationBusy {
  return new StationBusy('The reports are busy. Try again in a moment.');
}
