import type { TrafficBatch, TrafficRow } from '#domain/contract/device-traffic.ts';

/** What a console keeps of the traffic; the oldest goes first. */
export const TRAFFIC_KEPT_MAX_ROWS = 5_000;

export interface TrafficView {
  /** Oldest first. */
  readonly rows: readonly TrafficRow[];
  readonly isPaused: boolean;
  /** What came since the pause began; shown when it ends. */
  readonly passed: number;
  /** What was never seen here: the station or this console could not hold it. */
  readonly missed: number;
  readonly isLive: boolean;
}

const EMPTY: TrafficView = { rows: [], isPaused: false, passed: 0, missed: 0, isLive: false };

/** The traffic as one console sees it: it can stand still while what comes is kept aside. */
export class TrafficStore {
  #view: TrafficView = EMPTY;
  #aside: TrafficRow[] = [];
  #newest = 0;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): TrafficView => this.#view;

  take({ rows, missed }: TrafficBatch): void {
    // After a broken connection the station tells again what it remembers.
    const fresh = rows.filter(({ seq }) => seq > this.#newest);
    this.#newest = fresh.at(-1)?.seq ?? this.#newest;
    if (!this.#view.isPaused) {
      this.#show({
        rows: newestOf(this.#view.rows, fresh),
        missed: this.#view.missed + missed,
        isLive: true,
      });
      return;
    }
    this.#aside = newestOf(this.#aside, fresh);
    const passed = this.#view.passed + fresh.length;
    this.#show({ passed, missed: this.#view.missed + missed, isLive: true });
  }

  /** The connection is gone, or back. */
  setLive(isLive: boolean): void {
    this.#show({ isLive });
  }

  /** A watch begins: a station that was started anew counts from one again. */
  begin(first: TrafficBatch): void {
    const newest = first.rows.at(-1)?.seq ?? 0;
    if (newest < this.#newest) this.#newest = 0;
    this.take(first);
  }

  pause(): void {
    this.#show({ isPaused: true, passed: 0 });
  }

  /** What came meanwhile is shown as well; more of it than can be kept is counted as missed. */
  resume(): void {
    const missed = this.#view.missed + this.#view.passed - this.#aside.length;
    const rows = newestOf(this.#view.rows, this.#aside);
    this.#aside = [];
    this.#show({ rows, isPaused: false, passed: 0, missed });
  }

  clear(): void {
    this.#aside = [];
    this.#show({ rows: [], passed: 0, missed: 0 });
  }

  #show(change: Partial<TrafficView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function newestOf(held: readonly TrafficRow[], fresh: readonly TrafficRow[]): TrafficRow[] {
  return [...held, ...fresh].slice(-TRAFFIC_KEPT_MAX_ROWS);
}
