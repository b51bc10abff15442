import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { DeviceId, LotId } from '#domain/kernel/ids.ts';

/** A device's wish for a WebSocket, not granted yet. Its token has been checked. */
export interface Dial {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
}

/** The station's door for devices that keep a WebSocket to it, as the drivers of one lot see it. */
export interface SocketLink {
  /** Hands on whoever dials in as this device; the latest taker of a device is the one. Returns what ends it. */
  listen(deviceId: DeviceId, take: (dial: Dial) => void): () => void;
}

/** The same door from the other side: whoever serves HTTP hands in who dials. */
export interface SocketDoor {
  ofLot(lotId: LotId): SocketLink;
  /** False while no driver of that device listens: then the socket is still the caller's. */
  take(lotId: LotId, deviceId: DeviceId, dial: Dial): boolean;
}

export function createSocketDoor(): SocketDoor {
  const takers = new Map<string, (dial: Dial) => void>();
  const keyOf = (lotId: LotId, deviceId: DeviceId) => `${lotId}/${deviceId}`;
  return {
    ofLot: (lotId) => ({
      listen(deviceId, take) {
        const key = keyOf(lotId, deviceId);
        takers.set(key, take);
        return () => {
          if (takers.get(key) === take) takers.delete(key);
        };
      },
    }),
    take(lotId, deviceId, dial) {
      const taker = takers.get(keyOf(lotId, deviceId));
      taker?.(dial);
      return taker !== undefined;
    },
  };
}

/** For a fleet without a door: nobody ever dials in. */
export const noSockets: SocketLink = { listen: () => () => undefined };
