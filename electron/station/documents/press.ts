import { Worker } from 'node:worker_threads';
import { StationBusy } from '../runtime/lot-service.ts';
import type { FromPress, PressJob, ToPress } from './wire.ts';

/** Documents asked for and not made yet. */
const JOBS_PENDING_MAX = 64;
/** Far more than the longest report takes, with a cold start on a slow machine. */
const JOB_TIMEOUT_MS = 60_000;

interface Pending {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Makes documents in a thread of its own, which starts with the first of them. */
export class Press {
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #lastId = 0;

  /**
   * Makes one document, or tries one picture out.
   * @throws StationBusy when too many wait or this one took too long
   */
  make(job: PressJob): Promise<Uint8Array> {
    if (this.#pending.size >= JOBS_PENDING_MAX) {
      return Promise.reject(
        new StationBusy('Too many documents are being made. Try again in a moment.'),
      );
    }
    const worker = this.#running();
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUpOn(worker), JOB_TIMEOUT_MS).unref();
      this.#pending.set(id, { resolve, reject, timer });
      worker.postMessage({ id, job } satisfies ToPress);
    });
  }

  /** Ends the thread; what was being made is refused. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#forget('The station is closing.');
    await worker?.terminate();
  }

  #running(): Worker {
    if (this.#worker !== null) return this.#worker;
    // In the source the worker is a file beside this one, in the bundle a file beside the chunk.
    const name = import.meta.url.endsWith('.ts') ? './press-worker.ts' : './press-worker.js';
    const worker = new Worker(new URL(name, import.meta.url), { name: 'press' });
    // Nothing is lost when the station ends while nobody waits for a document.
    worker.unref();
    worker.on('message', (answer: FromPress) => this.#hear(answer));
    worker.on('error', (error) => this.#died(worker, error.message));
    worker.on('exit', () => this.#died(worker, 'its thread ended'));
    this.#worker = worker;
    return worker;
  }

  #hear(answer: FromPress): void {
    const pending = this.#pending.get(answer.id);
    if (pending === undefined) return;
    this.#pending.delete(answer.id);
    clearTimeout(pending.timer);
    if ('bytes' in answer) pending.resolve(answer.bytes);
    else pending.reject(new Error(`a document could not be made: ${answer.failed}`));
  }

  /** A thread that hangs in one document would hang in the next as well. */
  #giveUpOn(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#forget('The document takes too long to make. Try again in a moment.');
    void worker.terminate();
  }

  #died(worker: Worker, why: string): void {
    if (this.#worker === worker) this.#forget(`The document could not be made: ${why}. Try again.`);
  }

  #forget(why: string): void {
    this.#worker = null;
    for (const { reject, timer } of this.#pending.values()) {
      clearTimeout(timer);
      reject(new StationBusy(why));
    }
    this.#pending.clear();
  }
}
