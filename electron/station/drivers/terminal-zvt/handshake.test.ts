import { describe, expect, it } from 'vitest';
import type { TerminalOrder } from '../terminal-words.ts';
import type { TerminalMessage } from './codec.ts';
import { transition } from './handshake.ts';
import { emptyMemory, type Memory } from './memory.ts';
import { type HandshakeEffect, type HandshakeInput, initialState, type Settings } from './state.ts';
import type { StatusInformation } from './status-information.ts';

const settings: Settings = {
  password: '000000',
  currency: 'GBP',
  currencyNumeric: 826,
  receipts: 'station',
  ackTimeoutMs: 5_000,
  chargeTimeoutMs: 180_000,
  enquiryMs: 15_000,
  doubtTimeoutMs: 60_000,
};

const info = (change: Partial<StatusInformation> = {}): StatusInformation => ({
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
const say = (message: TerminalMessage): HandshakeInput => ({ kind: 'message', message });
const order = (one: TerminalOrder): HandshakeInput => ({ kind: 'order', order: one });

const deviceId = 'terminal';
const up: HandshakeInput = { kind: 'line-up' };
const down: HandshakeInput = { kind: 'line-down', sentence: 'The line was lost.' };
const timeout: HandshakeInput = { kind: 'timeout' };
const doubtTimeout: HandshakeInput = { kind: 'doubt-timeout' };
const remembered: HandshakeInput = { kind: 'remembered' };
const garbage: HandshakeInput = { kind: 'garbage' };
const ack = say({ kind: 'acknowledged' });
const refused = (code: number) => say({ kind: 'refused', code });
const aborted = (code: number) => say({ kind: 'aborted', code });
const done = say({ kind: 'completed', terminalId: null, currencyNumeric: null });
const status = (change: Partial<StatusInformation> = {}) =>
  say({ kind: 'status', info: info(change) });
const wait = say({ kind: 'progress', status: 0x0a, text: 'Present the card' });
const older = status({ receipt: '0041', trace: '000900' });
const charge = (paymentId = 'p1', amountMinor = 1_000) =>
  order({ kind: 'charge', deviceId, paymentId, amountMinor, currency: 'GBP' });
const ask = order({
  kind: 'ask-charge',
  deviceId,
  paymentId: 'p1',
  amountMinor: 1_000,
  currency: 'GBP',
  requestedAt: 0,
});
const abort = order({ kind: 'abort-charge', deviceId, paymentId: 'p1' });
const reverse = order({
  kind: 'reverse-charge',
  deviceId,
  paymentId: 'p1',
  amountMinor: 1_000,
  terminalReceipt: '0042',
});
const endOfDay = order({ kind: 'end-of-day', deviceId });

/** Registered, and told that receipt 0041 is its last: idle. */
const registered = [up, ack, done];
const idle = [...registered, ack, older, done];
const authorising = [...idle, charge(), remembered];

/** What is done, in a word each; timers and acknowledgements are left out. */
function wordsOf(effect: HandshakeEffect): readonly string[] {
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

function play(
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
const start = ['register', 'repeat-receipt', 'online'];
const started = [...start, 'write', 'authorise'];

describe('the handshake with a card terminal', () => {
  it.each<[string, HandshakeInput[], string[]]>([
    ['registers, hears of the last transaction, is idle', idle, start],
    ['is new: no transaction yet', [...registered, aborted(0x83)], start],
    [
      'asks again while the terminal is busy',
      [...registered, refused(0x9c), ack, older, done],
      ['register', 'repeat-receipt', 'repeat-receipt', 'online'],
    ],
    ['is refused', [up, refused(0x83)], ['register', 'fault', 'reopen']],
    ['is refused in the end', [up, ack, aborted(0x6f)], ['register', 'fault', 'reopen']],
    [
      'works in another currency',
      [up, ack, say({ kind: 'completed', terminalId: '1', currencyNumeric: 978 })],
      ['register', 'fault', 'reopen'],
    ],
    ['gets no answer', [up, timeout], ['register', 'offline', 'reopen']],
    [
      'has an idle line closed, and is back at once: nobody is told',
      [...idle, down, up, ack, done, ack, older, done],
      [...start, 'register', 'repeat-receipt'],
    ],
    ['loses an idle line for good', [...idle, down, down], [...start, 'offline']],
    ['loses an idle line, and waits in vain', [...idle, down, timeout], [...start, 'offline']],
    [
      'loses an idle line, and gets no answer on the next',
      [...idle, down, up, timeout],
      [...start, 'register', 'offline', 'reopen'],
    ],
    [
      'asks an idle terminal whether it lives',
      [...idle, timeout, ack, done],
      [...start, 'status-enquiry'],
    ],
    [
      'finds it dead',
      [...idle, timeout, timeout],
      [...start, 'status-enquiry', 'offline', 'reopen'],
    ],
    [
      'does not serve what the terminal requests',
      [...idle, say({ kind: 'request', control: 0x040d })],
      [...start, 'cannot'],
    ],
  ])('%s', (_what, inputs, expected) => {
    expect(play(inputs).done).toEqual(expected);
  });

  it.each<[string, HandshakeInput[], string[]]>([
    ['is captured', [ack, wait, status(), done], ['charge p1 captured']],
    ['is captured without an acknowledgement first', [status(), done], ['charge p1 captured']],
    ['is declined', [ack, status({ resultCode: 5 }), aborted(5)], ['charge p1 failed declined']],
    [
      'is declined and completed',
      [ack, status({ resultCode: 0x78 }), done],
      ['charge p1 failed declined'],
    ],
    ['is aborted without a word', [ack, aborted(0x6c)], ['charge p1 failed cancelled']],
    ['is refused', [refused(0x83)], ['charge p1 failed refused']],
    ['meets a busy terminal', [refused(0x9c)], ['charge p1 failed busy']],
    ['is stopped', [ack, abort, ack, aborted(0x6c)], ['abort', 'charge p1 failed cancelled']],
    [
      'is stopped before the terminal acknowledged it',
      [abort, ack, ack, aborted(0x6c)],
      ['abort', 'charge p1 failed cancelled'],
    ],
    [
      'is stopped too late',
      [ack, abort, refused(0x83), status(), done],
      ['abort', 'charge p1 captured'],
    ],
    ['takes too long', [ack, timeout, ack, aborted(0x6c)], ['abort', 'charge p1 failed cancelled']],
    [
      'is completed without a result: asks',
      [ack, done, ack, status(), done],
      ['repeat-receipt', 'charge p1 captured'],
    ],
    [
      'is aborted after an approval: asks',
      [ack, status(), aborted(0xff), ack, older, done],
      ['repeat-receipt', 'charge p1 failed not-captured'],
    ],
    [
      'is garbled: asks over a new line',
      [ack, garbage, timeout, up, ack, done, ack, status(), done],
      ['offline', 'reopen', 'register', 'online', 'repeat-receipt', 'charge p1 captured'],
    ],
    [
      'is never acknowledged: asks over a new line, sends no second one',
      [timeout, up, ack, done, ack, older, done],
      [
        'offline',
        'reopen',
        'register',
        'online',
        'repeat-receipt',
        'charge p1 failed not-captured',
      ],
    ],
    [
      'loses its line: asks',
      [ack, wait, down, up, ack, done, ack, status(), done],
      ['offline', 'register', 'online', 'repeat-receipt', 'charge p1 captured'],
    ],
    [
      'loses its line while the cardholder is at it: asks until the terminal is free',
      [
        ack,
        down,
        up,
        ack,
        done,
        refused(0x9c),
        timeout,
        refused(0x9c),
        timeout,
        ack,
        status(),
        done,
      ],
      [
        'offline',
        'register',
        'online',
        'repeat-receipt',
        'repeat-receipt',
        'repeat-receipt',
        'charge p1 captured',
      ],
    ],
    [
      'loses its line twice',
      [ack, down, up, down, up, ack, done, down, up, ack, done, ack, status(), done],
      [
        'offline',
        'register',
        'register',
        'online',
        'repeat-receipt',
        'offline',
        'register',
        'online',
        'repeat-receipt',
        'charge p1 captured',
      ],
    ],
    [
      'has its line lost for long: staff are told once, and told the truth later',
      [ack, down, doubtTimeout, doubtTimeout, up, ack, done, ack, status(), done],
      [
        'offline',
        'charge p1 unknown',
        'register',
        'online',
        'repeat-receipt',
        'charge p1 captured',
      ],
    ],
    [
      'stays unknown, which staff are not told twice',
      [ack, down, doubtTimeout, up, ack, done, ack, status({ amountMinor: 7 }), done],
      ['offline', 'charge p1 unknown', 'register', 'online', 'repeat-receipt'],
    ],
    [
      'is ordered once more, while it is under way and after it',
      [ack, charge(), status(), done, charge(), ask],
      ['charge p1 captured', 'charge p1 captured', 'charge p1 captured'],
    ],
    [
      'is ordered once more after a lost line: asks, sends no second one',
      [ack, down, charge(), up, ack, done, ack, older, done],
      ['offline', 'register', 'online', 'repeat-receipt', 'charge p1 failed not-captured'],
    ],
    [
      'does not let another one in',
      [ack, charge('p2'), status(), done],
      ['charge p2 failed busy', 'reject', 'charge p1 captured'],
    ],
  ])('a payment %s', (_what, inputs, expected) => {
    expect(play([...authorising, ...inputs]).done).toEqual([...started, ...expected]);
  });

  it.each<[string, HandshakeInput[], string[]]>([
    ['is written down before it is sent', [charge()], ['write']],
    [
      'cannot be written down: is not sent',
      [charge(), { kind: 'not-remembered', sentence: 'The disk is full.' }],
      ['write', 'charge p1 failed not-sent'],
    ],
    [
      'is stopped while it is written down: is not sent',
      [charge(), abort, remembered],
      ['write', 'charge p1 failed cancelled'],
    ],
    [
      'loses its line while it is written down: is not sent',
      [charge(), down, remembered],
      ['write', 'charge p1 failed not-sent', 'offline'],
    ],
    ['has no amount', [charge('p1', 0)], ['charge p1 failed amount-invalid', 'reject']],
    ['has half an amount', [charge('p1', 1.5)], ['charge p1 failed amount-invalid', 'reject']],
    [
      'waits for a status enquiry',
      [timeout, charge(), ack, done, remembered],
      ['status-enquiry', 'write', 'authorise'],
    ],
    [
      'waits for a status enquiry that is never answered',
      [timeout, charge(), timeout],
      ['status-enquiry', 'charge p1 failed offline', 'offline', 'reopen'],
    ],
    [
      'is stopped while it waits',
      [timeout, charge(), abort],
      ['status-enquiry', 'charge p1 failed cancelled'],
    ],
    ['finds no line', [down, down, charge()], ['offline', 'charge p1 failed offline', 'reject']],
    [
      'waits for a line that was closed while idle',
      [down, charge(), up, ack, done, ack, older, done, remembered],
      ['register', 'repeat-receipt', 'write', 'authorise'],
    ],
    [
      'waits for a line that does not come back',
      [down, charge(), down],
      ['charge p1 failed offline', 'offline'],
    ],
    ['that nobody knows cannot be stopped', [abort], ['reject']],
    [
      'of an earlier life is asked for, with nothing to go by',
      [ask, ack, status(), done],
      ['repeat-receipt', 'charge p1 unknown'],
    ],
  ])('a payment %s', (_what, inputs, expected) => {
    expect(play([...idle, ...inputs]).done).toEqual([...start, ...expected]);
  });

  it.each<[string, HandshakeInput[], string[]]>([
    ['is done', [ack, status({ originalTrace: '000901' }), done], ['charge p1 reversed']],
    ['was done already', [ack, aborted(0xb4)], ['charge p1 reversed']],
    ['is not possible', [ack, aborted(0xb5)], ['charge p1 reversal-failed']],
    ['is refused', [refused(0x83)], ['charge p1 reversal-failed']],
    [
      'loses its line: is sent again, which is safe',
      [ack, down, up, ack, done, aborted(0xb4)],
      ['offline', 'register', 'online', 'reverse', 'charge p1 reversed'],
    ],
    [
      'is never told, however often it is sent',
      [ack, done, ack, done, ack, done],
      ['reverse', 'reverse', 'charge p1 reversal-failed'],
    ],
    [
      'loses its line for long',
      [ack, down, doubtTimeout, up, ack, done, ack, older, done],
      ['offline', 'charge p1 reversal-failed', 'register', 'repeat-receipt', 'online'],
    ],
  ])('a reversal %s', (_what, inputs, expected) => {
    expect(play([...idle, reverse, ...inputs]).done).toEqual([...start, 'reverse', ...expected]);
  });

  it.each<[string, HandshakeInput[], string[]]>([
    [
      'is done, and the last transaction is heard again',
      [ack, status(), done, ack, older, done],
      ['end-of-day done', 'repeat-receipt'],
    ],
    ['is not possible', [ack, aborted(0x77)], ['end-of-day failed']],
    ['loses its line', [ack, down], ['end-of-day failed', 'offline']],
    ['is never answered', [timeout], ['end-of-day failed', 'offline', 'reopen']],
    ['does not let a payment in', [charge()], ['charge p1 failed busy', 'reject']],
  ])('an end of day %s', (_what, inputs, expected) => {
    expect(play([...idle, endOfDay, ...inputs]).done).toEqual([
      ...start,
      'end-of-day',
      ...expected,
    ]);
  });

  it('gives one transaction of the terminal to one payment only', () => {
    const open = { amountMinor: 1_000, before: 'none' as const, outcome: null };
    const left: Memory = {
      ...emptyMemory,
      charges: [
        { paymentId: 'p1', ...open },
        { paymentId: 'p2', ...open },
      ],
    };
    expect(play([up, ack, done, ack, status(), done], left).done.slice(-2)).toEqual([
      'charge p1 captured',
      'charge p2 unknown',
    ]);
  });

  it('does not take the number of a declined payment for the last one', () => {
    const declined = [ack, status({ resultCode: 5, receipt: '0000', trace: '000000' }), aborted(5)];
    const next = [charge('p2'), remembered, ack, down, up, ack, done, ack, older, done];
    expect(play([...authorising, ...declined, ...next]).done.at(-1)).toBe(
      'charge p2 failed not-captured',
    );
  });

  it('asks by itself for a payment that an earlier run left open', () => {
    const left = play([...authorising, ack]).state.memory;
    expect(play([up, ack, done, ack, status(), done], left).done).toEqual([
      'register',
      'online',
      'repeat-receipt',
      'charge p1 captured',
    ]);
  });

  it('lets a terminal that prints for itself put out no slip at each start', () => {
    const left = play(idle).state.memory;
    expect(play(registered, left, { receipts: 'terminal' }).done).toEqual(['register', 'online']);
  });
});
