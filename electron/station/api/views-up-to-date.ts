import type { LotService } from '../runtime/lot-service.ts';

/** How long a reader waits for the read models; past that it is shown what they hold. */
const CATCH_UP_TIMEOUT_MS = 1_000;

/**
 * Waits until the read models hold everything that is durable now, so that whoever has just changed
 * something reads it back. A lot that changes faster than they can follow is read a little late.
 */
export async function viewsUpToDate({ views, journal }: LotService): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CATCH_UP_TIMEOUT_MS);
  });
  try {
    await Promise.race([views.caughtUp(journal.lastSeq), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
