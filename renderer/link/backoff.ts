const FIRST_DELAY_MS = 250;
const DELAY_MAX_MS = 8_000;

/**
 * How long to wait before the next attempt: doubling from a quarter second, eight seconds at most,
 * spread by a quarter so that many consoles do not return in the same instant.
 *
 * @param attempt failed attempts so far, from 1
 * @param spread 0 to 1, from a random source
 */
export function backoffMs(attempt: number, spread: number): number {
  const plain = Math.min(DELAY_MAX_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 10));
  return Math.round(plain * (0.75 + spread * 0.25));
}

/** Waits, or ends early when `signal` says so. Never rejects. */
export function waitMs(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, delayMs);
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
