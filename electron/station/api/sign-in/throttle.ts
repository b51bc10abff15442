import { type Instant, MINUTE_MS, SECOND_MS } from '#domain/kernel/instant.ts';

/** Wrong passwords that cost nothing: people mistype. */
const FREE_FAILURES = 5;
const FIRST_WAIT_MS = SECOND_MS;
const LONGEST_WAIT_MS = 5 * MINUTE_MS;
/** After this long without another attempt all is forgotten. */
const FORGET_AFTER_MS = 30 * MINUTE_MS;
/** Attempts of one address in a minute, right or wrong. */
const ATTEMPTS_PER_MINUTE_MAX = 120;
/** Names and addresses remembered at one time; the oldest go first. */
const REMEMBERED_MAX = 10_000;

interface Failures {
  count: number;
  lastAt: Instant;
}
interface Attempts {
  count: number;
  sinceAt: Instant;
}

/**
 * Slows guessing down: per user and address, each wrong password past the fifth doubles the wait.
 * An attempt counts as wrong from its start and is forgiven when it turns out right, so that many at
 * once gain nothing.
 */
export class SignInThrottle {
  readonly #failures = new Map<string, Failures>();
  readonly #attempts = new Map<string, Attempts>();

  /** Registers an attempt. Returns how many milliseconds to wait first, 0 to go on. */
  begin(username: string, address: string, now: Instant): number {
    const flood = this.#flooding(address, now);
    if (flood > 0) return flood;
    const key = keyOf(username, address);
    const past = this.#failures.get(key);
    const failures = past !== undefined && now - past.lastAt < FORGET_AFTER_MS ? past : null;
    if (failures !== null) {
      const wait = failures.lastAt + waitAfterMs(failures.count) - now;
      if (wait > 0) return wait;
    }
    remember(this.#failures, key, { count: (failures?.count ?? 0) + 1, lastAt: now });
    return 0;
  }

  /** The attempt was right: what came before is forgiven. */
  succeeded(username: string, address: string): void {
    this.#failures.delete(keyOf(username, address));
  }

  #flooding(address: string, now: Instant): number {
    const past = this.#attempts.get(address);
    if (past === undefined || now - past.sinceAt >= MINUTE_MS) {
      remember(this.#attempts, address, { count: 1, sinceAt: now });
      return 0;
    }
    past.count += 1;
    return past.count > ATTEMPTS_PER_MINUTE_MAX ? past.sinceAt + MINUTE_MS - now : 0;
  }
}

function waitAfterMs(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - FREE_FAILURES));
}

function keyOf(username: string, address: string): string {
  return `${username}\n${address}`;
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  // Deleted first, so that the newest stand last and the oldest go first.
  map.delete(key);
  map.set(key, value);
  if (map.size <= REMEMBERED_MAX) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    break;
  }
}
