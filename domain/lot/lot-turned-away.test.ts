import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { SECOND_MS } from '../kernel/instant.ts';
import type { Actor } from './actor.ts';
import { ENTRY, TestLot, withoutLoops } from './lot.testing.ts';

const BUTTON: Actor = { kind: 'device', deviceId: 'button' };
const PRESS = { ...ENTRY, plateRef: null };

/** One slot, and a vehicle in it. */
function fullLot(): TestLot {
  const lot = new TestLot(smallLot([{ id: 'only' }]));
  lot.enter('p1');
  return lot;
}

const onRecord = (lot: TestLot) =>
  lot.journal.flatMap(({ event }) => (event.type === 'EntryRefused' ? [event.code] : []));

describe('a vehicle that is turned away', () => {
  test('is on record once, however often it presses the button', () => {
    const lot = fullLot();
    lot.loop('in', 'arming', true);
    expect(lot.events(PRESS, BUTTON)).toEqual([
      { type: 'EntryRefused', laneId: 'in', code: 'lot-full', plateRef: null },
    ]);
    lot.at += 60 * SECOND_MS;
    expect(lot.refusal(PRESS, BUTTON)).toBe('lot-full');
    expect(lot.refusal(PRESS)).toBe('lot-full');
    expect(onRecord(lot)).toEqual(['lot-full']);
  });

  test('is another one when the loop has been free between them', () => {
    const lot = fullLot();
    for (let vehicle = 0; vehicle < 3; vehicle += 1) {
      lot.loop('in', 'arming', true);
      expect(lot.turnedAway(PRESS, BUTTON)).toBe('lot-full');
      lot.loop('in', 'arming', false);
    }
    expect(onRecord(lot)).toHaveLength(3);
  });

  test('is not told twice when its plate was refused before it pressed', () => {
    const lot = fullLot();
    lot.loop('in', 'arming', true);
    expect(lot.read('in', 'p2')).toEqual(['PlateRead', 'EntryRefused']);
    expect(lot.refusal(PRESS, BUTTON)).toBe('lot-full');
    expect(onRecord(lot)).toEqual(['lot-full']);
  });

  test('is told apart by its plate and by time where no loop tells of it', () => {
    const file = { ...withoutLoops(), slots: smallLot([{ id: 'only' }]).slots };
    const lot = new TestLot(file);
    lot.events({ ...ENTRY, plateRef: 'p1' });
    expect(lot.turnedAway({ ...ENTRY, plateRef: 'p2' })).toBe('lot-full');
    expect(lot.refusal({ ...ENTRY, plateRef: 'p2' })).toBe('lot-full');
    expect(lot.turnedAway({ ...ENTRY, plateRef: 'p3' })).toBe('lot-full');
    expect(lot.turnedAway(PRESS)).toBe('lot-full');
    expect(lot.refusal(PRESS)).toBe('lot-full');
    lot.at += file.policies.credentialWindowSeconds * SECOND_MS;
    expect(lot.turnedAway(PRESS)).toBe('lot-full');
    expect(onRecord(lot)).toHaveLength(4);
  });

  test('leaves nothing behind for the next one, which nobody has refused', () => {
    const lot = fullLot();
    expect(lot.turnedAway({ ...ENTRY, plateRef: 'p2' })).toBe('lot-full');
    lot.loop('in', 'arming', true);
    expect(lot.state.lanes.get('in')?.refusal).toBeNull();
    expect(lot.turnedAway(PRESS, BUTTON)).toBe('lot-full');
  });

  test('is nobody where no vehicle stands at the button', () => {
    const lot = fullLot();
    expect(lot.refusal(PRESS, BUTTON)).toBe('no-vehicle');
    expect(onRecord(lot)).toEqual([]);
  });
});
