import type { Log } from '../ports/log.ts';

/** When a followed thing is looked at again, or that it is over. */
export type Next = { readonly afterMs: number } | 'done';

export interface FollowersOptions {
  /** Looks at one thing once. What it throws is logged, and it is looked at again. */
  readonly step: (key: string) => Promise<Next>;
  readonly log: Log;
  /** Whether an error is trouble that passes, such as a provider that is out of reach. */
  readonly isTrouble: (error: unknown) => boolean;
  /** The first wait after trouble; doubles up to the cap. */
  readonly troubleFirstMs: number;
  readonly troubleCapMs: number;
}

/** Looked at side by side; the rest waits for its turn. */
const SIDE_BY_SIDE_MAX = 16;

interface Follower {
  timer: NodeJS.Timeout | null;
  isRunning: boolean;
  /** Something happened while it was being looked at. */
  isKicked: boolean;
  troubles: number;
}

/**
 * Follows things that somebody else decides on: each is looked at until it is over, by one look at a
 * time, at once when there is news of it and else in intervals.
 */
export class Followers {
  readonly #options: FollowersOptions;
  readonly #followed = new Map<string, Follower>();
  readonly #waiting: string[] = [];
  #running = 0;
  #closed = false;

  constructor(options: FollowersOptions) {
    this.#options = options;
  }

  /** Looks at it now: for the first time, or because there is news. */
  kick(key: string): void {
    if (this.#closed) return;
    const follower = this.#followed.get(key) ?? this.#follow(key);
    if (follower.isRunning) {
      follower.isKicked = true;
      return;
    }
    if (follower.timer !== null) clearTimeout(follower.timer);
    follower.timer = null;
    follower.isRunning = true;
    this.#waiting.push(key);
    this.#runNext();
  }

  close(): void {
    this.#closed = true;
    for (const { timer } of this.#followed.values()) if (timer !== null) clearTimeout(timer);
    this.#followed.clear();
    this.#waiting.length = 0;
  }

  #follow(key: string): Follower {
    const follower = { timer: null, isRunning: false, isKicked: false, troubles: 0 };
    this.#followed.set(key, follower);
    return follower;
  }

  #runNext(): void {
    while (this.#running < SIDE_BY_SIDE_MAX) {
      const key = this.#waiting.shift();
      if (key === undefined) return;
      this.#running += 1;
      void this.#look(key).then((next) => {
        this.#running -= 1;
        this.#goOn(key, next);
        this.#runNext();
      });
    }
  }

  async #look(key: string): Promise<Next> {
    const follower = this.#followed.get(key);
    try {
      const next = await this.#options.step(key);
      if (follower !== undefined) follower.troubles = 0;
      return next;
    } catch (error) {
      return { afterMs: this.#afterTrouble(key, follower, error) };
    }
  }

  #afterTrouble(key: string, follower: Follower | undefined, error: unknown): number {
    const { log, isTrouble, troubleFirstMs, troubleCapMs } = this.#options;
    const troubles = follower?.troubles ?? 0;
    if (follower !== undefined) follower.troubles += 1;
    if (!this.#closed) {
      if (isTrouble(error)) log.warn({ key, error: (error as Error).message }, 'tried again later');
      else log.error({ key, error: (error as Error).stack }, 'a bug: tried again later');
    }
    return Math.min(troubleCapMs, troubleFirstMs * 2 ** Math.min(troubles, 20));
  }

  #goOn(key: string, next: Next): void {
    const follower = this.#followed.get(key);
    if (this.#closed || follower === undefined) return;
    follower.isRunning = false;
    if (follower.isKicked) {
      follower.isKicked = false;
      this.kick(key);
      return;
    }
    if (next === 'done') {
      this.#followed.delete(key);
      return;
    }
    follower.timer = setTimeout(() => this.kick(key), next.afterMs);
  }
}
