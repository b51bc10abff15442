import { connect, type Socket } from 'node:net';
import { type BackoffLimits, createBackoff } from '../backoff.ts';
import { sentenceOf } from '../fault-sentence.ts';
import { createApduSplitter } from './apdu.ts';
import { PARTIAL_MESSAGE_TIMEOUT_MS, type TerminalLine, type TerminalLineEvents } from './line.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_MS = 10_000;
const RECONNECT: BackoffLimits = { firstMs: 250, capMs: 5_000 };

export interface TcpAddress {
  readonly host: string;
  readonly port: number;
}

/** A TCP connection to a terminal, made anew with bounded back-off until it is stopped. */
export function openTcpTerminalLine(address: TcpAddress, events: TerminalLineEvents): TerminalLine {
  const line = new TcpLine(address, events);
  line.open();
  return line;
}

class TcpLine implements TerminalLine {
  readonly #address: TcpAddress;
  readonly #events: TerminalLineEvents;
  readonly #backoff = createBackoff(RECONNECT);
  #socket: Socket | null = null;
  #isUp = false;
  #retry: NodeJS.Timeout | undefined;
  #partial: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(address: TcpAddress, events: TerminalLineEvents) {
    this.#address = address;
    this.#events = events;
  }

  open(): void {
    const socket = connect({
      ...this.#address,
      noDelay: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
    });
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    const splitter = createApduSplitter();
    let reason = 'it closed the connection';
    this.#socket = socket;
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => {
      reason = 'no answer';
      socket.destroy();
    });
    socket.on('connect', () => {
      socket.setTimeout(0);
      this.#isUp = true;
      this.#events.onUp();
    });
    socket.on('data', (chunk) => {
      if (this.#socket !== socket || this.#stopped) return;
      const { apdus, garbageBytes } = splitter.push(chunk);
      if (garbageBytes > 0) this.#events.onGarbage(garbageBytes);
      for (const apdu of apdus) this.#events.onMessage(apdu);
      clearTimeout(this.#partial);
      if (!splitter.hasPartial) return;
      this.#partial = setTimeout(
        () => this.#events.onGarbage(splitter.dropPartial()),
        PARTIAL_MESSAGE_TIMEOUT_MS,
      );
    });
    socket.on('error', (error) => {
      reason = sentenceOf(error);
    });
    socket.on('close', () => this.#closed(socket, reason));
  }

  send(message: Uint8Array): void {
    if (this.#isUp) this.#socket?.write(message);
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
    clearTimeout(this.#partial);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket || socket.closed) return;
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.destroy();
    await closed;
  }

  #closed(socket: Socket, reason: string): void {
    clearTimeout(this.#partial);
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
    clearTimeout(this.#partial);
    clearTimeout(this.#retry);
    if (!this.#stopped) this.#retry = setTimeout(() => this.open(), this.#backoff.nextMs());
  }
}
