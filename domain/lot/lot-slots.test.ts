import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS } from '../kernel/instant.ts';
import { ENTRY, NOON, TestLot } from './lot.testing.ts';

const slotOf = (lot: TestLot, id: string) => lot.state.slots.get(id);

describe('slots', () => {
  test('move, undo, free, undo: the assignment follows and the pool with it', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    const from = lot.state.sessions.get(sessionId)?.slotId ?? '';
    const to = ['a1', 'a2', 'a3', 'a4'].find((id) => id !== from) ?? '';
    const [moved] = lot.events({
      type: 'OverrideSlot',
      slotId: from,
      action: { kind: 'move', toSlotId: to },
      reason: 'parked there',
    });
    expect(slotOf(lot, to)?.sessionId).toBe(sessionId);
    expect(slotOf(lot, from)?.sessionId).toBeNull();
    const overrideId = moved?.type === 'SlotOverridden' ? moved.overrideId : '';
    expect(lot.types({ type: 'UndoOverride', overrideId })).toEqual([
      'SlotOverridden',
      'SessionMoved',
    ]);
    expect(slotOf(lot, from)?.sessionId).toBe(sessionId);
    expect(lot.refusal({ type: 'UndoOverride', overrideId })).toBe('override-not-undoable');
    lot.events({
      type: 'OverrideSlot',
      slotId: from,
      action: { kind: 'free' },
      reason: 'not here',
    });
    expect(lot.state.sessions.get(sessionId)?.slotId).toBeNull();
    expect(
      lot.refusal({
        type: 'OverrideSlot',
        slotId: from,
        action: { kind: 'free' },
        reason: 'again',
      }),
    ).toBe('slot-empty');
  });

  test('blocked slots are not given out, and a timed block ends by itself', () => {
    const lot = new TestLot(smallLot([{ id: 'only' }]));
    const block = { kind: 'block', untilAt: NOON + HOUR_MS } as const;
    lot.events({ type: 'OverrideSlot', slotId: 'only', action: block, reason: 'oil on the floor' });
    expect(
      lot.refusal({ type: 'OverrideSlot', slotId: 'only', action: block, reason: 'twice' }),
    ).toBe('slot-blocked');
    expect(lot.turnedAway({ ...ENTRY, plateRef: null })).toBe('lot-full');
    lot.at = NOON + HOUR_MS;
    expect(lot.types({ type: 'Tick' })).toEqual(['BlockEnded']);
    expect(lot.types({ ...ENTRY, plateRef: null })).toContain('TicketIssued');
  });

  test('what the sensor got wrong is marked, and can be put back', () => {
    const lot = new TestLot();
    lot.events({ type: 'ReportPresence', slotId: 'a1', presence: 'occupied' });
    expect(lot.state.installed?.pool.vacantCount).toBe(3);
    const [marked] = lot.events({
      type: 'OverrideSlot',
      slotId: 'a1',
      action: { kind: 'mark', presence: 'vacant' },
      reason: 'nobody there',
    });
    expect(lot.state.installed?.pool.vacantCount).toBe(4);
    lot.events({
      type: 'UndoOverride',
      overrideId: marked?.type === 'SlotOverridden' ? marked.overrideId : '',
    });
    expect(slotOf(lot, 'a1')?.presence).toBe('occupied');
  });
});
