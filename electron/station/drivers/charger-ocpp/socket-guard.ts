import type { DriverContext } from '../driver.ts';
import { failure } from './calls.ts';
import type { ChargerLine } from './line.ts';

/** Calls of one charger that wait for the lot at once; a charger that follows the standard has one. */
const UNDER_WAY_MAX = 16;
/** A charger that does not read its answers is cut off when so much waits for it. */
const UNSENT_MAX_BYTES = 1024 * 1_024;
/** Many messages a second for minutes are a charger gone wild; a burst after an offline time is none. */
const CALLS_A_SECOND_MAX = 50;
const BURST_MAX_CALLS = 1_000;

/** Runs the calls of one connection within bounds, so that no charger takes the station from the others. */
export function guardSocket(
  client: Pick<ChargerLine, 'handshake'>,
  { now, drop }: Pick<DriverContext, 'now' | 'drop'>,
): <T>(run: () => T | Promise<T>) => Promise<T> {
  const { socket } = client.handshake.request;
  let underWay = 0;
  let tokens = BURST_MAX_CALLS;
  let filledAt = now();

  function isTooMuch(): boolean {
    const at = now();
    tokens = Math.min(BURST_MAX_CALLS, tokens + ((at - filledAt) / 1_000) * CALLS_A_SECOND_MAX);
    filledAt = at;
    if (tokens < 1) return true;
    tokens -= 1;
    return socket.writableLength > UNSENT_MAX_BYTES;
  }

  return async (run) => {
    if (isTooMuch()) {
      drop('oversized', 'more messages than a charger sends: it is cut off');
      socket.destroy();
      throw failure('GenericError', 'Too many messages.');
    }
    if (underWay >= UNDER_WAY_MAX)
      throw failure('GenericError', 'Wait for the answers before you ask more.');
    underWay += 1;
    try {
      return await run();
    } finally {
      underWay -= 1;
    }
  };
}
