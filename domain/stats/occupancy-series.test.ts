import { expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { capacitiesOf, knownSlotsOf, openCapacitiesOf, seriesOf } from './occupancy-series.ts';

const LOT = smallLot([
  { id: 'a1' },
  { id: 'a2', kind: 'accessible' },
  { id: 'a3', kind: 'ev' },
  { id: 'a4', features: ['charger'] },
]);

test('slots that any car may take are counted by themselves', () => {
  expect(capacitiesOf(LOT).get('level:ground')).toBe(4);
  expect([...capacitiesOf(LOT).keys()].some((id) => id.startsWith('open:'))).toBe(false);
  expect(Object.fromEntries(openCapacitiesOf(LOT))).toEqual({
    'open:lot': 1,
    'open:level:ground': 1,
    'open:zone:main': 1,
  });
  const slots = knownSlotsOf(LOT);
  expect(seriesOf(slots.get('a1') ?? null, 'car')).toContain('open:level:ground');
  expect(seriesOf(slots.get('a2') ?? null, 'car')).not.toContain('open:level:ground');
});

test('a lot whose cars may charge anywhere counts its chargers too', () => {
  const lot = { ...LOT, allocation: { spillOver: { car: ['standard' as const, 'ev' as const] } } };
  expect(openCapacitiesOf(lot).get('open:lot')).toBe(3);
});
