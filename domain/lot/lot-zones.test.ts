import { describe, expect, test } from 'vitest';
import type { LotFile } from '../facility/lot-file.ts';
import { parseLotFile } from '../facility/parse-lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { kpisOf } from '../views/lot-live.ts';
import { freeCount, freeSlots, zoneFree } from './availability.ts';
import { evolve, initialState } from './evolve.ts';
import { TestLot } from './lot.testing.ts';

const SLOTS = ['a1', 'a2', 'a3', 'b1', 'b2'].map((id) => ({
  id,
  zoneId: id.startsWith('a') ? 'deck' : 'yard',
}));

interface Counter {
  readonly zoneId: string;
  readonly counts: object;
}

/** A deck of three slots and a yard of two, with these counters. */
function lotWith(...counters: Counter[]): LotFile {
  const devices = counters.map((one, index) => ({
    id: `counter-${index + 1}`,
    label: `Counter ${index + 1}`,
    driver: 'zone-counter-mqtt',
    ...one,
  }));
  const zones = [
    { id: 'deck', label: 'Deck' },
    { id: 'yard', label: 'Yard' },
  ];
  const parsed = parseLotFile(JSON.parse(JSON.stringify({ ...smallLot(SLOTS), zones, devices })));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const CROSSED = { zoneId: 'deck', counts: { kind: 'crossings' } };
const SEEN = { zoneId: 'deck', counts: { kind: 'occupied' } };

function counting(...counters: Counter[]) {
  const lot = new TestLot(lotWith(...counters));
  const crossing = (way: 'in' | 'out', vehicles = 1, deviceId = 'counter-1') =>
    lot.events({ type: 'ReportCrossing', deviceId, way, vehicles });
  const seen = (vehicles: number, deviceId = 'counter-1') =>
    lot.events({ type: 'ReportOccupied', deviceId, vehicles });
  const correct = (vehicles: number, reason = 'walked and counted') =>
    lot.tell({ type: 'CorrectZone', zoneId: 'deck', vehicles, reason });
  const zone = (id = 'deck') => lot.state.zones.get(id);
  return { lot, crossing, seen, correct, zone };
}

describe('the vehicles of a zone', () => {
  test('are those that went in less those that went out', () => {
    const { crossing, zone } = counting(CROSSED);
    crossing('in', 2);
    crossing('out');
    expect(zone()?.vehicles).toBe(1);
  });

  test('go from one zone to the other where a camera stands between them', () => {
    const between = { kind: 'crossings', otherZoneId: 'yard' };
    const { crossing, zone } = counting(
      { zoneId: 'deck', counts: between },
      { zoneId: 'yard', counts: { kind: 'crossings' } },
    );
    crossing('in', 2, 'counter-2');
    expect(crossing('in').map(({ type }) => type)).toEqual(['ZoneCounted', 'ZoneCounted']);
    expect([zone('deck')?.vehicles, zone('yard')?.vehicles]).toEqual([1, 1]);
  });

  test('are what all cameras above it see together', () => {
    const { seen, zone } = counting(SEEN, SEEN);
    seen(1);
    seen(2, 'counter-2');
    expect(zone()?.vehicles).toBe(3);
    seen(0);
    expect(zone()?.vehicles).toBe(2);
    expect(seen(0)).toEqual([]);
  });
});

describe('a count that cannot be', () => {
  test('is held at none or at all, flagged, and told once', () => {
    const { crossing, zone } = counting(CROSSED);
    expect(crossing('out')).toMatchObject([
      { type: 'ZoneCounted', vehicles: 0, flag: 'below-none' },
      { type: 'AlarmRaised', code: 'zone-drift' },
    ]);
    expect(crossing('out').map(({ type }) => type)).toEqual(['ZoneCounted']);
    crossing('in', 5);
    expect(zone()).toMatchObject({ vehicles: 3, flag: 'above-all' });
    crossing('out');
    // It is flagged until somebody has counted: what was lost is not known.
    expect(zone()).toMatchObject({ vehicles: 2, flag: 'above-all' });
  });

  test('is set right by hand, with a reason, and its alarm is over', () => {
    const { lot, crossing, correct, zone } = counting(CROSSED);
    crossing('out');
    expect(correct(2, ' ')).toMatchObject({ ok: false, refusal: { code: 'reason-needed' } });
    expect(correct(4)).toMatchObject({ ok: false, refusal: { code: 'zone-count-impossible' } });
    const right = correct(2);
    expect(right.ok && right.events).toMatchObject([
      { type: 'ZoneCorrected', vehicles: 2, before: 0, reason: 'walked and counted' },
      { type: 'AlarmCleared' },
    ]);
    expect(zone()).toMatchObject({ vehicles: 2, flag: null, correctedBy: 'asha' });
    expect(correct(2)).toEqual({ ok: true, events: [] });
    expect(crossing('in', 9).map(({ type }) => type)).toContain('AlarmRaised');
    const other = { type: 'CorrectZone', vehicles: 1, reason: 'why' } as const;
    expect(lot.refusal({ ...other, zoneId: 'yard' })).toBe('zone-not-counted');
    expect(lot.refusal({ ...other, zoneId: 'moon' })).toBe('zone-unknown');
  });
});

describe('free slots of a counted zone', () => {
  test('are as many as the cameras leave, or the ledger, whichever is fewer', () => {
    const { lot, crossing } = counting(CROSSED);
    expect(zoneFree(lot.state, 'deck')).toBe(3);
    crossing('in', 2);
    expect(zoneFree(lot.state, 'deck')).toBe(1);
    expect(freeCount(lot.state)).toBe(1 + 2);
    expect(kpisOf(lot.state, lot.at).byKind.standard).toEqual({ total: 5, free: 3 });
    const isFree = freeSlots(lot.state);
    expect([0, 1, 2, 3, 4].map(isFree)).toEqual([true, false, false, true, true]);
    expect(zoneFree(lot.state, 'yard')).toBeNull();
  });

  test('are none when it is full, and then nobody is sent there', () => {
    const { lot, crossing } = counting(CROSSED);
    crossing('in', 3);
    const first = lot.enter('p1');
    expect(lot.state.sessions.get(first)?.slotId).toBe('b1');
    crossing('out');
    const second = lot.enter('p2');
    expect(lot.state.sessions.get(second)?.slotId).toBe('a1');
    // The one place that was left is promised, though no camera has seen its vehicle yet.
    crossing('in');
    expect(zoneFree(lot.state, 'deck')).toBe(0);
    const third = lot.enter('p3');
    expect(lot.state.sessions.get(third)?.slotId).toBe('b2');
  });

  test('blocked slots are gone beside the vehicles', () => {
    const { lot, crossing } = counting(CROSSED);
    crossing('in');
    lot.events({
      type: 'OverrideSlot',
      slotId: 'a3',
      action: { kind: 'block', untilAt: null },
      reason: 'repairs',
    });
    expect(zoneFree(lot.state, 'deck')).toBe(1);
  });
});

test('the state is the same when it is built from the journal', () => {
  const { lot, crossing, correct } = counting(CROSSED);
  crossing('in', 5);
  correct(1);
  lot.enter('p1');
  const again = initialState();
  for (const event of lot.journal) evolve(again, event);
  expect(again.zones).toEqual(lot.state.zones);
  expect(freeCount(again)).toBe(freeCount(lot.state));
});

test('a zone is counted in one way, by counters of zones that exist', () => {
  const wrong = (...counters: Counter[]) => {
    try {
      lotWith(...counters);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(wrong(CROSSED, SEEN)).toContain('devices[1].counts.kind');
  expect(wrong({ ...CROSSED, zoneId: 'moon' })).toContain('devices[0].zoneId');
  const toItself = { kind: 'crossings', otherZoneId: 'deck' };
  expect(wrong({ zoneId: 'deck', counts: toItself })).toContain('otherZoneId');
});
