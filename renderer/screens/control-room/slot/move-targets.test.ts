import { describe, expect, it } from 'vitest';
import type { LotFile, Slot } from '#domain/facility/lot-file.ts';
import type { SlotLive } from '#domain/views/live.ts';
import { slot as live, lot as small } from '../../../link/live.testing.ts';
import { moveTargets } from './move-targets.ts';

const base = small.slots[0] as Slot;
const make = (id: string, fields: Partial<Slot> = {}): Slot => ({ ...base, id, ...fields });
const session = {
  id: 's',
  ticketNumber: 'T',
  vehicleClass: 'car' as const,
  plate: null,
  since: 0,
};

function targets(slots: readonly Slot[], rows: readonly SlotLive[], from = slots[0] as Slot) {
  const lot: LotFile = { ...small, slots: [...slots] };
  const byId = new Map(rows.map((row) => [row.id, row]));
  return moveTargets(lot, from, session, (id) => byId.get(id)).map(({ id }) => id);
}

describe('slots to move a vehicle to', () => {
  it('offers the nearest first and its own level before others', () => {
    const slots = [
      make('from', { at: [0, 0] }),
      make('far', { at: [50, 0] }),
      make('above', { at: [1, 0], levelId: 'l1' }),
      make('near', { at: [3, 0] }),
    ];
    expect(
      targets(
        slots,
        slots.map(({ id }) => live(id)),
      ),
    ).toEqual(['near', 'far', 'above']);
  });

  it('leaves out what is taken, blocked, seen occupied, unknown or too small', () => {
    const slots = ['from', 'taken', 'blocked', 'seen', 'silent', 'gone'].map((id) => make(id));
    const tiny = make('tiny', { kind: 'motorcycle' });
    const rows = [
      live('from', { session }),
      live('taken', { session }),
      live('blocked', { block: { reason: 'r', untilAt: null, by: 'x' } }),
      live('seen', { presence: 'occupied' }),
      live('silent', { presence: 'unknown' }),
      live('tiny'),
    ];
    expect(targets([...slots, tiny], rows)).toEqual(['silent']);
  });

  it('offers accessible slots to those who stand in one', () => {
    const wide = make('wide', { kind: 'accessible' });
    const slots = [make('from'), wide];
    expect(
      targets(
        slots,
        slots.map(({ id }) => live(id)),
      ),
    ).toEqual([]);
    const permit = [make('from', { kind: 'accessible' }), wide];
    expect(
      targets(
        permit,
        permit.map(({ id }) => live(id)),
      ),
    ).toEqual(['wide']);
  });
});
