import type { LotFile } from '../facility/lot-file.ts';
import type { KnownSlot } from '../stats/known.ts';
import { knownSlotsOf } from '../stats/occupancy-series.ts';
import { adviceWords as words } from './advice-words.ts';

/** Slots that any car may take: of the lot, of a level, or of a zone. */
export interface OpenPlace {
  /** Its series of occupancy, such as `open:level:l1`. */
  readonly series: string;
  readonly label: string;
  readonly slotIds: ReadonlySet<string>;
  /** Whether all its slots are slots of another place, too. */
  within(other: OpenPlace): boolean;
}

/**
 * All of them, the lot first, then its levels, then its zones; those without such slots are none. Where
 * all cars stand on one of several levels, the level's name says more than the lot's.
 */
export function openPlaces(lot: LotFile): readonly OpenPlace[] {
  const slots = [...knownSlotsOf(lot)].filter(([, { openToCars }]) => openToCars);
  const place = (
    series: string,
    label: string,
    fits: (slot: KnownSlot) => boolean,
  ): readonly OpenPlace[] => {
    const slotIds = new Set(slots.filter(([, slot]) => fits(slot)).map(([id]) => id));
    const within = (other: OpenPlace) => [...slotIds].every((id) => other.slotIds.has(id));
    return slotIds.size === 0 ? [] : [{ series, label, slotIds, within }];
  };
  const levels = lot.levels.flatMap(({ id, label }) =>
    place(`open:level:${id}`, label, ({ levelId }) => levelId === id),
  );
  const zones = lot.zones.flatMap(({ id, label }) =>
    place(`open:zone:${id}`, label, ({ zoneId }) => zoneId === id),
  );
  const whole = place('open:lot', words.wholeLot, () => true);
  const isOneOfSeveral = levels.length === 1 && lot.levels.length > 1;
  return [...(isOneOfSeveral ? [] : whole), ...levels, ...zones];
}
