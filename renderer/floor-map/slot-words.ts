import {
  SLOT_ATTENTIONS,
  SLOT_LOOKS,
  type SlotAttention,
  type SlotLive,
  type SlotLook,
} from '#domain/views/live.ts';
import type { Scene } from './scene.ts';
import type { SlotShape } from './slot-shape.ts';
import type { LevelCounts, MapStrings, SlotSource, SlotWords } from './types.ts';

/** What is said about a slot, worded by the catalogue. */
export function wordsOf(
  shape: SlotShape,
  live: SlotLive | undefined,
  strings: MapStrings,
): SlotWords {
  const attention = live?.attention ?? 'none';
  const since = live?.session?.since ?? live?.presenceAt ?? null;
  return {
    label: shape.slot.label,
    kind: strings.kinds[shape.slot.kind],
    look: strings.looks[live?.look ?? 'unknown'],
    attention: attention === 'none' ? null : strings.attentions[attention],
    plate: live?.session?.plate ?? null,
    since: since === null ? null : strings.since(since),
  };
}

/** Counts a whole level for its summary. */
export function countLevel(scene: Scene, slots: SlotSource): LevelCounts {
  const byLook = Object.fromEntries(SLOT_LOOKS.map((look) => [look, 0])) as Record<
    SlotLook,
    number
  >;
  const byAttention = Object.fromEntries(
    SLOT_ATTENTIONS.filter((attention) => attention !== 'none').map((attention) => [attention, 0]),
  ) as Record<Exclude<SlotAttention, 'none'>, number>;
  for (const { slot } of scene.shapes) {
    const live = slots.get(slot.id);
    byLook[live?.look ?? 'unknown'] += 1;
    if (live !== undefined && live.attention !== 'none') byAttention[live.attention] += 1;
  }
  return { level: scene.level.label, total: scene.shapes.length, byLook, byAttention };
}
