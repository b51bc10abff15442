import { type BarrierEvents, newBarrierEvents } from '../barrier-events.ts';
import { openDeviceLine } from '../device-line.ts';
import type { Driver, DriverContext, StartDriver } from '../driver.ts';
import type { DeviceLine } from '../serial-line.ts';
import { type AsciiBarrier, createLineCutter, encodeLine, matches, wordOf } from './codec.ts';

/** Orders that wait for the line; more are refused. */
const ORDERS_MAX = 16;
/** An order that waited longer is refused unexecuted: its vehicle may have gone. */
const ORDER_WAIT_MAX_MS = 2_000;
/** So many questions without an answer, and the barrier is offline. */
const MISSED_MAX = 3;

type Command = NonNullable<AsciiBarrier['commands']['hold']>;
type Reply = 'taken' | 'refused' | 'none';

/** A barrier that takes commands as lines of text, over a serial line or TCP. */
export const start: StartDriver<'barrier-ascii'> = async (context) => new AsciiDriver(context);

class AsciiDriver implements Driver {
  readonly #context: DriverContext<AsciiBarrier>;
  readonly #device: AsciiBarrier;
  readonly #line: DeviceLine;
  readonly #cutter: ReturnType<typeof createLineCutter>;
  readonly #events: BarrierEvents;
  #asked: { readonly isReply: (line: string) => Reply; answer(reply: Reply): void } | null = null;
  #turn: Promise<void> = Promise.resolve();
  #inTurn = 0;
  #missed = 0;
  #isOnline = false;
  #said = '';
  #poll: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(context: DriverContext<AsciiBarrier>) {
    const { device, emit, tap } = context;
    this.#context = context;
    this.#device = device;
    this.#cutter = createLineCutter(device.ending);
    const inputs = {
      ...{ armingLoop: null, safetyLoop: null },
      ...{ openLimit: null, closedLimit: null, fault: null },
    };
    this.#events = newBarrierEvents({ inputs, inverted: [] }, device.laneId, emit);
    const events = {
      onOpen: () => this.#opened(),
      onData: (chunk: Buffer) => this.#hear(chunk),
      onDown: (sentence: string) => this.#lost(sentence),
    };
    this.#line = openDeviceLine(device.connection, events, tap);
  }

  async perform(output: Parameters<Driver['perform']>[0]): Promise<void> {
    if (output.kind !== 'vend' && output.kind !== 'hold' && output.kind !== 'close') return;
    if (output.laneId !== this.#device.laneId) return;
    // An order is never kept for later: a gate must not open minutes after it was asked to.
    if (!this.#isOnline) throw new Error('It is offline.');
    if (this.#inTurn >= ORDERS_MAX) throw new Error('It has too many orders waiting.');
    const commands = this.#commandsOf(output.kind);
    const since = performance.now();
    await this.#next(async () => {
      if (performance.now() - since > ORDER_WAIT_MAX_MS)
        throw new Error('It was too busy; the order was not carried out.');
      for (const command of commands) await this.#command(command);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#events.stop();
    clearTimeout(this.#poll);
    this.#asked?.answer('none');
    await this.#turn;
    clearTimeout(this.#poll);
    await this.#line.stop();
  }

  #commandsOf(kind: 'vend' | 'hold' | 'close'): readonly Command[] {
    const { vend, hold, release, close } = this.#device.commands;
    if (kind === 'vend') return [vend];
    if (kind === 'hold') {
      if (hold === undefined)
        throw new Error('It cannot be held open: its file has no such command.');
      return [hold];
    }
    return [release, close].flatMap((command) => command ?? []);
  }

  async #command({ send, reply }: Command): Promise<void> {
    const { refusal } = this.#device;
    if (reply === undefined) {
      await this.#line.send(encodeLine(send, this.#device.ending));
      return;
    }
    const said = await this.#ask(send, (line) => {
      if (matches(reply, line)) return 'taken';
      return refusal !== undefined && matches(refusal, line) ? 'refused' : 'none';
    });
    if (said === 'refused') throw new Error('It refused.');
    if (said === 'none')
      throw new Error('It did not answer; whether it took the order is not known.');
  }

  /** Sends a line and waits for the one that answers it; what else is said meanwhile means what it says. */
  async #ask(text: string, isReply: (line: string) => Reply): Promise<Reply> {
    const measured = this.#context.tap.asked();
    const answered = new Promise<Reply>((resolve) => {
      const timer = setTimeout(() => resolve('none'), this.#device.replyTimeoutMs);
      this.#asked = {
        isReply,
        answer(reply) {
          clearTimeout(timer);
          resolve(reply);
        },
      };
    });
    this.#line.write(encodeLine(text, this.#device.ending));
    const reply = await answered;
    this.#asked = null;
    if (reply !== 'none') measured();
    return reply;
  }

  #hear(chunk: Buffer): void {
    const { lines, garbageBytes } = this.#cutter.push(chunk);
    if (garbageBytes > 0)
      this.#context.drop('line-garbage', `${garbageBytes} bytes without an end`);
    for (const line of lines) this.#take(line);
  }

  #take(line: string): void {
    const reply = this.#asked?.isReply(line) ?? 'none';
    const word = wordOf(this.#device.words, line);
    if (word === null && reply === 'none') {
      this.#context.drop('malformed', `a line of ${line.length} characters that has no meaning`);
      return;
    }
    if (word?.gate !== undefined) this.#events.gate(word.gate);
    for (const input of word?.on ?? []) this.#events.means(input, true);
    for (const input of word?.off ?? []) this.#events.means(input, false);
    if (reply !== 'none') this.#asked?.answer(reply);
  }

  #opened(): void {
    if (this.#device.status === undefined) {
      this.#line.settled();
      this.#say(true, '');
    }
    this.#pollSoon(0);
  }

  #lost(sentence: string): void {
    clearTimeout(this.#poll);
    this.#asked?.answer('none');
    this.#missed = 0;
    this.#say(false, sentence);
  }

  #pollSoon(ms: number): void {
    clearTimeout(this.#poll);
    const { status } = this.#device;
    if (status === undefined || this.#stopped) return;
    this.#poll = setTimeout(() => {
      this.#next(() => this.#question(status.send)).then(
        () => this.#pollSoon(status.everyMs),
        // A line that went away meanwhile has said so itself.
        () => this.#pollSoon(status.everyMs),
      );
    }, ms);
  }

  /** Any line that has a meaning answers the question how it stands. */
  async #question(text: string): Promise<void> {
    if (!this.#line.isOpen || this.#stopped) return;
    const { words } = this.#device;
    const reply = await this.#ask(text, (line) => (wordOf(words, line) ? 'taken' : 'none'));
    if (this.#stopped || !this.#line.isOpen) return;
    if (reply === 'taken') {
      this.#missed = 0;
      this.#line.settled();
      this.#say(true, '');
      return;
    }
    this.#missed += 1;
    if (this.#missed < MISSED_MAX) return;
    this.#say(false, 'It does not say how it stands.');
    if (this.#missed % MISSED_MAX === 0) this.#line.reopen();
  }

  #say(isOnline: boolean, detail: string): void {
    this.#isOnline = isOnline;
    const said = `${isOnline} ${detail}`;
    if (said === this.#said) return;
    this.#said = said;
    if (!isOnline) this.#events.forget();
    this.#context.emit({ kind: 'status', status: isOnline ? 'online' : 'offline', detail });
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#inTurn += 1;
    const done = this.#turn.then(work).finally(() => {
      this.#inTurn -= 1;
    });
    // What failed was told to whoever asked for it; the next one has its turn all the same.
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
