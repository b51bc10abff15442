import { describe, expect, it } from 'vitest';
import { emptyMemory, type Memory } from './memory.ts';
import type { HandshakeInput } from './state.ts';
import {
  aborted,
  ack,
  authorising,
  charge,
  done,
  doubtTimeout,
  down,
  endOfDay,
  idle,
  older,
  play,
  refused,
  registered,
  remembered,
  reverse,
  start,
  status,
  timeout,
  up,
} from './test-support/handshake-play.ts';

describe('the handshake with a card terminal', () => {
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
