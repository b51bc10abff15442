import type { DeviceId } from '#domain/kernel/ids.ts';
import type { TrafficEntry } from './traffic-entry.ts';

/** Entries go out together, at most five times a second. */
const BATCH_EVERY_MS = 200;
/** What waits for a slow reader; more passes by and is counted. */
export const TRAFFIC_WAITING_MAX_ENTRIES = 2_000;

export interface TrafficBatch {
  readonly entries: readonly TrafficEntry[];
  /** How many more there were than could be kept for this reader. */
  readonly missed: number;
}

/** One reader of the traffic. Iterate it once; `end` ends it from outside. */
export class TrafficWatch implements AsyncIterable<TrafficBatch> {
  readonly #wanted: ReadonlySet<DeviceId> | null;
  readonly #ended: () => void;
  #waiting: TrafficEntry[];
  #missed = 0;
  #isOver = false;
  #wake: () => void = () => {};

  constructor(
    wanted: ReadonlySet<DeviceId> | null,
    held: readonly TrafficEntry[],
    ended: () => void,
  ) {
    this.#wanted = wanted;
    this.#waiting = held.slice(-TRAFFIC_WAITING_MAX_ENTRIES);
    this.#missed = held.length - this.#waiting.length;
    this.#ended = ended;
  }

  take(entry: TrafficEntry): void {
    if (this.#wanted !== null && !this.#wanted.has(entry.deviceId)) return;
    if (this.#waiting.length >= TRAFFIC_WAITING_MAX_ENTRIES) {
      this.#missed += 1;
      return;
    }
    this.#waiting.push(entry);
    this.#wake();
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#waiting = [];
    this.#ended();
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TrafficBatch, void, void> {
    try {
      // The first batch may be empty: it says that from here on everything is seen.
      yield this.#batch();
      while (!this.#isOver) {
        if (this.#waiting.length === 0)
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        if (this.#isOver) return;
        await new Promise((resolve) => setTimeout(resolve, BATCH_EVERY_MS));
        if (!this.#isOver) yield this.#batch();
      }
    } finally {
      this.end();
    }
  }

  #batch(): TrafficBatch {
    const batch = { entries: this.#waiting, missed: this.#missed };
    this.#waiting = [];
    this.#missed = 0;
    return batch;
  }
}
