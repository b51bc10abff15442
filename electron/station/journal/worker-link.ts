import { Worker } from 'node:worker_threads';
import type { Verification } from '../ports/journal.ts';
import { fromFailure, JournalError, JournalHalted } from './errors.ts';
import type { FromVerifier, FromWorker, ToWorker, WorkerTask } from './wire.ts';

/** How long a worker may take to close its file before it is ended. */
const CLOSE_TIMEOUT_MS = 10_000;

export interface WorkerEvents {
  committed(commits: number, lastSeq: number): void;
  /** A commit failed, or the worker died. Nothing further will be answered. */
  halted(error: JournalHalted): void;
  settled(id: number, error: JournalError | null): void;
  warning(fields: object, message: string): void;
}

/** In the source the worker is a file beside this one, in the bundle a file beside the chunk. */
function startWorker(task: WorkerTask): Worker {
  const name = import.meta.url.endsWith('.ts') ? './commit-worker.ts' : './commit-worker.js';
  return new Worker(new URL(name, import.meta.url), {
    workerData: task,
    name: `journal ${task.role}`,
  });
}

/** The station's end of the commit worker. */
export class CommitWorker {
  readonly #worker: Worker;
  readonly #events: WorkerEvents;
  readonly #exited: Promise<void>;
  #closing = false;

  private constructor(worker: Worker, events: WorkerEvents) {
    this.#worker = worker;
    this.#events = events;
    this.#exited = new Promise((resolve) => {
      worker.once('exit', () => resolve());
    });
  }

  /**
   * Starts a worker and waits until it has opened and recovered the file.
   * @throws JournalError of the kind that the worker met
   */
  static async start(
    task: Extract<WorkerTask, { role: 'commit' }>,
    events: WorkerEvents,
  ): Promise<{ worker: CommitWorker; lastSeq: number }> {
    const thread = startWorker(task);
    const worker = new CommitWorker(thread, events);
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    thread.on('message', (message: FromWorker) => {
      if (message.kind === 'opened') resolve(message.lastSeq);
      else if (message.kind === 'refused') reject(fromFailure(message.failure));
      else worker.#receive(message);
    });
    thread.on('error', (error) => worker.#died(error.message, reject));
    thread.on('exit', () => worker.#died('its thread ended', reject));
    try {
      return { worker, lastSeq: await promise };
    } catch (error) {
      worker.#closing = true;
      await thread.terminate();
      throw error;
    }
  }

  post(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, [...transfer]);
  }

  /** Lets the worker finish what it was sent and close its file. */
  async close(): Promise<void> {
    this.#closing = true;
    this.post({ kind: 'close' });
    const timer = setTimeout(() => void this.#worker.terminate(), CLOSE_TIMEOUT_MS);
    await this.#exited;
    clearTimeout(timer);
  }

  #receive(message: Exclude<FromWorker, { kind: 'opened' | 'refused' }>): void {
    const events = this.#events;
    if (message.kind === 'committed') events.committed(message.commits, message.lastSeq);
    else if (message.kind === 'done') events.settled(message.id, null);
    else if (message.kind === 'failed') events.settled(message.id, fromFailure(message.failure));
    else if (message.kind === 'warning') events.warning(message.fields, message.message);
    else events.halted(new JournalHalted(message.failure.code, message.failure.message));
  }

  #died(reason: string, reject: (error: JournalError) => void): void {
    if (this.#closing) return;
    const error = new JournalHalted('writer-died', `The journal's writer stopped: ${reason}.`);
    reject(error);
    this.#events.halted(error);
  }
}

/** Verifies the file in a thread of its own, so that the station goes on meanwhile. */
export async function verifyInWorker(
  file: string,
  progress: (share: number) => void,
): Promise<Verification> {
  const thread = startWorker({ role: 'verify', file });
  const { promise, resolve, reject } = Promise.withResolvers<Verification>();
  thread.on('message', (message: FromVerifier) => {
    if (message.kind === 'progress') progress(message.share);
    else if (message.kind === 'verified') resolve(message.verification);
    else reject(fromFailure(message.failure));
  });
  thread.on('error', reject);
  thread.on('exit', () =>
    reject(new JournalError('verifier-died', 'The verification was cut short.')),
  );
  return await promise;
}
