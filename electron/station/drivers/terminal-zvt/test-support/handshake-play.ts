import type { TerminalOrder } from '../../terminal-words.ts';
import type { TerminalMessage } from '../codec.ts';
import { transition } from '../handshake.ts';
import { emptyMemory, type Memory } from '../memory.ts';
import {
  type HandshakeEffect,
  type HandshakeInput,
  initialState,
  type Settings,
} from '../state.ts';
import type { StatusInformation } from '../status-information.ts';

export const settings: Settings = {
  password: '000000',
  currency: 'GBP',
  currencyNumeric: 826,
  receipts: 'station',
  ackTimeoutMs: 5_000,
  chargeTimeoutMs: 180_000,
  enquiryMs: 15_000,
  doubtTimeoutMs: 60_000,
};

export const info = (change: Partial<StatusInformation> = {}): StatusInformation => ({
  resultCode: 0,
  amountMinor: 1_000,
  currencyNumeric: 826,
  terminalId: '52523535',
  receipt: '0042',
  trace: '000901',
  originalTrace: null,
  cardName: 'Visa',
  text: '',
  time: null,
  date: null,
  totals: null,
  problem: null,
  ...change,
});
export const say = (message: TerminalMessage): HandshakeInput => ({ kind: 'message', message });
export const order = (one: TerminalOrder): HandshakeInput => ({ kind: 'order', order: one });

export const deviceId = 'terminal';
export const up: HandshakeInput = { kind: 'line-up' };
export const down: HandshakeInput = { kind: 'line-down', sentence: 'The line was lost.' };
export const timeout: HandshakeInput = { kind: 'timeout' };
export const doubtTimeout: HandshakeInput = { kind: 'doubt-timeout' };
export const remembered: HandshakeInput = { kind: 'remembered' };
export const garbage: HandshakeInput = { kind: 'garbage' };
export const ack = say({ kind: 'acknowledged' });
export const refused = (code: number) => say({ kind: 'refused', code });
export const aborted = (code: number) => say({ kind: 'aborted', code });
export const done = say({ kind: 'completed', terminalId: null, currencyNumeric: null });
export const status = (change: Partial<StatusInformation> = {}) =>
  say({ kind: 'status', info: info(change) });
export const wait = say({ kind: 'progress', status: 0x0a, text: 'Present the card' });
export const older = status({ receipt: '0041', trace: '000900' });
export const charge = (paymentId = 'p1', amountMinor = 1_000) =>
  order({ kind: 'charge', deviceId, paymentId, amountMinor, currency: 'GBP' });
export const ask = order({
  kind: 'ask-charge',
  deviceId,
  paymentId: 'p1',
  amountMinor: 1_000,
  currency: 'GBP',
  requestedAt: 0,
});
export const abort = order({ kind: 'abort-charge', deviceId, paymentId: 'p1' });
export const reverse = order({
  kind: 'reverse-charge',
  deviceId,
  paymentId: 'p1',
  amountMinor: 1_000,
  terminalReceipt: '0042',
});
export const endOfDay = order({ kind: 'end-of-day', deviceId });

/** Registered, and told that receipt 0041 is its last: idle. */
export const registered = [up, ack, done];
export const idle = [...registered, ack, older, done];
export const authorising = [...idle, charge(), remembered];

/** What is done, in a word each; timers and acknowledgements are left out. */
export function wordsOf(effect: HandshakeEffect): readonly string[] {
  switch (effect.kind) {
    case 'send':
      return effect.command.kind === 'acknowledge' ? [] : [effect.command.kind];
    case 'emit': {
      const { input } = effect;
      if (input.kind === 'charge-progress') return [];
      const code = 'code' in input ? ` ${input.code}` : '';
      const whose = input.kind === 'charge' ? `${input.paymentId} ` : '';
      return [`${input.kind} ${whose}${input.outcome}${code}`];
    }
    case 'status':
      return [effect.status];
    case 'remember':
      return effect.confirm ? ['write'] : [];
    case 'reject':
      return ['reject'];
    case 'reopen':
      return ['reopen'];
    default:
      return [];
  }
}

export function play(
  inputs: readonly HandshakeInput[],
  from: Memory = emptyMemory,
  change: Partial<Settings> = {},
) {
  let state = initialState(from);
  const done: string[] = [];
  for (const input of inputs) {
    const step = transition(state, input, { ...settings, ...change });
    state = step.state;
    done.push(...step.effects.flatMap(wordsOf));
  }
  return { state, done };
}

/** What an idle terminal had done before, left out of the tables. */
export const start = ['register', 'repeat-receipt', 'online'];
export const started = [...start, 'write', 'authorise'];
