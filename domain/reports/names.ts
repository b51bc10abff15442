import type { LotFile } from '../facility/lot-file.ts';
import { reportWords } from './words.ts';

/** What lanes, levels, zones, slots and devices are called; ids that are gone stand for themselves. */
export interface Names {
  lane(id: string): string;
  level(id: string): string;
  zone(id: string): string;
  slot(id: string): string;
}

export function namesOf(lot: LotFile): Names {
  const of = (items: readonly { readonly id: string; readonly label: string }[]) => {
    const labels = new Map(items.map(({ id, label }) => [id, label]));
    return (id: string) => labels.get(id) ?? id;
  };
  const lane = of(lot.lanes);
  return {
    lane: (id) => (id === '' ? reportWords.noLane : lane(id)),
    level: of(lot.levels),
    zone: of(lot.zones),
    slot: of(lot.slots),
  };
}
