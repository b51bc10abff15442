import type { Server, Socket } from 'node:net';

/** Many consoles, a simulator and a proxy sit at this machine; what is on it already needs no door. */
const LOOPBACK = /^(::1|(::ffff:)?127\.)/;

/**
 * Gives each address its share of the places at servers that field devices come to, so that no device takes
 * all of them. Returns how to keep a server to it; several share one count.
 *
 * @param maxConnections of one address, over all of those servers
 * @param isExempt by default this very machine
 */
export function shareOfEach(
  maxConnections: number,
  isExempt: (address: string) => boolean = (address) => LOOPBACK.test(address),
): (server: Server) => void {
  const held = new Map<string, number>();
  return (server) => {
    server.on('connection', (socket: Socket) => {
      const address = socket.remoteAddress ?? 'unknown';
      if (isExempt(address)) return;
      const before = held.get(address) ?? 0;
      if (before >= maxConnections) {
        socket.destroy();
        return;
      }
      held.set(address, before + 1);
      socket.once('close', () => {
        const left = (held.get(address) ?? 1) - 1;
        if (left === 0) held.delete(address);
        else held.set(address, left);
      });
    });
  };
}
