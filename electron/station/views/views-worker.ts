import { parentPort, workerData } from 'node:worker_threads';
import type { AdviceScope } from '#domain/advice/advice.ts';
import { must } from '#domain/kernel/assert.ts';
import type { WhatIfTask } from '#domain/views/what-if.ts';
import type {
  DashboardTask,
  DrillTask,
  ForecastTask,
  PriceQuery,
  ReportRowsTask,
  ReportTask,
  SessionQuery,
  SessionRecord,
  ShiftQuery,
} from './queries.ts';
import { ViewsEngine } from './views-engine.ts';
import type { FromViews, Question, ToViews, ViewsTask } from './wire.ts';

/** The thread that fills and asks `views.db`, so that neither ever holds up a gate. */
const port = must(parentPort, 'the views run in a worker thread');
const { journalPath, viewsPath } = workerData as ViewsTask;
const engine = new ViewsEngine(journalPath, viewsPath);
/** Questions that take long and may be given up. */
const running = new Map<number, AbortController>();

port.on('message', (message: ToViews) => {
  if (message.kind === 'wake') void catchUp();
  else if (message.kind === 'close') void close();
  else if (message.kind === 'cancel') running.get(message.id)?.abort();
  else void answer(message);
});

function send(message: FromViews): void {
  port.postMessage(message);
}

async function catchUp(): Promise<void> {
  try {
    await engine.catchUp((lastSeq) => send({ kind: 'applied', lastSeq, idle: false }));
    send({ kind: 'applied', lastSeq: engine.lastSeq, idle: true });
  } catch (error) {
    send({ kind: 'stuck', message: messageOf(error) });
  }
}

async function answer({ id, name, args }: Question): Promise<void> {
  try {
    send({ kind: 'answer', id, value: await ask(id, name, args) });
  } catch (error) {
    send({ kind: 'failed', id, message: messageOf(error) });
  }
}

function ask(id: number, name: Question['name'], args: readonly unknown[]): Promise<unknown> {
  const { reader } = engine;
  switch (name) {
    case 'sessions':
      return reader.sessions(args[0] as SessionQuery);
    case 'session':
      return reader.session(args[0] as string);
    case 'sessionPictures':
      return reader.pictures.ofSession(args[0] as SessionRecord);
    case 'sessionsOf':
      return reader.sessionsOf(args[0] as readonly string[]);
    case 'sessionsBetween':
      return reader.sessionsBetween(args[0] as number, args[1] as number);
    case 'receiptEvent':
      return engine.receiptEvent(args[0] as number);
    case 'slotHistory':
      return engine.slotHistory(args[0] as string, args[1] as number);
    case 'shifts':
      return reader.shifts.list(args[0] as ShiftQuery);
    case 'shift':
      return engine.shift(args[0] as string);
    case 'laneTakings':
      return reader.shifts.laneTakings(args[0] as number, args[1] as number);
    case 'dayReport':
      return reader.dayReport(args[0] as string, args[1] as number);
    case 'ledger':
      return reader.ledger(args[0] as number, args[1] as number);
    case 'shopFigures':
      return reader.shopFigures(args[0] as number, args[1] as number);
    case 'tariffHistory':
      return engine.tariffHistory();
    case 'priceHistory':
      return engine.priceHistory(args[0] as PriceQuery);
    case 'whatIf':
      return cancellable(id, (progress, signal) =>
        engine.whatIf(args[0] as WhatIfTask, progress, signal),
      );
    case 'report':
      return cancellable(id, (progress, signal) =>
        engine.report(args[0] as ReportTask, progress, signal),
      );
    case 'reportRows':
      return engine.reportRows(args[0] as ReportRowsTask);
    case 'dashboard':
      return engine.dashboard(args[0] as DashboardTask);
    case 'drill':
      return Promise.resolve(engine.drill(args[0] as DrillTask));
    case 'advice':
      return cancellable(id, (_, signal) => engine.advice(args[0] as AdviceScope, signal));
    case 'forecast':
      return engine.forecast(args[0] as ForecastTask);
    case 'rebuild':
      return engine.rebuild((share) => send({ kind: 'progress', id, share })).then(() => null);
  }
}

/** A question that tells how far it is and ends when nobody waits any more. */
async function cancellable(
  id: number,
  work: (progress: (share: number) => void, signal: AbortSignal) => Promise<unknown>,
): Promise<unknown> {
  const ending = new AbortController();
  running.set(id, ending);
  try {
    return await work((share) => send({ kind: 'progress', id, share }), ending.signal);
  } finally {
    running.delete(id);
  }
}

async function close(): Promise<void> {
  for (const ending of running.values()) ending.abort();
  await engine.close();
  port.close();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
