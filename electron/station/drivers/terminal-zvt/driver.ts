import type { Driver, DriverContext, FieldOutput, StartDriver } from '../driver.ts';
import { sentenceOf } from '../fault-sentence.ts';
import type { Answered } from '../line-tap.ts';
import type { TerminalOrder } from '../terminal-words.ts';
import { decodeMessage, encodeCommand, type TerminalDevice } from './codec.ts';
import { currencyNumber } from './currency-numbers.ts';
import { transition } from './handshake.ts';
import type { TerminalLine } from './line.ts';
import { emptyMemory, readMemory, writeMemory } from './memory.ts';
import { openTerminalLine } from './open-line.ts';
import {
  type HandshakeEffect,
  type HandshakeInput,
  type HandshakeState,
  initialState,
  type Settings,
} from './state.ts';

/** Inputs that wait while the disk is written to. A line that says more is given up. */
const INPUTS_MAX = 1_000;
/** Class and instruction of a message. */
const SHOWN_BYTES = 2;

interface Queued {
  readonly input: HandshakeInput;
  /** For an order: what becomes of it. */
  readonly resolve?: () => void;
  readonly reject?: (error: Error) => void;
}

/** A card terminal over ZVT: runs what the handshake decides. Rejects when it cannot start. */
export const start: StartDriver<'terminal-zvt'> = async (context) => {
  const settings = settingsOf(context);
  const found = readMemory(await context.memory.read());
  if (!found.ok)
    context.log.error(
      { error: found.error.slice(0, 500) },
      'the memory of a card terminal cannot be read; payments that were open are for staff',
    );
  return new Terminal(context, settings, initialState(found.ok ? found.value : emptyMemory));
};

function settingsOf({ device, lot }: DriverContext<TerminalDevice>): Settings {
  const currencyNumeric = device.currencyNumeric ?? currencyNumber(lot.currency);
  if (currencyNumeric === null)
    throw new Error(
      `give the terminal's "currencyNumeric": the ISO 4217 number of ${lot.currency} is not built in.`,
    );
  const { password, receipts, ackTimeoutMs, chargeTimeoutMs, enquiryMs, doubtTimeoutMs } = device;
  return {
    password,
    receipts,
    currency: lot.currency,
    currencyNumeric,
    ackTimeoutMs,
    chargeTimeoutMs,
    enquiryMs,
    doubtTimeoutMs,
  };
}

class Terminal implements Driver {
  readonly #context: DriverContext<TerminalDevice>;
  readonly #settings: Settings;
  readonly #line: TerminalLine;
  readonly #queue: Queued[] = [];
  #state: HandshakeState;
  #isRunning = false;
  #running: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #doubtTimer: NodeJS.Timeout | undefined;
  /** The command that is not acknowledged yet, for how long that takes. */
  #measured: Answered | null = null;
  #stopped = false;

