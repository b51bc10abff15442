import { DAY_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import { ACTIONS } from './busy-actions.ts';
import { BusyLot, type BusyPlace } from './busy-lot.ts';

/** Plays some days: an action, some minutes, the next. */
export function playBusyLot(place: BusyPlace, seed: number): BusyLot {
  const lot = new BusyLot(place, seed);
  const endAt = place.startAt + place.days * DAY_MS;
  let nextTickAt = lot.at;
  while (lot.at < endAt) {
    lot.at += MINUTE_MS + lot.whole(40 * MINUTE_MS);
    while (nextTickAt < lot.at) {
      nextTickAt += 10 * MINUTE_MS;
      const { at } = lot;
      lot.at = Math.min(at, nextTickAt);
      lot.note({ type: 'Tick' });
      lot.at = at;
    }
    ACTIONS[lot.whole(ACTIONS.length)]?.(lot);
  }
  return lot;
}
