import { canUse } from '#domain/allocation/can-use.ts';
import type { VehicleNeeds } from '#domain/facility/kinds.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { SlotId } from '#domain/kernel/ids.ts';
import type { Random } from '#domain/kernel/seeded-random.ts';

type Slot = LotFile['slots'][number];

/** Which slots have a vehicle on them in fact, whatever the station believes. */
export class SlotField {
  readonly #slots: readonly Slot[];
  readonly #byLabel: ReadonlyMap<string, Slot>;
  readonly #taken = new Set<SlotId>();
  readonly #random: Random;
  readonly #sense: (slotId: SlotId, isOccupied: boolean) => void;

  constructor(
    slots: readonly Slot[],
    random: Random,
    sense: (slotId: SlotId, isOccupied: boolean) => void,
  ) {
    this.#slots = slots;
    this.#byLabel = new Map(slots.map((slot) => [slot.label, slot]));
    this.#random = random;
    this.#sense = sense;
  }

  get takenCount(): number {
    return this.#taken.size;
  }

  isTaken(slotId: SlotId): boolean {
    return this.#taken.has(slotId);
  }

  /**
   * Where a vehicle stops: on the slot of that label when it is free and nothing speaks against it,
   * else on any free one that it may use. Null when there is none.
   */
  park(label: string | null, needs: VehicleNeeds, elsewhere: boolean): SlotId | null {
    const shown = label === null ? undefined : this.#byLabel.get(label);
    if (shown !== undefined && !elsewhere && !this.#taken.has(shown.id))
      return this.occupy(shown.id);
    const free = this.#slots.filter(
      (slot) => !this.#taken.has(slot.id) && slot !== shown && canUse(slot, needs),
    );
    const near = free.filter((slot) => slot.levelId === shown?.levelId);
    const from = near.length > 0 ? near : free;
    const other = from[Math.floor(this.#random() * from.length)];
    // Who wanted another one and finds none takes the one that was shown.
    if (other === undefined)
      return shown !== undefined && !this.#taken.has(shown.id) ? this.occupy(shown.id) : null;
    return this.occupy(other.id);
  }

  occupy(slotId: SlotId): SlotId {
    this.#taken.add(slotId);
    this.#sense(slotId, true);
    return slotId;
  }

  vacate(slotId: SlotId): void {
    if (this.#taken.delete(slotId)) this.#sense(slotId, false);
  }
}
