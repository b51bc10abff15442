import { DriveMap } from '../facility/drive-distance.ts';
import { VEHICLE_CLASSES, type VehicleNeeds } from '../facility/kinds.ts';
import type { LotFile } from '../facility/lot-file.ts';
import { assert, must } from '../kernel/assert.ts';
import type { LaneId } from '../kernel/ids.ts';
import { Ranking } from './ranking.ts';
import { SLOT_CLASSES, slotClassIndex, slotClassOf } from './slot-class.ts';
import { spillOverOf, tiersOf } from './spill-over.ts';

/** What the pool needs of a lot file. */
export type PoolLot = Pick<LotFile, 'drive' | 'slots' | 'lanes' | 'allocation'>;

const NEEDS_VARIANTS = VEHICLE_CLASSES.length * 4;

/**
 * The slots that may be given to vehicles. Choosing and changing take logarithmic time in the number
 * of slots. Same calls, same choices. A slot is vacant here when its caller says so: nothing assigned,
 * not blocked, not seen occupied. All slots start as not vacant.
 */
export class SlotPool {
  /** Lanes that open on the same node share a ranking. */
  readonly #byLane = new Map<LaneId, Ranking>();
  readonly #rankings: Ranking[] = [];
  readonly #vacant: Uint8Array;
  /** Tiers of class numbers for each variant of needs. */
  readonly #tiers: readonly (readonly Uint8Array[])[];
  #vacantCount = 0;

  /** Ranks every slot by driving distance from each lane that lets vehicles in. */
  constructor({ drive, slots, lanes, allocation }: PoolLot) {
    this.#vacant = new Uint8Array(slots.length);
    const classBySlot = Uint8Array.from(slots, (slot) => slotClassIndex(slotClassOf(slot)));
    const map = new DriveMap({ drive, slots });
    const byNode = new Map<string, Ranking>();
    for (const { id, nodeId, direction } of lanes) {
      if (direction === 'exit') continue;
      let ranking = byNode.get(nodeId);
      if (ranking === undefined) {
        ranking = new Ranking(map.distancesFrom([nodeId]), classBySlot, SLOT_CLASSES.length);
        byNode.set(nodeId, ranking);
        this.#rankings.push(ranking);
      }
      this.#byLane.set(id, ranking);
    }
    this.#tiers = Array.from({ length: NEEDS_VARIANTS }, (_, variant) => {
      const needs = needsOfVariant(variant);
      const tiers = tiersOf(spillOverOf(allocation.spillOver, needs), needs);
      return tiers.map((tier) => Uint8Array.from(tier, slotClassIndex));
    });
  }

  /** How many slots are vacant, of whatever kind. */
  get vacantCount(): number {
    return this.#vacantCount;
  }

  isVacant(slotIndex: number): boolean {
    return this.#vacant[slotIndex] === 1;
  }

  /** Says whether a slot, by its place in the lot file, may be given to a vehicle. */
  setVacant(slotIndex: number, vacant: boolean): void {
    assert(slotIndex >= 0 && slotIndex < this.#vacant.length, 'the slot is one of the lot');
    if (this.isVacant(slotIndex) === vacant) return;
    this.#vacant[slotIndex] = vacant ? 1 : 0;
    this.#vacantCount += vacant ? 1 : -1;
    for (const ranking of this.#rankings) ranking.setVacant(slotIndex, vacant);
  }

  /**
   * The slot for a vehicle at a lane, by its place in the lot file; null when none is left for it.
   * It stays vacant until the caller says otherwise. The lane must be one that lets vehicles in.
   */
  choose(laneId: LaneId, needs: VehicleNeeds): number | null {
    const ranking = must(this.#byLane.get(laneId), `${laneId} is a lane that lets vehicles in`);
    for (const tier of this.#tiers[variantOf(needs)] ?? []) {
      const slotIndex = ranking.nearestVacant(tier);
      if (slotIndex >= 0) return slotIndex;
    }
    return null;
  }
}

function variantOf({ vehicleClass, wantsCharge, accessiblePermit }: VehicleNeeds): number {
  const facts = (wantsCharge ? 2 : 0) + (accessiblePermit ? 1 : 0);
  return VEHICLE_CLASSES.indexOf(vehicleClass) * 4 + facts;
}

function needsOfVariant(variant: number): VehicleNeeds {
  return {
    vehicleClass: must(VEHICLE_CLASSES[variant >> 2], 'a variant of a vehicle class'),
    wantsCharge: (variant & 2) !== 0,
    accessiblePermit: (variant & 1) !== 0,
  };
}
