import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { SerialSettings } from '#domain/facility/device-file.ts';
import { openMockPort } from '../mock-port.ts';
import { createApduSplitter } from './apdu.ts';
import { createSerialLink } from './serial-link.ts';

/** Where a played terminal listens: a TCP port (0 picks a free one), or the field's end of a serial line. */
export type MockConnection =
  | { readonly kind: 'tcp'; readonly port: number; readonly host?: string }
  | { readonly kind: 'serial'; readonly serial: SerialSettings };

export interface MockLineEvents {
  /** One whole message of the cash register. */
  readonly onMessage: (bytes: Buffer) => void;
  /** The cash register is gone: what was being said is not heard any more. */
  readonly onGone: () => void;
}

/** The terminal's end of its line: messages in and out, and the ways in which a line fails. */
export interface MockTerminalLine {
  /** The port that it listens on; null for a serial line. */
  readonly port: number | null;
  send(message: Uint8Array): void;
  /** Bytes as they are, without any frame. */
  sendRaw(bytes: Uint8Array): void;
  /** The line breaks without a farewell: a TCP connection is cut, a serial line is deaf for a while. */
  drop(): void;
  stop(): Promise<void>;
}

/** How long a dropped serial line stays deaf. */
export const DEAF_MS = 1_000;

export function openMockTerminalLine(
  connection: MockConnection,
  events: MockLineEvents,
): Promise<MockTerminalLine> {
  return connection.kind === 'tcp' ? listen(connection, events) : attach(connection.serial, events);
}

/** Serves one cash register at a time, as terminals do: a new connection ends the one before it. */
async function listen(
  { port, host = '127.0.0.1' }: Extract<MockConnection, { kind: 'tcp' }>,
  events: MockLineEvents,
): Promise<MockTerminalLine> {
  let client: Socket | null = null;
  const server = createServer((socket) => {
    client?.destroy();
    client = socket;
    const splitter = createApduSplitter();
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      for (const message of splitter.push(chunk).apdus) {
        if (client === socket) events.onMessage(message);
      }
    });
    // A connection that was cut says so by its close as well.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (client !== socket) return;
      client = null;
      events.onGone();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const drop = () => {
    const cut = client;
    client = null;
    cut?.destroy();
    if (cut) events.onGone();
  };
  const write = (bytes: Uint8Array) => {
    client?.write(bytes);
  };
  return {
    port: (server.address() as AddressInfo).port,
    send: write,
    sendRaw: write,
    drop,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      drop();
      await closed;
    },
  };
}

async function attach(serial: SerialSettings, events: MockLineEvents): Promise<MockTerminalLine> {
  let isDeaf = false;
  let deafTimer: NodeJS.Timeout | undefined;
  const link = createSerialLink({
    write: (bytes) => {
      if (!isDeaf) port.write(bytes);
    },
    onMessage: events.onMessage,
    onGarbage: () => undefined,
    onDead: events.onGone,
  });
  const port = await openMockPort(
    serial,
    (chunk) => {
      if (!isDeaf) link.push(chunk);
    },
    () => {
      link.reset();
      events.onGone();
    },
  );
  return {
    port: null,
    send: (message) => link.send(message, false),
    sendRaw: (bytes) => port.write(bytes),
    drop() {
      isDeaf = true;
      link.reset();
      events.onGone();
      clearTimeout(deafTimer);
      deafTimer = setTimeout(() => {
        isDeaf = false;
      }, DEAF_MS);
    },
    async stop() {
      clearTimeout(deafTimer);
      link.reset();
      await port.stop();
    },
  };
}
