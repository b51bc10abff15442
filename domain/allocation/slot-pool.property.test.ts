import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driveDistances } from '../facility/drive-distance.ts';
import {
  needProfileOf,
  SLOT_KINDS,
  type SlotKind,
  VEHICLE_CLASSES,
  type VehicleNeeds,
} from '../facility/kinds.ts';
import type { LotFile, Slot } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { SlotPool } from './slot-pool.ts';
import { DEFAULT_SPILL_OVER } from './spill-over.ts';

/*
 * The rules once more, slot by slot and without any index: what a slot is worth to a vehicle, smaller
 * is better, null where it must not be given. Written apart from the code that it checks.
 */
function worth(slot: Slot, needs: VehicleNeeds, order: readonly SlotKind[]): number | null {
  const accessible = slot.kind === 'accessible' || slot.features.includes('accessible');
  const charger = slot.kind === 'ev' || slot.features.includes('charger');
  const charging = needs.wantsCharge && ['ev', 'bus'].includes(needs.vehicleClass);
  if (accessible && !needs.accessiblePermit) return null;
  if (needs.vehicleClass === 'bus' && slot.kind !== 'bus') return null;
  if (needs.vehicleClass !== 'motorcycle' && slot.kind === 'motorcycle') return null;
  for (const [step, kind] of order.entries()) {
    if (kind === 'ev') {
      if (charger && !accessible) return step * 10;
    } else if (kind === 'accessible') {
      if (accessible) return step * 10 + (charger === charging ? 0 : 1);
    } else if (kind === slot.kind) {
      if (charger && !charging) continue;
      return step * 10 + (accessible ? 0 : 2) + (charging && !charger ? 1 : 0);
    }
  }
  return null;
}

function bruteForce(
  lot: LotFile,
  vacant: ReadonlySet<number>,
  nodeId: string,
  needs: VehicleNeeds,
) {
  const profile = needProfileOf(needs);
  const order = lot.allocation.spillOver[profile] ?? DEFAULT_SPILL_OVER[profile];
  const metres = driveDistances(lot, nodeId);
  let best: { slot: number; worth: number; metres: number } | null = null;
  for (const [index, slot] of lot.slots.entries()) {
    const value = worth(slot, needs, order);
    const far = metres[index] ?? Infinity;
    if (!vacant.has(index) || value === null || far === Infinity) continue;
    if (best !== null && (best.worth < value || (best.worth === value && best.metres <= far)))
      continue;
    best = { slot: index, worth: value, metres: far };
  }
  return best?.slot ?? null;
}

const slotArb = fc.record({
  kind: fc.constantFrom(...SLOT_KINDS),
  features: fc.uniqueArray(fc.constantFrom('charger', 'accessible', 'covered'), { maxLength: 2 }),
  // A coarse grid on both sides of the aisle: many slots at equal distance.
  at: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom(14, 26)),
  levelId: fc.constantFrom('ground', 'ground', 'ground', 'island'),
});
const orderArb = fc.uniqueArray(fc.constantFrom(...SLOT_KINDS), { minLength: 1 });
const needsArb: fc.Arbitrary<VehicleNeeds> = fc.record({
  vehicleClass: fc.constantFrom(...VEHICLE_CLASSES),
  wantsCharge: fc.boolean(),
  accessiblePermit: fc.boolean(),
});
const stepArb = fc.oneof(
  fc.record({ slot: fc.nat({ max: 39 }), vacant: fc.boolean() }),
  fc.record({ lane: fc.constantFrom('in', 'back'), needs: needsArb }),
);

describe('the slot that is chosen', () => {
  it('is the one that looking at every slot finds, through any run of changes', () => {
    let given = 0;
    fc.assert(
      fc.property(
        fc.array(slotArb, { minLength: 1, maxLength: 40, size: 'max' }),
        fc.dictionary(fc.constantFrom(...Object.keys(DEFAULT_SPILL_OVER)), orderArb),
        fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
        fc.array(stepArb, { maxLength: 60, size: 'max' }),
        (sketches, spillOver, atFirst, steps) => {
          const slots = sketches.map(({ at: [x, y], ...slot }, index) => ({
            ...slot,
            id: `s${index}`,
            at: [x * 10, y] as [number, number],
          }));
          const plain = smallLot(slots, { allocation: { spillOver } });
          const back = { ...plain.lanes[0], id: 'back', nodeId: 'east', direction: 'reversible' };
          const lot = { ...plain, lanes: [...plain.lanes, back] } as LotFile;
          const pool = new SlotPool(lot);
          const vacant = new Set<number>();
          const set = (slot: number, value: boolean) => {
            if (slot >= slots.length) return;
            pool.setVacant(slot, value);
            if (value) vacant.add(slot);
            else vacant.delete(slot);
          };
          atFirst.forEach((value, slot) => {
            set(slot, value);
          });
          for (const step of steps) {
            if ('slot' in step) {
              set(step.slot, step.vacant);
              continue;
            }
            const node = step.lane === 'in' ? 'west' : 'east';
            const chosen = pool.choose(step.lane, step.needs);
            expect(chosen).toBe(bruteForce(lot, vacant, node, step.needs));
            if (chosen !== null) {
              set(chosen, false);
              given += 1;
            }
          }
          expect(pool.vacantCount).toBe(vacant.size);
        },
      ),
      { numRuns: 300 },
    );
    // Guards against a test that compares null with null.
    expect(given).toBeGreaterThan(100);
  });
});
