import type { PaymentId } from '#domain/kernel/ids.ts';
import type { Currency } from '#domain/kernel/money.ts';
import type { DeviceStatus } from '#domain/lot/words.ts';
import type { TerminalInput, TerminalOrder } from '../terminal-words.ts';
import type { Command, TerminalDevice, TerminalMessage } from './codec.ts';
import type { ChargeRecord, Memory } from './memory.ts';
import type { StatusInformation } from './status-information.ts';
import type { Doubt } from './verdict.ts';

/** Payments in doubt at one time; more cannot come, for one payment runs at a time. */
export const DOUBTS_MAX = 16;

/** What the handshake is told once about its device. */
export interface Settings {
  readonly password: string;
  readonly currency: Currency;
  readonly currencyNumeric: number;
  readonly receipts: TerminalDevice['receipts'];
  readonly ackTimeoutMs: number;
  readonly chargeTimeoutMs: number;
  readonly enquiryMs: number;
  readonly doubtTimeoutMs: number;
}

export interface Reversal {
  readonly paymentId: PaymentId;
  readonly receipt: string;
  readonly amountMinor: number;
  /** How often it was sent. A second time is safe: the terminal says that it is reversed already. */
  readonly tries: number;
}

/** A command that the terminal works on: whether it acknowledged it, and the result that it told. */
interface Work {
  readonly acknowledged: boolean;
  readonly info: StatusInformation | null;
}

export type Phase =
  /** No line, or one on which nothing is known yet. */
  | {
      readonly kind: 'down';
      /** An idle line was closed just now, which nobody is told unless it stays so: why it was. */
      readonly lost: string | null;
    }
  | { readonly kind: 'registering' }
  /** Hears which transaction is the terminal's last, before anything is charged. */
  | ({ readonly kind: 'learning'; readonly tries: number } & Work)
  | { readonly kind: 'idle' }
  | { readonly kind: 'enquiring' }
  /** The charge is being written down; it is sent only after that. */
  | { readonly kind: 'preparing'; readonly charge: ChargeRecord; readonly isAborted: boolean }
  | ({
      readonly kind: 'authorising';
      readonly charge: ChargeRecord;
      readonly abort: 'no' | 'wanted' | 'sent';
      /** Something came in that could not be read: its result may have been in it. */
      readonly isGarbled: boolean;
    } & Work)
  /** Asks for the last transaction, because of `doubts`. */
  | ({ readonly kind: 'asking'; readonly tries: number; readonly isResting: boolean } & Work)
  | ({ readonly kind: 'reversing'; readonly reversal: Reversal } & Work)
  | ({ readonly kind: 'ending-day' } & Work);

export interface HandshakeState {
  readonly phase: Phase;
  readonly status: DeviceStatus | null;
  readonly terminalId: string;
  readonly memory: Memory;
  readonly doubts: readonly Doubt[];
  /** A reversal whose end was not heard; done again when the terminal is back. */
  readonly redo: Reversal | null;
  /** The one order that waits for a short conversation to end. */
  readonly waiting: TerminalOrder | null;
}

export type HandshakeInput =
  | { readonly kind: 'line-up' }
  | { readonly kind: 'line-down'; readonly sentence: string }
  | { readonly kind: 'message'; readonly message: TerminalMessage }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'order'; readonly order: TerminalOrder }
  /** The step's timer. */
  | { readonly kind: 'timeout' }
  | { readonly kind: 'doubt-timeout' }
  /** The memory that had to be confirmed is durable, or could not be written. */
  | { readonly kind: 'remembered' }
  | { readonly kind: 'not-remembered'; readonly sentence: string };

export type HandshakeEffect =
  | { readonly kind: 'send'; readonly command: Command }
  /** Starts the step's timer anew; the one before it is void. */
  | { readonly kind: 'timer'; readonly ms: number }
  | { readonly kind: 'doubt-timer'; readonly ms: number | null }
  | { readonly kind: 'emit'; readonly input: TerminalInput }
  | { readonly kind: 'status'; readonly status: DeviceStatus; readonly detail: string }
  | { readonly kind: 'remember'; readonly memory: Memory; readonly confirm: boolean }
  /** The order is not taken. A sentence for the log. */
  | { readonly kind: 'reject'; readonly sentence: string }
  /** Closes the line and opens it again, after its back-off. */
  | { readonly kind: 'reopen' }
  /** The terminal works: the next loss is met with a short back-off again. */
  | { readonly kind: 'settled' };

export interface Step {
  readonly state: HandshakeState;
  readonly effects: readonly HandshakeEffect[];
}

/** Begins with what an earlier run left open: a charge without an end is asked for, never sent again. */
export function initialState(memory: Memory): HandshakeState {
  const open = memory.charges.filter(({ outcome }) => outcome === null).slice(-DOUBTS_MAX);
  return {
    phase: { kind: 'down', lost: null },
    status: null,
    terminalId: '',
    memory,
    doubts: open.map((charge) => ({ charge, knownReceipt: null, reported: false })),
    redo: null,
    waiting: null,
  };
}

/** Goes on from a step, its effects first. */
export function after(step: Step, next: (state: HandshakeState) => Step): Step {
  const { state, effects } = next(step.state);
  return { state, effects: [...step.effects, ...effects] };
}

/** A step that only does something. */
export function stay(state: HandshakeState, ...effects: readonly HandshakeEffect[]): Step {
  return { state, effects };
}
