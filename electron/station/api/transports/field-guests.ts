import type { Socket } from 'node:net';
import type { DeviceName, DeviceTokens } from '../sign-in/device-tokens.ts';

/** A device that showed its token. */
export interface FieldGuest extends DeviceName {
  readonly token: string;
}

/** The device with this id whose token is among those that were shown; null where none is. */
export function fieldGuest(
  deviceId: string,
  shown: readonly string[],
  tokens: Pick<DeviceTokens, 'deviceOf'>,
): FieldGuest | null {
  for (const token of shown) {
    const device = tokens.deviceOf(token);
    if (device?.deviceId === deviceId) return { ...device, token };
  }
  return null;
}

/** Devices that are at the station's doors now, whether they post or keep a socket. */
export class FieldGuests {
  readonly #tokens: Pick<DeviceTokens, 'deviceOf'>;
  readonly #here = new Map<Socket, FieldGuest>();
  /** A camera keeps its connection and comes and goes on it with each post: it is watched once. */
  readonly #watched = new WeakSet<Socket>();

  constructor(tokens: Pick<DeviceTokens, 'deviceOf'>) {
    this.#tokens = tokens;
  }

  get count(): number {
    return this.#here.size;
  }

  /** It stays until its socket closes, or until it is told to have left. */
  came(socket: Socket, guest: FieldGuest): void {
    if (!this.#watched.has(socket)) {
      this.#watched.add(socket);
      socket.once('close', () => this.#here.delete(socket));
    }
    this.#here.set(socket, guest);
  }

  left(socket: Socket): void {
    this.#here.delete(socket);
  }

  /** Cuts off whose token no longer holds: it has ended, or another was given. */
  recheck(): void {
    for (const [socket, { token, lotId, deviceId }] of [...this.#here]) {
      const now = this.#tokens.deviceOf(token);
      if (now?.lotId !== lotId || now.deviceId !== deviceId) socket.destroy();
    }
  }

  endAll(): void {
    for (const socket of this.#here.keys()) socket.destroy();
  }
}
