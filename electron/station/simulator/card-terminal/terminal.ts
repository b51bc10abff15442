import {
  type MockConnection,
  type MockTerminalLine,
  openMockTerminalLine,
} from '../../drivers/terminal-zvt/mock.ts';
import {
  decodeCommand,
  encodeAbort,
  encodeAcknowledge,
  encodeCompletion,
  encodePrintLine,
  encodeProgress,
  encodeRefusal,
  encodeStatus,
  type HeardCommand,
} from '../../drivers/terminal-zvt/terminal-side.ts';
import type { Behaviour } from './behaviour.ts';
import { Journal, type Transaction } from './journal.ts';

/** How long it waits for the cash register to acknowledge what it said. */
const ACK_TIMEOUT_MS = 5_000;
/** A test card's number as terminals mask it, unmasked at both ends: it must never leave our codec. */
export const CARD_NUMBER = '559883EEEEEE8074';
const CARD_NAMES = ['Mastercard', 'Visa', 'girocard'];

const WAIT = 0x9c;
const CANCELLED = 0x6c;
const ALREADY_REVERSED = 0xb4;
const NOT_REVERSIBLE = 0xb5;
const WRONG_PASSWORD = 0x83;
const WRONG_CURRENCY = 0x6f;
const NOTHING_STORED = 0x83;
const NOT_REGISTERED = 0x6b;
const FULL = 0x6a;

export interface CardTerminalOptions {
  readonly connection: MockConnection;
  readonly terminalId?: string;
  readonly password?: string;
  readonly currencyNumeric?: number;
  /** Between the steps of a payment, as a cardholder and a network take it. */
  readonly stepMs?: number;
  /** What it does, in words, for whoever watches it. Never with a card's number. */
  readonly log?: (line: string) => void;
  /** Its book from before, for a terminal that was off meanwhile. */
  readonly journal?: Journal;
  /** Answers a repeat of the receipt without saying what it was, as some terminals do. */
  readonly keepsSilentOnRepeat?: boolean;
}

/** A played card terminal that speaks ZVT from the terminal's end. */
export interface CardTerminal {
  /** Its TCP port, or null on a serial line. */
  readonly port: number | null;
  readonly journal: Journal;
  /** The commands that it heard, in order, acknowledgements left out. */
  readonly heard: readonly HeardCommand[];
  /** How the next payments go, one each; after them it approves. */
  behave(...behaviours: readonly Behaviour[]): void;
  sendRaw(bytes: Uint8Array): void;
  /** The line breaks. */
  drop(): void;
  /** Hears and says nothing, as when it hangs. */
  setSilent(silent: boolean): void;
  stop(): Promise<void>;
}

export async function startCardTerminal(options: CardTerminalOptions): Promise<CardTerminal> {
  const terminal = new PlayedTerminal(options);
  await terminal.open();
  return terminal;
}

class PlayedTerminal implements CardTerminal {
  readonly journal: Journal;
  readonly heard: HeardCommand[] = [];
  readonly #options: CardTerminalOptions;
  readonly #terminalId: string;
  readonly #currencyNumeric: number;
  readonly #next: Behaviour[] = [];
  readonly #sleepers = new Set<() => void>();
  #line: MockTerminalLine | null = null;
  #isRegistered = false;
  #isSilent = false;
  #isBusy = false;
  #isCancelled = false;
  #answered: ((heard: boolean) => void) | null = null;
  #cards = 0;
  #stopped = false;

  constructor(options: CardTerminalOptions) {
    this.#options = options;
    this.journal = options.journal ?? new Journal();
    this.#terminalId = options.terminalId ?? '52523535';
    this.#currencyNumeric = options.currencyNumeric ?? 978;
  }

  get port(): number | null {
    return this.#line?.port ?? null;
  }

