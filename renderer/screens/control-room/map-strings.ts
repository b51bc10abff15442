import type { MapStrings } from '#renderer/floor-map/types.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';

/** The map's words, from the catalogue and in the lot's way of writing. */
export function mapStrings(format: Format, now: () => number): MapStrings {
  const { overstay, mismatch, fault } = t.attentions;
  return {
    kinds: t.slotKinds,
    looks: t.slotLooks,
    attentions: { overstay, mismatch, fault, 'unknown-vehicle': t.attentions['unknown-vehicle'] },
    gates: { ...t.gates, held: t.lanes.held },
    laneAsking: t.phases.asking,
    map: t.map.label,
    keyboardHelp: t.map.keyboardHelp,
    slot: (words) =>
      [`${words.label}, ${words.kind}: ${words.look}`, words.attention, words.plate, words.since]
        .filter((part) => part !== null && part !== '')
        .join(', '),
    lane: t.map.lane,
    since: (at) => t.slot.sensorSince(format.timeOn(at, now())),
    summary: ({ level, total, byLook, byAttention }) => {
      const attention = Object.values(byAttention).reduce((sum, count) => sum + count, 0);
      return t.map.summary(
        level,
        format.number(total),
        format.number(byLook.vacant),
        format.number(byLook.occupied + byLook.charging),
        format.number(attention),
      );
    },
    metres: (length) => t.map.metres(format.number(length)),
    north: t.map.north,
    printTitle: t.map.printTitle,
  };
}
