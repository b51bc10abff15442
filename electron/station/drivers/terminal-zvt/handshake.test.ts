import { describe, expect, it } from 'vitest';
import type { HandshakeInput } from './state.ts';
import {
  abort,
  aborted,
  ack,
  ask,
  authorising,
  charge,
  done,
  doubtTimeout,
  down,
  garbage,
  idle,
  older,
  play,
  refused,
  registered,
  remembered,
  say,
  start,
  started,
  status,
  timeout,
  up,
  wait,
} from './test-support/handshake-play.ts';

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
});
