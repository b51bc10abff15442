import {
  IconBus,
  IconChargingPile,
  IconMotorbike,
  IconSquareLetterC,
  IconSquareLetterL,
  IconSquareLetterS,
  IconWheelchair,
} from '@tabler/icons-react';
import type { SlotKind } from '#domain/facility/kinds.ts';

const ICONS = {
  motorcycle: IconMotorbike,
  compact: IconSquareLetterC,
  standard: IconSquareLetterS,
  large: IconSquareLetterL,
  bus: IconBus,
  ev: IconChargingPile,
  accessible: IconWheelchair,
} satisfies Record<SlotKind, unknown>;

/** A slot kind as a sign. Always beside a word or under a label of its own. */
export function KindIcon({ kind, size = 16 }: { readonly kind: SlotKind; readonly size?: number }) {
  const Icon = ICONS[kind];
  return <Icon size={size} stroke={1.5} aria-hidden />;
}
