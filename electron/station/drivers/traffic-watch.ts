import type { DeviceId } from '#domain/kernel/ids.ts';
import type { TrafficEntry } from './traffic-entry.ts';

/** Entries go out together, at most five times a second. */
const BATCH_EVERY_MS = 200;
/** What waits for a slow reader; more passes by and is counted. */
export const TRAFFIC_WAITING_MAX_ENTRIES = 2_000;

/** What a reader asks for. */
export interface TrafficWanted {
  /** Null: all of the lot. */
  readonly deviceIds: ReadonlySet<DeviceId> | null;
  /** What passed just so a moment ago and means nothing new: polls and their answers. */
  readonly repeats: boolean;
}

export interface TrafficBatch {
  readonly entries: readonly TrafficEntry[];
  /** How many more there were than could be kept for this reader. */
  readonly missed: number;
}

/** One reader of the traffic. Iterate it once; `end` ends it from outside. */
export class TrafficWatch implements AsyncIterable<TrafficBatch> {
  readonly #wanted: TrafficWanted;
  readonly #ended: () => void;
  #waiting: TrafficEntry[];
  #missed = 0;
  #isOver = false;
  #wake: () => void = () => {};

  constructor(wanted: TrafficWanted, held: readonly TrafficEntry[], ended: () => void) {
    this.#wanted = wanted;
    this.#waiting = held.slice(-TRAFFIC_WAITING_MAX_ENTRIES);
    this.#missed = held.length - this.#waiting.length;
    this.#ended = ended;
  }

  take(entry: TrafficEntry, isRepeat: boolean): void {
    const { deviceIds, repeats } = this.#wanted;
    if ((isRepeat && !repeats) || deviceIds?.has(entry.deviceId) === false) return;
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
    // What was said while a message was read is told before it.
    const entries = this.#waiting.sort((a, b) => a.seq - b.seq);
    const batch = { entries, missed: this.#missed };
    this.#waiting = [];
    this.#missed = 0;
    return batch;
  }
}
