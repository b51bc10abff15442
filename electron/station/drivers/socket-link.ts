import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { DeviceId, LotId } from '#domain/kernel/ids.ts';
import { createTakers } from './takers.ts';

/** A device's wish for a WebSocket, not granted yet. Its token has been checked. */
export interface Dial {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
}

/** Weighs what comes over a socket: false when it is more than the device may send. */
export interface SocketMeter {
  takesMessage(): boolean;
  takesBytes(bytes: number): boolean;
}

/** `busy`: it has sent too much, and is to come again later. */
export type DialAnswer = 'taken' | 'busy';

/** The station's door for devices that keep a WebSocket to it, as the drivers of one lot see it. */
export interface SocketLink {
  /** Hands on whoever dials in as this device; the latest taker of a device is the one. Returns what ends it. */
  listen(deviceId: DeviceId, take: (dial: Dial, meter: SocketMeter) => DialAnswer): () => void;
}

/** The same door from the other side: whoever serves HTTP hands in who dials. */
export interface SocketDoor {
  ofLot(lotId: LotId): SocketLink;
  /** Null while no driver of that device listens. Unless it is taken, the socket is still the caller's. */
  take(lotId: LotId, deviceId: DeviceId, dial: Dial): DialAnswer | null;
}

/** Weighs nothing: on the bench of a driver, where no guard stands before it. */
const openMeter: SocketMeter = { takesMessage: () => true, takesBytes: () => true };

export function createSocketDoor(): SocketDoor {
  const takers = createTakers<(dial: Dial, meter: SocketMeter) => DialAnswer>();
  return {
    ofLot: (lotId) => ({ listen: (deviceId, take) => takers.add(lotId, deviceId, take) }),
    take: (lotId, deviceId, dial) => takers.of(lotId, deviceId)?.(dial, openMeter) ?? null,
  };
}

/** For a fleet without a door: nobody ever dials in. */
export const noSockets: SocketLink = { listen: () => () => undefined };
