import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import { effectsAfterRestart, effectsOf } from './effects.ts';
import { cashFor, TestLot } from './lot.testing.ts';

/** What the field was told since the lot opened, in order. */
function told(lot: TestLot, from: number) {
  return lot.journal.slice(from).flatMap(({ event }) => effectsOf(lot.state, event));
}

describe('what the field is told', () => {
  test('a vehicle that may come in: the gate opens and the sign shows its slot', () => {
    const lot = new TestLot();
    const from = lot.journal.length;
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    expect(told(lot, from)).toEqual([
      { kind: 'vend', laneId: 'in' },
      { kind: 'show', laneId: 'in', lines: ['WELCOME', 'Slot A1', 'Level Ground'] },
    ]);
  });

  test('a vehicle that may not: the reason on the sign, the gate is left alone', () => {
    const lot = new TestLot(smallLot([{ id: 'only' }]));
    lot.enter('p1');
    const from = lot.journal.length;
    lot.loop('in', 'arming', true);
    lot.read('in', 'p2');
    expect(told(lot, from)).toEqual([
      { kind: 'show', laneId: 'in', lines: ['FULL', 'No suitable slot'] },
    ]);
  });

  test('an amount due is shown, and paying it opens the gate', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    lot.at += HOUR_MS;
    const from = lot.journal.length;
    lot.loop('out', 'arming', true);
    lot.read('out', 'p1');
    expect(told(lot, from)).toEqual([
      { kind: 'show', laneId: 'out', lines: ['PLEASE PAY', 'GBP 2.00'] },
    ]);
    const paidFrom = lot.journal.length;
    lot.tell(cashFor(sessionId, 200));
    expect(told(lot, paidFrom)).toMatchObject([
      { kind: 'vend' },
      { kind: 'show', lines: ['THANK YOU', 'Drive safely'] },
    ]);
  });

  test('backing out and running out of time close the gate again', () => {
    const lot = new TestLot();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    const from = lot.journal.length;
    lot.at += MINUTE_MS;
    lot.tell({ type: 'Tick' });
    expect(told(lot, from)[0]).toEqual({ kind: 'close', laneId: 'in' });
  });

  test('after a restart a vehicle that waits for its gate is not forgotten', () => {
    const lot = new TestLot();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    lot.tell({ type: 'HoldGate', laneId: 'out', reason: 'wide load' });
    expect(effectsAfterRestart(lot.state, lot.at)).toEqual([
      { kind: 'vend', laneId: 'in' },
      { kind: 'hold', laneId: 'out' },
      { kind: 'show', laneId: 'out', lines: ['PLEASE PASS'] },
    ]);
  });
});
