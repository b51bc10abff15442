import { backoffMs, waitMs } from './backoff.ts';
import { isTransient, isUnauthorised } from './errors.ts';
import type { LiveStore } from './live-store.ts';
import type { StationClient } from './station-link.ts';

/**
 * Follows one lot into the store until `signal` ends it. A watch that breaks off starts again with
 * a fresh snapshot; a lost connection ends it from outside.
 *
 * @throws what the station refused for good, such as a sign-in that has ended
 */
export async function followLot(
  client: StationClient,
  lotId: string,
  store: LiveStore,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      const messages = await client.live.watch({ lotId }, { signal });
      for await (const message of messages) {
        if (signal.aborted) return;
        store.apply(message);
        attempt = 1;
      }
    } catch (cause) {
      if (signal.aborted) return;
      if (isUnauthorised(cause) || (attempt >= 5 && !isTransient(cause))) throw cause;
      console.info('live watch broke off', cause);
    }
    await waitMs(backoffMs(attempt, Math.random()), signal);
  }
}
