import { describe, expect, it } from 'vitest';
import type { VehicleNeeds } from '../facility/kinds.ts';
import type { LotFile } from '../facility/lot-file.ts';
import { type SlotSketch, smallLot } from '../facility/small-lot.testing.ts';
import { canUse } from './can-use.ts';
import { SlotPool } from './slot-pool.ts';

const car: VehicleNeeds = { vehicleClass: 'car', wantsCharge: false, accessiblePermit: false };
const ev: VehicleNeeds = { ...car, vehicleClass: 'ev' };
const chargingEv: VehicleNeeds = { ...ev, wantsCharge: true };
const permit: VehicleNeeds = { ...car, accessiblePermit: true };
const bus: VehicleNeeds = { ...car, vehicleClass: 'bus' };
const motorcycle: VehicleNeeds = { ...car, vehicleClass: 'motorcycle' };

/** The ids of the slots that vehicles of one kind are given one after another until none is left. */
function givenTo(
  needs: VehicleNeeds,
  slots: SlotSketch[],
  change: Partial<LotFile> = {},
): string[] {
  const lot = smallLot(slots, change);
  const pool = new SlotPool(lot);
  slots.forEach((_, index) => {
    pool.setVacant(index, true);
  });
  const ids: string[] = [];
  for (let slot = pool.choose('in', needs); slot !== null; slot = pool.choose('in', needs)) {
    ids.push(lot.slots[slot]?.id ?? '?');
    pool.setVacant(slot, false);
  }
  return ids;
}

const mixed: SlotSketch[] = [
  { id: 'large', kind: 'large' },
  { id: 'acc', kind: 'accessible' },
  { id: 'ev', kind: 'ev' },
  { id: 'std-charger', kind: 'standard', features: ['charger'] },
  { id: 'std-acc', kind: 'standard', features: ['accessible'] },
  { id: 'std', kind: 'standard' },
  { id: 'bus', kind: 'bus' },
  { id: 'compact', kind: 'compact' },
  { id: 'moto', kind: 'motorcycle' },
];

describe('slots are given in this order', () => {
  it.each<[string, VehicleNeeds, string[]]>([
    ['a car', car, ['compact', 'std', 'large']],
    ['an electric car that only parks', ev, ['compact', 'std', 'large']],
    ['one that charges', chargingEv, ['ev', 'std-charger', 'compact', 'std', 'large']],
    ['a permit', permit, ['acc', 'std-acc', 'std', 'large', 'compact']],
    ['a bus', bus, ['bus']],
    ['a motorcycle', motorcycle, ['moto', 'compact', 'std', 'large']],
  ])('to %s', (_, needs, ids) => {
    expect(givenTo(needs, mixed)).toEqual(ids);
  });

  it('by the order that the lot sets, chargers last where it lists them', () => {
    const allocation = { spillOver: { car: ['large', 'standard', 'ev'] as const } };
    expect(givenTo(car, mixed, { allocation } as unknown as Partial<LotFile>)).toEqual([
      'large',
      'std',
      'ev',
      'std-charger',
    ]);
  });

  it('never accessible ones without permit, whatever the lot sets', () => {
    const allocation: LotFile['allocation'] = { spillOver: { car: ['accessible', 'standard'] } };
    expect(givenTo(car, mixed, { allocation })).toEqual(['std']);
  });

  it('nearest first, and in the order of the file at equal distance', () => {
    expect(
      givenTo(car, [
        { id: 'far', at: [50, 14] },
        { id: 'b', at: [20, 26] },
        { id: 'a', at: [20, 14] },
        { id: 'near', at: [10, 14] },
      ]),
    ).toEqual(['near', 'b', 'a', 'far']);
  });

  it('none that no way leads to', () => {
    expect(givenTo(car, [{ id: 'island', levelId: 'island' }, { id: 'a' }])).toEqual(['a']);
  });
});

describe('the pool', () => {
  it('starts with nothing vacant and counts what is', () => {
    const pool = new SlotPool(smallLot());
    expect([pool.vacantCount, pool.choose('in', car)]).toEqual([0, null]);
    pool.setVacant(2, true);
    pool.setVacant(2, true);
    expect([pool.vacantCount, pool.isVacant(2), pool.choose('in', car)]).toEqual([1, true, 2]);
    pool.setVacant(2, false);
    pool.setVacant(2, false);
    expect([pool.vacantCount, pool.isVacant(2), pool.choose('in', car)]).toEqual([0, false, null]);
  });

  it('knows no slots beyond the lot and no lanes that let nobody in', () => {
    const pool = new SlotPool(smallLot());
    expect(() => pool.setVacant(4, true)).toThrow('one of the lot');
    expect(() => pool.choose('out', car)).toThrow('lets vehicles in');
  });
});

describe('by hand a vehicle may be put', () => {
  it.each<[string, VehicleNeeds, SlotSketch, boolean]>([
    ['a car into a charger slot', car, { id: 'a', kind: 'ev' }, true],
    ['a car into a bus slot', car, { id: 'a', kind: 'bus' }, true],
    ['not a bus into a large slot', bus, { id: 'a', kind: 'large' }, false],
    ['not a car into a motorcycle slot', car, { id: 'a', kind: 'motorcycle' }, false],
    ['not a car into an accessible slot', car, { id: 'a', kind: 'accessible' }, false],
    ['not a car into a slot marked so', car, { id: 'a', features: ['accessible'] }, false],
    ['a permit into an accessible slot', permit, { id: 'a', kind: 'accessible' }, true],
    ['a motorcycle into a standard slot', motorcycle, { id: 'a' }, true],
  ])('%s', (_, needs, slot, allowed) => {
    const [built] = smallLot([slot]).slots;
    expect(built !== undefined && canUse(built, needs)).toBe(allowed);
  });
});
