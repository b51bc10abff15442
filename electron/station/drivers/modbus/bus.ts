import { EventEmitter } from 'node:events';
import ModbusRTU from 'modbus-serial';
import { type Connection, openDeviceLine } from '../device-line.ts';
import { type LineTap, noTap } from '../line-tap.ts';
import type { DeviceLine } from '../serial-line.ts';
import type { Framer } from './framer.ts';
import { createPace, type Pace } from './pace.ts';
import { createRtuFramer } from './rtu-framer.ts';
import { createTcpFramer } from './tcp-framer.ts';
import { createTurns } from './turns.ts';

/** Who joins a line, and what it wants to be told. */
export interface BusUser {
  readonly unit: number;
  readonly replyTimeoutMs: number;
  readonly tap: LineTap;
  readonly onOpen: () => void;
  readonly onDown: (sentence: string) => void;
  /** Bytes that belong to no valid reply, while this unit was asked. */
  readonly onGarbage: (bytes: number) => void;
}

/** What a request came to, as values: a silent or refusing controller is no exception here. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'no-reply' }
  /** A Modbus exception; the sentence names its code. */
  | { readonly kind: 'exception'; readonly code: number; readonly sentence: string };

/** One user of a line. One request at a time: the caller awaits each. */
export interface BusMember {
  readonly isOpen: boolean;
  readonly pace: Pace;
  readBits(
    table: 'discrete-inputs' | 'coils',
    address: number,
    count: number,
  ): Promise<Answer<readonly boolean[]>>;
  /** A number is written as it is, for boards that take a time there. Goes before reads. */
  writeCoil(address: number, value: boolean | number): Promise<Answer<void>>;
  /** Opens the line anew, unless others are answered on it. */
  reopen(): void;
  /** Resolves when the line is closed, or at once while others use it. */
  leave(): Promise<void>;
}

export interface BusOptions {
  readonly address: Connection;
  readonly framing: 'tcp' | 'rtu';
}

/** A line with one or more units: one request at a time, everybody in turn. */
export interface Bus {
  join(user: BusUser): BusMember;
  readonly members: number;
}

type Ask = (modbus: ModbusRTU, next: (error: Error | null, result: unknown) => void) => void;

interface Member {
  readonly user: BusUser;
  readonly pace: Pace;
  ask: Ask | null;
  isOrder: boolean;
  answered: (answer: Answer<unknown>) => void;
}

/** Others count as answering for so long after their last reply. */
const ALIVE_MS = 5_000;
/** Frames on a serial line lie 3.5 characters apart (Modbus over Serial Line V1.02, 2.5.1.1). */
const GAP_CHARS = 3.5;
const GAP_MIN_MS = 2;
const BITS_PER_CHAR = 11;

/** What staff call the line. */
export function lineName(address: Connection): string {
  return address.kind === 'serial' ? address.serial.path : `${address.host}:${address.port}`;
}

export function openBus(options: BusOptions): Bus {
  return new SharedBus(options);
}

class SharedBus implements Bus {
  readonly #line: DeviceLine;
  readonly #modbus: ModbusRTU;
  readonly #gapMs: number;
  readonly #turns = createTurns<Member>();
  readonly #members = new Set<Member>();
  #current: Member | null = null;
  #freeAt = 0;
  #heardAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor({ address, framing }: BusOptions) {
    const framer = framing === 'tcp' ? createTcpFramer() : createRtuFramer();
    const port = new LinePort(framer, (bytes) => this.#current?.user.onGarbage(bytes));
    this.#gapMs =
      address.kind === 'serial'
        ? Math.max(GAP_MIN_MS, (GAP_CHARS * BITS_PER_CHAR * 1_000) / address.serial.baudRate)
        : 0;
    this.#modbus = new ModbusRTU(port);
    // The library hooks itself to its port here; the line itself opens in its own time.
    this.#modbus.open(() => undefined);
    // It repeats what the line tells by its own events, and throws it where nobody listens.
    this.#modbus.on('error', () => undefined);
    const events = {
      onOpen: () => this.#tell(({ onOpen }) => onOpen()),
      onDown: (sentence: string) => this.#tell(({ onDown }) => onDown(sentence)),
      onData: (chunk: Buffer) => port.take(chunk),
    };
    this.#line = openDeviceLine(address, events, this.#tap());
    port.line = this.#line;
  }

  get members(): number {
    return this.#members.size;
  }

