import type { DurationMs, Instant } from '#domain/kernel/instant.ts';

/** What a timeout of the runtime can count. */
const TIMEOUT_MAX_MS = 2_147_483_647;

interface Pending {
  readonly at: Instant;
  readonly run: () => void;
  timer: NodeJS.Timeout | null;
}

/** Lot time: starts at an instant and runs at a speed that may change while timers wait. */
export class SimClock {
  readonly #pending = new Set<Pending>();
  #speed: number;
  /** Lot time, and the monotonic clock, at the last change of speed. */
  #lotAt: Instant;
  #realAt = performance.now();

  constructor(startsAt: Instant, speed: number) {
    this.#lotAt = startsAt;
    this.#speed = speed;
  }

  get speed(): number {
    return this.#speed;
  }

  now(): Instant {
    return Math.floor(this.#exactNow());
  }

  setSpeed(speed: number): void {
    this.#lotAt = this.#exactNow();
    this.#realAt = performance.now();
    this.#speed = speed;
    for (const pending of this.#pending) this.#arm(pending);
  }

  /** Runs something once lot time has moved on that far; Infinity never. Returns what calls it off. */
  after(lotMs: DurationMs, run: () => void): () => void {
    if (lotMs === Number.POSITIVE_INFINITY) return () => undefined;
    const pending: Pending = { at: this.#exactNow() + lotMs, run, timer: null };
    this.#pending.add(pending);
    this.#arm(pending);
    return () => this.#drop(pending);
  }

  stop(): void {
    for (const pending of this.#pending) this.#drop(pending);
  }

  /** With fractions: at a high speed a millisecond of the clock is much of lot time. */
  #exactNow(): number {
    return this.#lotAt + (performance.now() - this.#realAt) * this.#speed;
  }

  #arm(pending: Pending): void {
    if (pending.timer !== null) clearTimeout(pending.timer);
    const realMs = Math.max(0, (pending.at - this.#exactNow()) / this.#speed);
    pending.timer = setTimeout(
      () => {
        if (this.#exactNow() < pending.at - 1) return this.#arm(pending);
        this.#drop(pending);
        pending.run();
      },
      Math.min(realMs, TIMEOUT_MAX_MS),
    );
  }

  #drop(pending: Pending): void {
    if (pending.timer !== null) clearTimeout(pending.timer);
    this.#pending.delete(pending);
  }
}
