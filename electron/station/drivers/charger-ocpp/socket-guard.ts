import type { DriverContext } from '../driver.ts';
import type { SocketMeter } from '../socket-link.ts';
import { failure } from './calls.ts';
import type { ChargerLine } from './line.ts';

/** Calls of one charger that wait for the lot at once; a charger that follows the standard has one. */
const UNDER_WAY_MAX = 16;
/** A charger that does not read its answers is cut off when so much waits for it. */
const UNSENT_MAX_BYTES = 1024 * 1_024;

/**
 * Keeps one connection within bounds, so that no charger takes the station from the others: whoever sends
 * more than its device may, or reads no answers, is cut off. Returns what runs its calls.
 */
export function guardSocket(
  client: Pick<ChargerLine, 'handshake' | 'on'>,
  meter: SocketMeter,
  drop: DriverContext['drop'],
): <T>(run: () => T | Promise<T>) => Promise<T> {
  const { socket } = client.handshake.request;
  let underWay = 0;
  // Pings are answered below this driver: bytes are all that is seen of them.
  socket.on('data', (chunk: Buffer) => {
    if (socket.destroyed) return;
    const isDeaf = socket.writableLength > UNSENT_MAX_BYTES;
    if (isDeaf) drop('flooding', 'it does not read its answers: it is cut off');
    if (isDeaf || !meter.takesBytes(chunk.length)) socket.destroy();
  });
  client.on('message', ({ outbound }) => {
    // What was read together with the message that was too much is none the better for it.
    if (!outbound && !socket.destroyed && !meter.takesMessage()) socket.destroy();
  });

  return async (run) => {
    if (socket.destroyed) throw failure('GenericError', 'Too many messages.');
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