  join(user: BusUser): BusMember {
    const pace = createPace();
    const member: Member = {
      ...{ user, pace },
      ask: null,
      isOrder: false,
      answered: () => undefined,
    };
    this.#members.add(member);
    const { unit } = user;
    const line = this.#line;
    return {
      get isOpen() {
        return line.isOpen;
      },
      pace,
      readBits: async (table, address, count) => {
        const answer = await this.#request(member, false, (modbus, next) => {
          if (table === 'coils') modbus.writeFC1(unit, address, count, next);
          else modbus.writeFC2(unit, address, count, next);
        });
        if (answer.kind !== 'ok') return answer;
        return { kind: 'ok', value: (answer.value as { data: boolean[] }).data };
      },
      writeCoil: async (address, value) => {
        const answer = await this.#request(member, true, (modbus, next) => {
          if (typeof value === 'boolean') modbus.writeFC5(unit, address, value, next);
          else modbus.writeCustomFC(unit, 5, [...bytesOf(address), ...bytesOf(value)], next);
        });
        return answer.kind === 'ok' ? { kind: 'ok', value: undefined } : answer;
      },
      reopen: () => {
        if (performance.now() - this.#heardAt > ALIVE_MS) this.#line.reopen();
      },
      leave: () => this.#leave(member),
    };
  }

  async #leave(member: Member): Promise<void> {
    this.#members.delete(member);
    this.#turns.leave(member);
    if (this.#current !== member) member.answered({ kind: 'no-reply' });
    if (this.#members.size > 0) return;
    clearTimeout(this.#timer);
    await this.#line.stop();
  }

  #request(member: Member, isOrder: boolean, ask: Ask): Promise<Answer<unknown>> {
    return new Promise((resolve) => {
      member.ask = ask;
      member.isOrder = isOrder;
      member.answered = resolve;
      this.#turns.ask(member, isOrder);
      this.#serve();
    });
  }

  /** Gives the line to the next in turn, as soon as it is free. */
  #serve(): void {
    if (this.#current !== null) return;
    clearTimeout(this.#timer);
    const now = performance.now();
    if (now < this.#freeAt) {
      this.#serveIn(this.#freeAt - now);
      return;
    }
    const turn = this.#turns.next(now);
    if ('member' in turn) this.#give(turn.member, now);
    else if (turn.waitMs !== null) this.#serveIn(turn.waitMs);
  }

  #serveIn(ms: number): void {
    this.#timer = setTimeout(() => this.#serve(), ms);
  }

  #give(member: Member, startedAt: number): void {
    const { ask } = member;
    const { unit, replyTimeoutMs } = member.user;
    if (ask === null) throw new Error(`unit ${unit} has the line and nothing to ask`);
    this.#current = member;
    this.#modbus.setTimeout(replyTimeoutMs);
    ask(this.#modbus, (error, result) => {
      const now = performance.now();
      const answer = answerOf(error, result);
      const hasReply = answer.kind !== 'no-reply';
      this.#current = null;
      this.#freeAt = now + this.#gapMs;
      this.#turns.done(member, hasReply, now, now - startedAt);
      // While the line is down nobody can answer, which says nothing about the unit.
      if (!member.isOrder && (hasReply || this.#line.isOpen))
        member.pace.took(hasReply, startedAt, now);
      if (hasReply) {
        this.#heardAt = now;
        member.user.tap.answered(now - startedAt);
        this.#line.settled();
      }
      member.ask = null;
      member.answered(answer);
      this.#serve();
    });
  }

  #tell(what: (user: BusUser) => void): void {
    for (const { user } of [...this.#members]) what(user);
  }

  /** What passes is shown to the one whose turn it is. */
  #tap(): LineTap {
    return {
      heard: (place, bytes, take) => {
        if (this.#current === null) take();
        else this.#current.user.tap.heard(place, bytes, take);
      },
      sent: (place, bytes) => this.#current?.user.tap.sent(place, bytes),
      // Told to each member's own tap, by the time of its own request.
      asked: noTap.asked,
      answered: noTap.answered,
      toldTime: noTap.toldTime,
    };
  }
}

const bytesOf = (word: number) => [word >> 8, word & 0xff];

/** The shape of port that modbus-serial works on, over a line that reopens itself. */
class LinePort extends EventEmitter {
  line: DeviceLine | null = null;
  readonly #framer: Framer;
  readonly #onGarbage: (bytes: number) => void;

  constructor(framer: Framer, onGarbage: (bytes: number) => void) {
    super();
    this.#framer = framer;
    this.#onGarbage = onGarbage;
  }

  take(chunk: Buffer): void {
    const { reply, garbageBytes } = this.#framer.push(chunk);
    if (garbageBytes > 0) this.#onGarbage(garbageBytes);
    if (reply) this.emit('data', reply);
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
    const { wire, stale } = this.#framer.send(request);
    if (stale > 0) this.#onGarbage(stale);
    this.line?.write(wire);
  }
}

/** Path unavailable, target failed to respond (MODBUS Application Protocol 1.1b3, 7). */
const GATEWAY_SILENT: ReadonlySet<number> = new Set([10, 11]);

function answerOf(error: Error | null, value: unknown): Answer<unknown> {
  if (!error) return { kind: 'ok', value };
  // The framer lets only whole replies through: what fails is a timeout or the controller's refusal.
  if ('modbusCode' in error) {
    const code = Number(error.modbusCode);
    // A gateway says so of a unit behind it that is silent.
    if (!GATEWAY_SILENT.has(code)) return { kind: 'exception', code, sentence: error.message };
  }
  return { kind: 'no-reply' };
}
