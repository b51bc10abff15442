import { connect, type Socket } from 'node:net';
import { type BackoffLimits, createBackoff } from './backoff.ts';
import { sentenceOf } from './fault-sentence.ts';
import { lineFault } from './line-fault.ts';
import { type LineTap, noTap } from './line-tap.ts';
import type { DeviceLine, LineEvents } from './serial-line.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_MS = 10_000;
const RECONNECT: BackoffLimits = { firstMs: 250, capMs: 5_000 };

export interface TcpAddress {
  readonly host: string;
  readonly port: number;
}

/** A TCP connection to a device, made anew with bounded back-off until it is stopped. */
export function openTcpLine(
  address: TcpAddress,
  events: LineEvents,
  tap: LineTap = noTap,
): DeviceLine {
  const line = new ReconnectingLine(address, events, tap);
  line.connect();
  return line;
}

class ReconnectingLine implements DeviceLine {
  readonly #address: TcpAddress;
  readonly #events: LineEvents;
  readonly #tap: LineTap;
  /** As the tap names it. */
  readonly #place: string;
  readonly #backoff = createBackoff(RECONNECT);
  #socket: Socket | null = null;
  #isUp = false;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor({ host, port }: TcpAddress, events: LineEvents, tap: LineTap) {
    this.#tap = tap;
    this.#place = `${host}:${port}`;
    this.#address = { host, port };
    this.#events = events;
  }

  get isOpen(): boolean {
    return this.#isUp;
  }

  connect(): void {
    const socket = connect({ ...this.#address, noDelay: true });
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    let reason = 'it closed the connection';
    this.#socket = socket;
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => {
      reason = 'no answer';
      socket.destroy();
    });
    socket.on('connect', () => {
      if (this.#socket !== socket) return;
      socket.setTimeout(0);
      this.#isUp = true;
      this.#events.onOpen();
    });
    socket.on('data', (chunk) => {
      if (this.#socket !== socket) return;
      this.#tap.heard(this.#place, chunk, () => this.#events.onData(chunk));
    });
    socket.on('error', (error) => {
      reason = lineFault(sentenceOf(error));
    });
    socket.on('close', () => this.#closed(socket, reason));
  }

  write(bytes: Uint8Array): void {
    if (!this.#isUp) return;
    this.#tap.sent(this.#place, bytes);
    this.#socket?.write(bytes);
  }

  send(bytes: Uint8Array): Promise<void> {
    const socket = this.#isUp ? this.#socket : null;
    const { host, port } = this.#address;
    if (!socket) return Promise.reject(new Error(`There is no connection to ${host}:${port}.`));
    this.#tap.sent(this.#place, bytes);
    return new Promise((resolve, reject) => {
      socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }

  reopen(): void {
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = null;
    this.#isUp = false;
    socket.destroy();
    this.#retryLater();
  }

  settled(): void {
    this.#backoff.reset();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    const socket = this.#socket;
    this.#socket = null;
    this.#isUp = false;
    if (!socket || socket.closed) return;
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.destroy();
    await closed;
  }

  #closed(socket: Socket, reason: string): void {
    if (this.#socket !== socket || this.#stopped) return;
    const { host, port } = this.#address;
    this.#socket = null;
    const sentence = this.#isUp
      ? `The connection to ${host}:${port} was lost: ${reason}.`
      : `${host}:${port} cannot be reached: ${reason}.`;
    this.#isUp = false;
    this.#events.onDown(sentence);
    this.#retryLater();
  }

  #retryLater(): void {
    clearTimeout(this.#retry);
    if (!this.#stopped) this.#retry = setTimeout(() => this.connect(), this.#backoff.nextMs());
  }
}
