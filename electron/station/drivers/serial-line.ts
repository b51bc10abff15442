import { stat } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import type { SerialSettings } from '#domain/facility/device-file.ts';
import { type BackoffLimits, createBackoff } from './backoff.ts';
import { sentenceOf } from './fault-sentence.ts';
import { lineFault } from './line-fault.ts';
import { type LineTap, noTap } from './line-tap.ts';

/** How often an open line is checked: an unplugged idle port may stay "open" for ever. */
export const LINE_CHECK_MS = 1_000;
const REOPEN: BackoffLimits = { firstMs: 250, capMs: 5_000 };

export interface LineEvents {
  readonly onOpen: () => void;
  readonly onData: (chunk: Buffer) => void;
  /** The line could not be opened or was lost; it is tried again. A sentence for staff. */
  readonly onDown: (sentence: string) => void;
}

/** A line to a device, of whatever kind: it is opened again until it is stopped. */
export interface DeviceLine {
  readonly isOpen: boolean;
  /** Writes when the line is open; otherwise the bytes are lost, as on a wire. */
  write(bytes: Uint8Array): void;
  /** Writes, and resolves once the bytes have left the station. Rejects when the line is not open or fails. */
  send(bytes: Uint8Array): Promise<void>;
  /** Closes and opens again, after the back-off: for a line that is open and silent. */
  reopen(): void;
  /** The device answered: after the next loss the first retry comes soon. */
  settled(): void;
  stop(): Promise<void>;
}

export type SerialLine = DeviceLine;

/**
 * A serial port that is opened again, with bounded back-off, until it is stopped. Its tap sees each chunk
 * as it came and each write.
 */
export function openSerialLine(
  settings: SerialSettings,
  events: LineEvents,
  tap: LineTap = noTap,
): SerialLine {
  const line = new ReopeningLine(settings, events, tap);
  line.start();
  return line;
}

class ReopeningLine implements DeviceLine {
  readonly #settings: SerialSettings;
  readonly #events: LineEvents;
  readonly #tap: LineTap;
  readonly #backoff = createBackoff(REOPEN);
  #port: SerialPort | null = null;
  #opening: Promise<void> = Promise.resolve();
  /** Closing ports; the path can be opened again only after them. */
  #closing: Promise<void> = Promise.resolve();
  #retry: NodeJS.Timeout | undefined;
  #check: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(settings: SerialSettings, events: LineEvents, tap: LineTap) {
    this.#settings = settings;
    this.#events = events;
    this.#tap = tap;
  }

  get isOpen(): boolean {
    return this.#port?.isOpen ?? false;
  }

  start(): void {
    this.#opening = this.#open().catch((error: unknown) => this.#failed(sentenceOf(error)));
  }

  write(bytes: Uint8Array): void {
    if (!this.#port?.isOpen) return;
    this.#tap.sent(this.#settings.path, bytes);
    this.#port.write(Buffer.from(bytes));
  }

  send(bytes: Uint8Array): Promise<void> {
    const port = this.#port;
    if (!port?.isOpen)
      return Promise.reject(new Error(`The line ${this.#settings.path} is not open.`));
    this.#tap.sent(this.#settings.path, bytes);
    return new Promise((resolve, reject) => {
      port.write(Buffer.from(bytes), (failed) => {
        if (failed) reject(failed);
        else port.drain((error) => (error ? reject(error) : resolve()));
      });
    });
  }

  reopen(): void {
    if (this.#port) this.#lost(this.#port, null);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#check);
    await this.#opening;
    const port = this.#port;
    this.#port = null;
    if (port) this.#close(port);
    await this.#closing;
  }

  async #open(): Promise<void> {
    await this.#closing;
    if (this.#stopped) return;
    const { path, baudRate, dataBits, parity, stopBits, flowControl } = this.#settings;
    const holdsBack = flowControl === 'software';
    const port = new SerialPort({
      ...{ path, baudRate, dataBits, parity, stopBits, autoOpen: false },
      ...{ rtscts: flowControl === 'hardware', xon: holdsBack, xoff: holdsBack },
    });
    this.#port = port;
    // Taken before opening: should the device be replaced meanwhile, the next check finds it changed.
    const identity = await identityOf(path);
    await new Promise<void>((resolve, reject) => {
      port.open((error) => (error ? reject(error) : resolve()));
    });
    if (this.#stopped || this.#port !== port) return this.#close(port);
    port.on('error', (error) => this.#lost(port, `The line ${path} failed: ${sentenceOf(error)}`));
    port.on('close', () => this.#lost(port, `The line ${path} was unplugged.`));
    // What was sent while nobody listened is about vehicles that have gone.
    port.flush(() => {
      if (this.#port !== port || this.#stopped) return;
      port.on('data', (chunk: Buffer) => {
        if (this.#port !== port) return;
        this.#tap.heard(this.#settings.path, chunk, () => this.#events.onData(chunk));
      });
      this.#events.onOpen();
    });
    this.#watch(port, identity);
  }

  /** The path must go on naming the device that was opened. */
  #watch(port: SerialPort, identity: string | null): void {
    if (this.#stopped) return;
    const { path } = this.#settings;
    clearTimeout(this.#check);
    this.#check = setTimeout(() => {
      void identityOf(path).then((now) => {
        if (this.#port !== port) return;
        if (now === identity) this.#watch(port, identity);
        else this.#lost(port, `The line ${path} was unplugged.`);
      });
    }, LINE_CHECK_MS);
  }

  #lost(port: SerialPort, sentence: string | null): void {
    if (this.#port !== port || this.#stopped) return;
    this.#port = null;
    this.#close(port);
    if (sentence !== null) this.#events.onDown(sentence);
    this.#retryLater();
  }

  #failed(error: string): void {
    this.#port = null;
    if (this.#stopped) return;
    const why = lineFault(reasonOf(error));
    this.#events.onDown(`The line ${this.#settings.path} cannot be opened: ${why}.`);
    this.#retryLater();
  }

  #retryLater(): void {
    clearTimeout(this.#check);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.start(), this.#backoff.nextMs());
  }

  settled(): void {
    this.#backoff.reset();
  }

  #close(port: SerialPort): void {
    if (!port.isOpen) return;
    this.#closing = new Promise((resolve) => port.close(() => resolve()));
  }
}

/** Names the device behind a path; null where nothing is there, and where ports are no files (Windows). */
async function identityOf(path: string): Promise<string | null> {
  return stat(path).then(
    ({ dev, ino, rdev }) => `${dev}:${ino}:${rdev}`,
    () => null,
  );
}

/** The serial library's message without its prefix and without the path that the sentence already has. */
function reasonOf(error: string): string {
  return error.replace(/^Error: /, '').replace(/, cannot open .*$/, '');
}
