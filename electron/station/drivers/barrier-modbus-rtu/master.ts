import { EventEmitter } from 'node:events';
import ModbusRTU from 'modbus-serial';
import type { SerialSettings } from '#domain/facility/device-file.ts';
import { type LineTap, noTap } from '../line-tap.ts';
import { openSerialLine, type SerialLine } from '../serial-line.ts';
import { createReplyFramer } from './reply-framer.ts';

export interface MasterEvents {
  readonly onOpen: () => void;
  readonly onDown: (sentence: string) => void;
  /** Bytes that belong to no valid reply. */
  readonly onGarbage: (bytes: number) => void;
}

/** What a request came to, as values: a silent or refusing controller is no exception here. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'no-reply' }
  /** A Modbus exception; the sentence names its code. */
  | { readonly kind: 'exception'; readonly sentence: string };

/** Asks one controller on a serial line. One request at a time: the caller awaits each. */
export interface Master {
  readonly isOpen: boolean;
  readInputs(address: number, count: number): Promise<Answer<readonly boolean[]>>;
  writeCoil(address: number, on: boolean): Promise<Answer<void>>;
  reopen(): void;
  settled(): void;
  stop(): Promise<void>;
}

export function openMaster(
  serial: SerialSettings,
  unit: number,
  replyTimeoutMs: number,
  events: MasterEvents,
  tap: LineTap = noTap,
): Master {
  const port = new LinePort(serial, events, tap);
  const modbus = new ModbusRTU(port);
  modbus.setID(unit);
  modbus.setTimeout(replyTimeoutMs);
  // The library hooks itself to its port here; the line itself opens in its own time.
  modbus.open(() => undefined);
  // It repeats what the line tells by its own events, and throws it where nobody listens.
  modbus.on('error', () => undefined);

  return {
    get isOpen() {
      return port.line.isOpen;
    },
    async readInputs(address, count) {
      const askedMs = performance.now();
      const read = await answer(modbus.readDiscreteInputs(address, count));
      if (read.kind !== 'ok') return read;
      tap.answered(performance.now() - askedMs);
      return { kind: 'ok', value: read.value.data };
    },
    async writeCoil(address, on) {
      return answer(modbus.writeCoil(address, on).then(() => undefined));
    },
    reopen: () => port.line.reopen(),
    settled: () => port.line.settled(),
    stop: () => port.line.stop(),
  };
}

/** The shape of port that modbus-serial works on, over a line that reopens itself. */
class LinePort extends EventEmitter {
  readonly line: SerialLine;
  readonly #framer = createReplyFramer();
  readonly #onGarbage: (bytes: number) => void;

  constructor(serial: SerialSettings, events: MasterEvents, tap: LineTap) {
    super();
    this.#onGarbage = events.onGarbage;
    const onData = (chunk: Buffer) => {
      const { reply, garbageBytes } = this.#framer.push(chunk);
      if (garbageBytes > 0) this.#onGarbage(garbageBytes);
      if (reply) this.emit('data', reply);
    };
    const { onOpen, onDown } = events;
    this.line = openSerialLine(serial, { onOpen, onDown, onData }, tap);
  }

  /** The library asks before each request. A line that is down is silence, which ends as no reply. */
  get isOpen(): boolean {
    return true;
  }

  open(opened: () => void): void {
    opened();
  }

  close(closed: () => void): void {
    closed();
  }

  write(request: Buffer): void {
    const stale = this.#framer.expect(request);
    if (stale > 0) this.#onGarbage(stale);
    this.line.write(request);
  }
}

async function answer<T>(asked: Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: 'ok', value: await asked };
  } catch (error) {
    // The framer lets only whole replies through: what fails is a timeout or the controller's refusal.
    if (error instanceof Error && 'modbusCode' in error) {
      return { kind: 'exception', sentence: error.message };
    }
    return { kind: 'no-reply' };
  }
}
