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
  readonly #classBySlot: Uint8Array;
  readonly #slotsOfClass = new Int32Array(SLOT_CLASSES.length);
  readonly #vacantOfClass = new Int32Array(SLOT_CLASSES.length);
  #vacantCount = 0;

  /** Ranks every slot by driving distance from each lane that lets vehicles in. */
  constructor({ drive, slots, lanes, allocation }: PoolLot) {
    this.#vacant = new Uint8Array(slots.length);
    const classBySlot = Uint8Array.from(slots, (slot) => slotClassIndex(slotClassOf(slot)));
    this.#classBySlot = classBySlot;
    for (const one of classBySlot) this.#slotsOfClass[one] = this.slotsOf(one) + 1;
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

  /** The class of a slot, by its place in `SLOT_CLASSES`. */
  classOf(slotIndex: number): number {
    return must(this.#classBySlot[slotIndex], 'the slot is one of the lot');
  }

  /** How many slots a class has. */
  slotsOf(slotClass: number): number {
    return this.#slotsOfClass[slotClass] ?? 0;
  }

  /** How many slots of a class are vacant. */
  vacantOf(slotClass: number): number {
    return this.#vacantOfClass[slotClass] ?? 0;
  }

  /** The classes that serve a vehicle, best first; those of one tier are equally good. */
  tiersFor(needs: VehicleNeeds): readonly Uint8Array[] {
    return this.#tiers[variantOf(needs)] ?? [];
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
    const slotClass = this.classOf(slotIndex);
    this.#vacantOfClass[slotClass] = this.vacantOf(slotClass) + (vacant ? 1 : -1);
    for (const ranking of this.#rankings) ranking.setVacant(slotIndex, vacant);
  }

  /**
   * The slot for a vehicle at a lane, by its place in the lot file; null when none is left for it.
   * It stays vacant until the caller says otherwise. The lane must be one that lets vehicles in.
   * `withheld` says how many slots of each class are kept for others.
   */
  choose(laneId: LaneId, needs: VehicleNeeds, withheld: Int32Array | null = null): number | null {
    const ranking = this.#rankingOf(laneId);
    for (const tier of this.tiersFor(needs)) {
      const open =
        withheld === null ? tier : tier.filter((one) => this.vacantOf(one) > (withheld[one] ?? 0));
      const slotIndex = ranking.nearestVacant(open);
      if (slotIndex >= 0) return slotIndex;
    }
    return null;
  }

  /**
   * As `choose`, among the vacant slots that `suits` lets pass. Takes linear time in the number of slots
   * of the vehicle's classes: for the few that come by reservation.
   */
  chooseWhere(
    laneId: LaneId,
    needs: VehicleNeeds,
    suits: (slotIndex: number) => boolean,
  ): number | null {
    return this.nearest(laneId, needs, (slot) => this.isVacant(slot) && suits(slot));
  }

  /** As `chooseWhere`, whether a slot is vacant or not. */
  nearest(
    laneId: LaneId,
    needs: VehicleNeeds,
    suits: (slotIndex: number) => boolean,
  ): number | null {
    const ranking = this.#rankingOf(laneId);
    for (const tier of this.tiersFor(needs)) {
      const slotIndex = ranking.nearestWhere(tier, suits);
      if (slotIndex >= 0) return slotIndex;
    }
    return null;
  }

  #rankingOf(laneId: LaneId): Ranking {
    return must(this.#byLane.get(laneId), `${laneId} is a lane that lets vehicles in`);
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
