import { SLOT_KINDS, type SlotKind } from '../facility/kinds.ts';
import type { Slot } from '../facility/lot-file.ts';

/** All that allocation asks of a slot but its place: slots of one class are interchangeable. */
export interface SlotClass {
  readonly kind: SlotKind;
  /** Of kind `ev`, or with a charger beside it. */
  readonly charger: boolean;
  /** Of kind `accessible`, or marked so: for permits only. */
  readonly accessible: boolean;
}

/** The class of a slot. */
export function slotClassOf({ kind, features }: Pick<Slot, 'kind' | 'features'>): SlotClass {
  return {
    kind,
    charger: kind === 'ev' || features.includes('charger'),
    accessible: kind === 'accessible' || features.includes('accessible'),
  };
}

/** Every class, the ones that no slot can have left out. */
export const SLOT_CLASSES: readonly SlotClass[] = SLOT_KINDS.flatMap((kind) =>
  [false, true].flatMap((charger) =>
    [false, true].map((accessible) => ({ kind, charger, accessible })),
  ),
).filter(
  ({ kind, charger, accessible }) =>
    (kind !== 'ev' || charger) && (kind !== 'accessible' || accessible),
);

/** The place of a class in `SLOT_CLASSES`. */
export function slotClassIndex(wanted: SlotClass): number {
  return SLOT_CLASSES.findIndex(
    ({ kind, charger, accessible }) =>
      kind === wanted.kind && charger === wanted.charger && accessible === wanted.accessible,
  );
}

/** A class in one word, the same whatever kinds are added later: `standard`, `standard+charger`. */
export function slotClassKey({ kind, charger, accessible }: SlotClass): string {
  const extras = [
    charger && kind !== 'ev' && '+charger',
    accessible && kind !== 'accessible' && '+accessible',
  ];
  return kind + extras.filter((extra) => extra !== false).join('');
}

/** The key of each class, by its place in `SLOT_CLASSES`. */
export const SLOT_CLASS_KEYS: readonly string[] = SLOT_CLASSES.map(slotClassKey);
