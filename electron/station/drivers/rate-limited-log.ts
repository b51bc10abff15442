import type { Log } from '../ports/log.ts';

/** One line for each key in this time; the next line says how many were left out. */
export const LOG_WINDOW_MS = 10_000;

/** Beyond this many keys the oldest is forgotten, so that made-up names cannot grow the table. */
export const LOG_KEYS_MAX = 1_000;

export interface RateLimitedLog {
  /** Logs a warning unless `key` was logged within the window; adds `suppressed` to the fields. */
  warn(key: string, fields: object, message: string): void;
}

/**
 * Keeps bad input from flooding the log: a thousand malformed messages a second are one line a window
 * with their count. Needs no timer; what was suppressed last is told with the key's next line.
 *
 * @param now epoch milliseconds
 */
export function limitLog(log: Log, now: () => number, windowMs = LOG_WINDOW_MS): RateLimitedLog {
  const keys = new Map<string, { since: number; suppressed: number }>();
  return {
    warn(key, fields, message) {
      const at = now();
      const known = keys.get(key);
      if (known && at - known.since < windowMs && at >= known.since) {
        known.suppressed += 1;
        return;
      }
      keys.delete(key);
      keys.set(key, { since: at, suppressed: 0 });
      if (keys.size > LOG_KEYS_MAX) {
        const oldest = keys.keys().next();
        if (!oldest.done) keys.delete(oldest.value);
      }
      const suppressed = known?.suppressed ?? 0;
      log.warn(suppressed > 0 ? { ...fields, suppressed } : fields, message);
    },
  };
}