  async open(): Promise<void> {
    this.#line = await openMockTerminalLine(this.#options.connection, {
      onMessage: (bytes) => this.#hear(decodeCommand(bytes)),
      onGone: () => this.#answered?.(false),
    });
  }

  behave(...behaviours: readonly Behaviour[]): void {
    this.#next.push(...behaviours);
  }

  sendRaw(bytes: Uint8Array): void {
    this.#line?.sendRaw(bytes);
  }

  drop(): void {
    this.#log('the line breaks');
    this.#line?.drop();
  }

  setSilent(silent: boolean): void {
    this.#isSilent = silent;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#answered?.(false);
    for (const wake of [...this.#sleepers]) wake();
    await this.#line?.stop();
  }

  #hear(command: HeardCommand): void {
    if (command.kind === 'acknowledged' || command.kind === 'refused') {
      this.#answered?.(true);
      return;
    }
    this.heard.push(command);
    if (this.#isSilent) return;
    if (command.kind === 'abort') {
      this.#log('the cash register stops it');
      this.#isCancelled = true;
      this.#send(encodeAcknowledge());
      for (const wake of [...this.#sleepers]) wake();
      return;
    }
    // An acknowledgement that came just before ends what it is at; only then is it busy or not.
    setImmediate(() => this.#take(command));
  }

  #take(command: HeardCommand): void {
    if (this.#isBusy) {
      this.#log(`${command.kind}: busy`);
      this.#send(encodeRefusal(WAIT));
      return;
    }
    this.#isBusy = true;
    this.#isCancelled = false;
    void this.#serve(command).finally(() => {
      this.#isBusy = false;
    });
  }

  async #serve(command: HeardCommand): Promise<void> {
    const refusal = this.#refusalOf(command);
    if (refusal !== null) {
      this.#log(`${command.kind}: refused (${refusal.toString(16)})`);
      this.#send(encodeRefusal(refusal));
      return;
    }
    this.#send(encodeAcknowledge());
    switch (command.kind) {
      case 'register':
        this.#isRegistered = true;
        this.#log('registered');
        await this.#say(
          encodeCompletion({
            terminalId: this.#terminalId,
            currencyNumeric: this.#currencyNumeric,
          }),
        );
        return;
      case 'authorise':
        return this.#charge(command.amountMinor ?? 0);
      case 'reverse':
        return this.#reverse(command.receipt ?? '');
      case 'repeat-receipt':
        return this.#repeat();
      case 'end-of-day':
        return this.#closeDay();
      case 'log-off':
        this.#isRegistered = false;
        return;
      default:
        await this.#say(encodeCompletion());
    }
  }

  #refusalOf(command: HeardCommand): number | null {
    const password = this.#options.password ?? '000000';
    if ('password' in command && command.password !== password) return WRONG_PASSWORD;
    if (command.kind === 'unknown') return WRONG_PASSWORD;
    if (command.kind === 'register') {
      const { currencyNumeric } = command;
      const fits = currencyNumeric === null || currencyNumeric === this.#currencyNumeric;
      return fits ? null : WRONG_CURRENCY;
    }
    if (!this.#isRegistered) return NOT_REGISTERED;
    if (command.kind !== 'authorise') return null;
    if (this.journal.isFull) return FULL;
    const { amountMinor, currencyNumeric } = command;
    if (amountMinor === null) return WRONG_PASSWORD;
    const fits = currencyNumeric === null || currencyNumeric === this.#currencyNumeric;
    return fits ? null : WRONG_CURRENCY;
  }

  async #charge(amountMinor: number): Promise<void> {
    const behaviour = this.#next.shift() ?? { kind: 'approve' };
    this.#log(`payment of ${amountMinor}: ${behaviour.kind}`);
    if (behaviour.kind === 'silent') {
      this.#isSilent = true;
      return;
    }
    await this.#say(encodeProgress(0x0a));
    await this.#sleep(this.#stepMs);
    if (behaviour.kind === 'slow') await this.#sleep(behaviour.ms);
    if (this.#isCancelled || behaviour.kind === 'cancel') return this.#fail(amountMinor, CANCELLED);
    if (behaviour.kind === 'drop-before-capture') return this.drop();
    if (behaviour.kind === 'drop-then-capture') {
      this.drop();
      await this.#sleep(behaviour.ms);
      if (!this.#stopped) this.#book(amountMinor);
      return;
    }
    await this.#say(encodeProgress(0x04));
    await this.#sleep(this.#stepMs);
    if (behaviour.kind === 'decline') return this.#fail(amountMinor, behaviour.code);
    const taken = this.#book(
      behaviour.kind === 'wrong-amount' ? behaviour.amountMinor : amountMinor,
    );
    return this.#tell(taken, behaviour);
  }

  async #tell(taken: Transaction, behaviour: Behaviour): Promise<void> {
    switch (behaviour.kind) {
      case 'drop-after-capture':
        return this.drop();
      case 'drop-then-reverse':
        this.drop();
        this.journal.reverse(taken.receipt);
        this.#log(`receipt ${taken.receipt} is taken back`);
        return;
      case 'garbage':
        this.sendRaw(Buffer.from([0x1b, 0x5b, 0x32, 0x4a, 0xfe, 0xfe]));
        return this.#finish();
      case 'no-result':
        return this.#finish();
      default:
        await this.#say(encodeStatus(this.#said(taken)));
        await this.#say(encodePrintLine(`Card ${CARD_NUMBER.replaceAll('E', '#')}`));
        return this.#finish();
    }
  }

  async #finish(): Promise<void> {
    await this.#say(encodeCompletion());
  }

  async #fail(amountMinor: number, code: number): Promise<void> {
    const at = new Date();
    const said = this.#said({
      kind: 'payment',
      receipt: '0000',
      trace: '000000',
      originalTrace: null,
      amountMinor,
      cardName: '',
      at,
      totals: null,
    });
    await this.#say(encodeStatus({ ...said, resultCode: code }));
    await this.#say(encodeAbort(code));
    this.#log(`nothing taken (${code.toString(16)})`);
  }

  async #reverse(receipt: string): Promise<void> {
    const done = this.journal.reverse(receipt);
    if (typeof done === 'string') {
      this.#log(`reversal of receipt ${receipt}: ${done}`);
      await this.#say(encodeAbort(done === 'unknown' ? NOT_REVERSIBLE : ALREADY_REVERSED));
      return;
    }
    this.#log(`receipt ${receipt} is reversed`);
    const next = this.#next.shift();
    if (next?.kind === 'drop-after-capture') return this.drop();
    await this.#say(encodeStatus(this.#said(done)));
    return this.#finish();
  }

  async #repeat(): Promise<void> {
    const { last } = this.journal;
    this.#log(last === null ? 'repeat: nothing stored' : `repeat of receipt ${last.receipt}`);
    if (last === null) {
      await this.#say(encodeAbort(NOTHING_STORED));
      return;
    }
    if (this.#options.keepsSilentOnRepeat !== true) await this.#say(encodeStatus(this.#said(last)));
    return this.#finish();
  }

  async #closeDay(): Promise<void> {
    const closing = this.journal.closeDay();
    this.#log(`end of day: ${closing.amountMinor}`);
    await this.#say(encodeProgress(0x0f));
    await this.#say(encodeStatus(this.#said(closing)));
    return this.#finish();
  }

  #book(amountMinor: number): Transaction {
    const cardName = CARD_NAMES[this.#cards++ % CARD_NAMES.length] ?? '';
    const taken = this.journal.pay(amountMinor, cardName);
    this.#log(`taken: ${amountMinor}, receipt ${taken.receipt}, ${cardName}`);
    return taken;
  }

  #said(transaction: Transaction) {
    const [date = '', time = ''] = transaction.at.toISOString().split('T');
    return {
      ...transaction,
      resultCode: 0,
      currencyNumeric: this.#currencyNumeric,
      terminalId: this.#terminalId,
      cardNumber: transaction.cardName === '' ? '' : CARD_NUMBER,
      text: '',
      time: time.slice(0, 8).replaceAll(':', ''),
      date: date.slice(5).replace('-', ''),
    };
  }

  #send(message: Uint8Array): void {
    this.#line?.send(message);
  }

  /** Says something and waits until it was acknowledged, or until nobody can hear it any more. */
  async #say(message: Uint8Array): Promise<void> {
    if (this.#stopped) return;
    const answered = Promise.withResolvers<boolean>();
    this.#answered = answered.resolve;
    const timer = setTimeout(() => answered.resolve(false), ACK_TIMEOUT_MS);
    this.#send(message);
    await answered.promise;
    clearTimeout(timer);
    this.#answered = null;
  }

  get #stepMs(): number {
    return this.#options.stepMs ?? 0;
  }

  /** Ends early when the cash register stops it or the terminal is turned off. */
  async #sleep(ms: number): Promise<void> {
    if (ms === 0 || this.#stopped || this.#isCancelled) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#sleepers.add(wake);
    });
  }

  #log(line: string): void {
    this.#options.log?.(line);
  }
}
