import { describe, expect, test } from 'vitest';
import { must } from '../kernel/assert.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import { TestLot } from '../lot/lot.testing.ts';
import { slotLive } from './slot-live.ts';

const reveal = (ref: string | null) => (ref === null ? null : ref.toUpperCase());

function look(lot: TestLot, slotId: string) {
  const slot = must(
    lot.state.installed?.slots.find(({ id }) => id === slotId),
    slotId,
  );
  return must(slotLive(lot.state, slot, lot.at, reveal), slotId);
}

function parked(): { lot: TestLot; slotId: string } {
  const lot = new TestLot();
  const sessionId = lot.enter('p1');
  return { lot, slotId: must(lot.state.sessions.get(sessionId)?.slotId, 'a slot was given') };
}

describe('what a slot looks like', () => {
  test('unknown until its sensor speaks, then vacant', () => {
    const lot = new TestLot();
    expect(look(lot, 'a1')).toMatchObject({ look: 'unknown', attention: 'none' });
    lot.tell({ type: 'ReportPresence', slotId: 'a1', presence: 'vacant' });
    expect(look(lot, 'a1')).toMatchObject({ look: 'vacant', session: null });
  });

  test('assigned on the way, occupied when it stands there, with who it is', () => {
    const { lot, slotId } = parked();
    expect(look(lot, slotId)).toMatchObject({ look: 'assigned', session: { plate: 'P1' } });
    lot.tell({ type: 'ReportPresence', slotId, presence: 'occupied' });
    expect(look(lot, slotId)).toMatchObject({ look: 'occupied', attention: 'none' });
  });

  test('amber: nobody arrived in time, stayed too long, nobody knows the vehicle', () => {
    const { lot, slotId } = parked();
    lot.tell({ type: 'ReportPresence', slotId, presence: 'vacant' });
    lot.at += 11 * MINUTE_MS;
    expect(look(lot, slotId).attention).toBe('mismatch');
    lot.tell({ type: 'ReportPresence', slotId, presence: 'occupied' });
    expect(look(lot, slotId).attention).toBe('none');
    lot.at += 25 * HOUR_MS;
    expect(look(lot, slotId).attention).toBe('overstay');
    lot.tell({ type: 'ReportPresence', slotId: 'a4', presence: 'occupied' });
    expect(look(lot, 'a4').attention).toBe('unknown-vehicle');
  });

  test('blocked says why and by whom', () => {
    const lot = new TestLot();
    lot.tell({
      type: 'OverrideSlot',
      slotId: 'a1',
      action: { kind: 'block', untilAt: null },
      reason: 'paint',
    });
    expect(look(lot, 'a1')).toMatchObject({
      look: 'blocked',
      block: { reason: 'paint', by: 'asha' },
    });
  });
});
