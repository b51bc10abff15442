import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { SerialSettings } from '#domain/facility/device/serial.ts';
import { type MockPort, openMockPort } from './mock-port.ts';

/** The field's end of a line: a serial port, or a TCP port of the loopback (0: any free one). */
export type MockAddress =
  | { readonly kind: 'serial'; readonly serial: SerialSettings }
  | { readonly kind: 'tcp'; readonly port: number };

/** Whom a chunk came from: a connection, or the line itself. */
export interface MockPeer {
  write(bytes: Uint8Array): void;
}

export interface MockEnd {
  /** The TCP port, 0 for a serial line. */
  readonly port: number;
  /** To everybody who is connected. */
  write(bytes: Uint8Array): void;
  /** Power cut, and back. */
  die(): Promise<void>;
  revive(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the device's end and hands over what comes in. Rejects when it is not to be had. */
export function openMockEnd(
  address: MockAddress,
  onData: (chunk: Buffer, from: MockPeer) => void,
  onLost?: (sentence: string) => void,
): Promise<MockEnd> {
  return address.kind === 'serial'
    ? serialEnd(address.serial, onData, onLost)
    : tcpEnd(address.port, onData);
}

async function serialEnd(
  serial: SerialSettings,
  onData: (chunk: Buffer, from: MockPeer) => void,
  onLost?: (sentence: string) => void,
): Promise<MockEnd> {
  const line: MockPeer = { write: (bytes) => port?.write(bytes) };
  const open = () => openMockPort(serial, (chunk) => onData(chunk, line), onLost);
  let port: MockPort | null = null;
  port = await open();
  async function die(): Promise<void> {
    const dying = port;
    port = null;
    await dying?.stop();
  }
  return {
    port: 0,
    write: line.write,
    die,
    async revive() {
      port ??= await open();
    },
    stop: die,
  };
}

async function tcpEnd(
  wanted: number,
  onData: (chunk: Buffer, from: MockPeer) => void,
): Promise<MockEnd> {
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let port = wanted;

  async function listen(): Promise<void> {
    const opened = createServer((socket) => {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('close', () => sockets.delete(socket));
      // A station that goes away without a farewell is its own business.
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => onData(chunk, socket));
    });
    await new Promise<void>((resolve, reject) => {
      opened.once('error', reject);
      opened.listen(port, '127.0.0.1', resolve);
    });
    server = opened;
    port = (opened.address() as AddressInfo).port;
  }

  async function die(): Promise<void> {
    const closing = server;
    server = null;
    if (closing === null) return;
    const closed = new Promise<void>((resolve) => closing.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  await listen();
  return {
    get port() {
      return port;
    },
    write(bytes) {
      for (const socket of sockets) socket.write(bytes);
    },
    die,
    async revive() {
      if (server === null) await listen();
    },
    stop: die,
  };
}
