import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { SerialSettings } from '#domain/facility/device-file.ts';
import { readCommand } from '../../documents/escpos-commands.ts';
import { type PrintedStrip, StripWriter } from '../../documents/escpos-strip.ts';
import { openMockPort } from '../mock-port.ts';
import type { PrinterCondition } from './codec.ts';
import { createRealTime } from './mock-real-time.ts';

/** Where a played printer is reached: a TCP port (0 picks a free one), or the field's end of a serial line. */
export type MockPrinterConnection =
  | { readonly kind: 'tcp'; readonly port: number; readonly host?: string }
  | { readonly kind: 'serial'; readonly serial: SerialSettings };

/** One piece of paper, cut off. */
export interface PrintedPiece {
  readonly strip: PrintedStrip;
  /** The bytes that it was printed from. */
  readonly bytes: Uint8Array;
}

export interface MockPrinterOptions {
  readonly connection: MockPrinterConnection;
  readonly onPrinted?: (piece: PrintedPiece) => void;
}

export interface MockPrinter {
  /** The port that it listens on; null for a serial line. */
  readonly port: number | null;
  /** What came out of it, oldest first; the latest 50. */
  readonly printed: readonly PrintedPiece[];
  /** Paper, cover and errors change under it. */
  set(change: Partial<PrinterCondition>): void;
  /** It takes everything and answers nothing. */
  setSilent(isSilent: boolean): void;
  /** It prints, and answers nothing: its way back is broken. */
  setMute(isMute: boolean): void;
  /** It answers, and prints nothing of what comes: its mechanism hangs. */
  setHanging(isHanging: boolean): void;
  /** Bytes that it has taken and not printed. */
  waitingBytes(): number;
  sendRaw(bytes: Uint8Array): void;
  /** Cuts every connection; a serial line is left as it is. */
  drop(): void;
  stop(): Promise<void>;
}

const PIECES_MAX = 50;

/** Plays an ESC/POS printer: reads jobs as a printer does, answers status, keeps what it printed. */
export async function startMockPrinter(options: MockPrinterOptions): Promise<MockPrinter> {
  const printed: PrintedPiece[] = [];
  let condition: PrinterCondition = { paper: 'present', coverOpen: false, error: null };
  let tellsChanges = false;
  let isSilent = false;
  let isMute = false;
  let isHanging = false;
  let pending: Uint8Array = Buffer.alloc(0);
  let done: Uint8Array[] = [];
  let writer = new StripWriter();

  const answer = (...bytes: number[]) => {
    if (!isSilent && !isMute) line.write(Uint8Array.from(bytes));
  };
  const realTime = createRealTime({
    condition: () => condition,
    answer,
    forget() {
      pending = Buffer.alloc(0);
      done = [];
      writer = new StripWriter();
    },
  });

  function canPrint(): boolean {
    return (
      condition.paper !== 'out' && !condition.coverOpen && condition.error === null && !isHanging
    );
  }

  function work(): void {
    while (canPrint()) {
      const read = readCommand(pending, 0);
      if (read === null) return;
      const { command, end } = read;
      done.push(pending.slice(0, end));
      pending = pending.slice(end);
      writer.take(command);
      if (command.kind === 'reset') tellsChanges = false;
      if (command.kind === 'automatic-status') {
        tellsChanges = command.mask !== 0;
        done = [];
        if (tellsChanges) answer(...realTime.report());
      }
      if (command.kind === 'ask-paper') {
        done = [];
        answer(realTime.paper());
      }
      if (command.kind === 'cut') cut();
    }
  }

  function cut(): void {
    const piece = { strip: writer.strip(), bytes: Buffer.concat(done) };
    writer = new StripWriter();
    done = [];
    printed.push(piece);
    if (printed.length > PIECES_MAX) printed.shift();
    options.onPrinted?.(piece);
  }

  function hear(chunk: Uint8Array): void {
    if (isSilent) return;
    // Taken first: it may empty what waits.
    const rest = realTime.take(chunk);
    pending = Buffer.concat([pending, rest]);
    work();
  }

  const line =
    options.connection.kind === 'tcp'
      ? await listen(options.connection, hear)
      : await attach(options.connection.serial, hear);

  return {
    port: line.port,
    printed,
    set(change) {
      condition = { ...condition, ...change };
      if (tellsChanges) answer(...realTime.report());
      work();
    },
    setSilent(silent) {
      isSilent = silent;
    },
    setMute(mute) {
      isMute = mute;
    },
    setHanging(hanging) {
      isHanging = hanging;
      work();
    },
    waitingBytes: () => pending.length,
    sendRaw: (bytes) => line.write(bytes),
    drop: () => line.drop(),
    stop: () => line.stop(),
  };
}

interface MockLine {
  readonly port: number | null;
  write(bytes: Uint8Array): void;
  drop(): void;
  stop(): Promise<void>;
}

/** Serves one station at a time, as printers do: who comes later takes over. */
async function listen(
  { port, host = '127.0.0.1' }: Extract<MockPrinterConnection, { kind: 'tcp' }>,
  hear: (chunk: Uint8Array) => void,
): Promise<MockLine> {
  let client: Socket | null = null;
  const server = createServer((socket) => {
    client?.destroy();
    client = socket;
    socket.on('data', (chunk) => {
      if (client === socket) hear(chunk);
    });
    // A connection that was cut says so by its close as well.
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const drop = () => {
    client?.destroy();
    client = null;
  };
  return {
    port: (server.address() as AddressInfo).port,
    write: (bytes) => {
      client?.write(bytes);
    },
    drop,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      drop();
      await closed;
    },
  };
}

async function attach(
  serial: SerialSettings,
  hear: (chunk: Uint8Array) => void,
): Promise<MockLine> {
  const port = await openMockPort(serial, hear);
  return { port: null, write: (bytes) => port.write(bytes), drop() {}, stop: () => port.stop() };
}