  constructor(context: DriverContext<TerminalDevice>, settings: Settings, state: HandshakeState) {
    this.#context = context;
    this.#settings = settings;
    this.#state = state;
    if (state.doubts.length > 0) this.#startDoubtTimer(settings.doubtTimeoutMs);
    this.#line = openTerminalLine(context.device.connection, {
      onUp: () => this.#put({ input: { kind: 'line-up' } }),
      onDown: (sentence) => {
        this.#measured = null;
        this.#put({ input: { kind: 'line-down', sentence } });
      },
      // Only what kind of message it is: the rest may tell of a card, or holds the terminal's password.
      onMessage: (bytes) =>
        context.tap.heard('ZVT', bytes.subarray(0, SHOWN_BYTES), () => this.#hear(bytes)),
      onGarbage: (bytes) => {
        this.#drop('line-garbage', `${bytes} bytes of no valid message`);
        this.#put({ input: { kind: 'garbage' } });
      },
    });
  }

  perform(output: FieldOutput): Promise<void> {
    if (!isTerminalOrder(output) || output.deviceId !== this.#context.device.id)
      return Promise.resolve();
    if (this.#stopped) return Promise.reject(new Error('The station stops.'));
    return new Promise((resolve, reject) => {
      this.#put({ input: { kind: 'order', order: output }, resolve, reject });
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#doubtTimer);
    for (const { reject } of this.#queue.splice(0)) reject?.(new Error('The station stops.'));
    await this.#running;
    clearTimeout(this.#timer);
    clearTimeout(this.#doubtTimer);
    await this.#line.stop();
  }

  #hear(bytes: Buffer): void {
    const decoded = decodeMessage(bytes);
    if (!decoded.ok) {
      this.#drop('malformed', decoded.error);
      this.#put({ input: { kind: 'garbage' } });
      return;
    }
    const message = decoded.value;
    if (message.kind === 'acknowledged' || message.kind === 'refused') {
      this.#measured?.();
      this.#measured = null;
    }
    if (message.kind === 'status' && message.info.problem !== null)
      this.#drop('malformed', `a status information: ${message.info.problem}`);
    this.#put({ input: { kind: 'message', message } });
  }

  #drop(reason: 'malformed' | 'line-garbage', detail: string): void {
    if (!this.#stopped) this.#context.drop(reason, detail);
  }

  #put(queued: Queued): void {
    if (this.#stopped) return;
    if (this.#queue.length >= INPUTS_MAX) {
      this.#drop('malformed', `more than ${INPUTS_MAX} messages at once`);
      queued.reject?.(new Error('It has too much to do.'));
      return;
    }
    this.#queue.push(queued);
    if (!this.#isRunning) this.#running = this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const step = transition(this.#state, next.input, this.#settings);
      this.#state = step.state;
      const refusal = step.effects.find((effect) => effect.kind === 'reject');
      for (const effect of step.effects) await this.#do(effect);
      if (refusal) next.reject?.(new Error(refusal.sentence));
      else next.resolve?.();
    }
    // In the same turn in which the queue was found empty: what comes next starts a new run.
    this.#isRunning = false;
  }

  async #do(effect: HandshakeEffect): Promise<void> {
    if (this.#stopped && effect.kind !== 'remember') return;
    switch (effect.kind) {
      case 'send':
        this.#send(effect.command);
        return;
      case 'timer':
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#put({ input: { kind: 'timeout' } }), effect.ms);
        return;
      case 'doubt-timer':
        this.#startDoubtTimer(effect.ms);
        return;
      case 'emit':
        this.#context.emit(effect.input);
        return;
      case 'status':
        this.#context.emit({ kind: 'status', status: effect.status, detail: effect.detail });
        return;
      case 'remember':
        return this.#remember(effect);
      case 'reopen':
        this.#line.reopen();
        return;
      case 'settled':
        this.#line.settled();
        return;
      case 'reject':
    }
  }

  #send(command: Extract<HandshakeEffect, { kind: 'send' }>['command']): void {
    const bytes = encodeCommand(command);
    this.#context.tap.sent('ZVT', bytes.subarray(0, SHOWN_BYTES));
    // An answer of ours is answered by nothing.
    if (command.kind !== 'acknowledge' && command.kind !== 'cannot')
      this.#measured = this.#context.tap.asked();
    this.#line.send(bytes, command.kind === 'authorise');
  }

  async #remember(effect: Extract<HandshakeEffect, { kind: 'remember' }>): Promise<void> {
    let failure: string | null = null;
    try {
      await this.#context.memory.write(writeMemory(effect.memory));
    } catch (error) {
      failure = sentenceOf(error);
      this.#context.log.error({ error: failure }, 'a card terminal cannot write its memory');
    }
    if (!effect.confirm || this.#stopped) return;
    const input: HandshakeInput =
      failure === null ? { kind: 'remembered' } : { kind: 'not-remembered', sentence: failure };
    this.#queue.unshift({ input });
  }

  #startDoubtTimer(ms: number | null): void {
    clearTimeout(this.#doubtTimer);
    if (ms === null) return;
    this.#doubtTimer = setTimeout(() => this.#put({ input: { kind: 'doubt-timeout' } }), ms);
  }
}

function isTerminalOrder(output: FieldOutput): output is TerminalOrder {
  return 'deviceId' in output;
}
