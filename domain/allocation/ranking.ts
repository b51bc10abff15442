import { must } from '../kernel/assert.ts';
import { Bitset } from './bitset.ts';

/** The slots of one class as seen from one lane, nearest first, and which of them are vacant. */
interface ClassRanking {
  readonly slotByRank: Int32Array;
  readonly vacant: Bitset;
}

/** All slots as seen from one lane. Slots that no way leads to are left out. */
export class Ranking {
  readonly #classes: readonly ClassRanking[];
  readonly #classBySlot: Uint8Array;
  /** Rank within the slot's class, -1 where it cannot be reached. */
  readonly #rankBySlot: Int32Array;
  /** Place among all slots: compares slots of several classes without looking at distances again. */
  readonly #placeBySlot: Int32Array;

  constructor(metresBySlot: Float64Array, classBySlot: Uint8Array, classes: number) {
    this.#classBySlot = classBySlot;
    this.#rankBySlot = new Int32Array(metresBySlot.length).fill(-1);
    this.#placeBySlot = new Int32Array(metresBySlot.length);
    const reached: number[] = [];
    metresBySlot.forEach((metres, slot) => {
      if (metres < Infinity) reached.push(slot);
    });
    reached.sort((a, b) => (metresBySlot[a] ?? 0) - (metresBySlot[b] ?? 0) || a - b);
    const byClass: number[][] = Array.from({ length: classes }, () => []);
    reached.forEach((slot, place) => {
      const sameClass = must(byClass[classBySlot[slot] ?? -1], 'a slot is of a known class');
      this.#placeBySlot[slot] = place;
      this.#rankBySlot[slot] = sameClass.length;
      sameClass.push(slot);
    });
    this.#classes = byClass.map((slots) => ({
      slotByRank: Int32Array.from(slots),
      vacant: new Bitset(slots.length),
    }));
  }

  setVacant(slot: number, vacant: boolean): void {
    const rank = this.#rankBySlot[slot] ?? -1;
    if (rank < 0) return;
    const set = must(
      this.#classes[this.#classBySlot[slot] ?? -1],
      'a slot is of a known class',
    ).vacant;
    if (vacant) set.add(rank);
    else set.delete(rank);
  }

  /** The nearest vacant slot of some classes, the first in the lot file among equals; -1 if none. */
  nearestVacant(classes: Uint8Array): number {
    let best = -1;
    let bestPlace = Infinity;
    for (const one of classes) {
      const { slotByRank, vacant } = must(this.#classes[one], 'a known class');
      const rank = vacant.first();
      if (rank < 0) continue;
      const slot = slotByRank[rank] ?? -1;
      const place = this.#placeBySlot[slot] ?? Infinity;
      if (place >= bestPlace) continue;
      best = slot;
      bestPlace = place;
    }
    return best;
  }

  /** The nearest slot of some classes that passes a test; -1 if none. Linear in the classes' slots. */
  nearestWhere(classes: Uint8Array, suits: (slot: number) => boolean): number {
    let best = -1;
    let bestPlace = Infinity;
    for (const one of classes) {
      const slot = must(this.#classes[one], 'a known class').slotByRank.find(suits);
      if (slot === undefined) continue;
      const place = this.#placeBySlot[slot] ?? Infinity;
      if (place >= bestPlace) continue;
      best = slot;
      bestPlace = place;
    }
    return best;
  }
}
