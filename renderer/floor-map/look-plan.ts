import type { SlotKind } from '#domain/facility/kinds.ts';
import type { SlotAttention, SlotLive, SlotLook } from '#domain/views/live.ts';
import type { MarkName } from './marks.ts';
import type { ColourRole } from './palette.ts';

/** How a slot is painted, decided by what it is and never by colour alone. */
export interface PaintPlan {
  /** The line around the bay. */
  readonly outline: 'solid' | 'dashed' | 'dotted';
  readonly outlineColour: ColourRole;
  readonly weight: 'thin' | 'bold';
  /** What stands in the bay: nothing, a filled body, stripes, a cross. */
  readonly body: 'empty' | 'filled' | 'hatched' | 'crossed';
  readonly bodyColour: ColourRole;
  /** Behind the body. */
  readonly fill: ColourRole | null;
  readonly ink: ColourRole;
  /** In the middle of the bay, where a label would not fit. */
  readonly mark: MarkName | null;
  readonly corner: CornerPlan | null;
}

export interface CornerPlan {
  readonly colour: ColourRole;
  readonly ink: ColourRole;
  readonly mark: MarkName;
}

type Base = Omit<PaintPlan, 'corner'>;

const EMPTY: Base = {
  outline: 'solid',
  outlineColour: 'vacant',
  weight: 'thin',
  body: 'empty',
  bodyColour: 'vacant',
  fill: 'vacantFill',
  ink: 'slotInk',
  mark: null,
};

const FILLED: Base = {
  ...EMPTY,
  outlineColour: 'occupied',
  body: 'filled',
  bodyColour: 'occupied',
  fill: null,
  ink: 'occupiedInk',
};

const BY_LOOK: Readonly<Record<SlotLook, Base>> = {
  vacant: EMPTY,
  assigned: {
    ...EMPTY,
    outline: 'dashed',
    outlineColour: 'assigned',
    weight: 'bold',
    fill: 'assignedFill',
  },
  occupied: FILLED,
  reserved: { ...EMPTY, outlineColour: 'reserved', body: 'hatched', bodyColour: 'reserved' },
  blocked: {
    ...EMPTY,
    outlineColour: 'blocked',
    body: 'crossed',
    bodyColour: 'blocked',
    fill: 'blockedFill',
  },
  charging: { ...FILLED, mark: 'bolt' },
  // Not the ground of a vacant bay: in the classic palette that would say "free".
  unknown: {
    ...EMPTY,
    outline: 'dotted',
    outlineColour: 'unknown',
    fill: 'blockedFill',
    mark: 'question',
  },
};

const AMBER = { colour: 'amber', ink: 'amberInk' } as const;

const CORNERS: Readonly<Record<SlotAttention, CornerPlan | null>> = {
  none: null,
  overstay: { ...AMBER, mark: 'clock' },
  mismatch: { ...AMBER, mark: 'notEqual' },
  'unknown-vehicle': { ...AMBER, mark: 'question' },
  fault: { colour: 'red', ink: 'redInk', mark: 'exclaim' },
};

const PLANS = new Map<string, PaintPlan>();

/** The plan of a look with its attention. The same pair gives the same object, so it can be a key. */
export function planFor(look: SlotLook, attention: SlotAttention): PaintPlan {
  const key = `${look}/${attention}`;
  let plan = PLANS.get(key);
  if (plan === undefined) {
    plan = { ...BY_LOOK[look], corner: CORNERS[attention] };
    PLANS.set(key, plan);
  }
  return plan;
}

/** The mark painted at the head of a bay of this kind. */
export function kindMarkOf(kind: SlotKind): MarkName | null {
  if (kind === 'accessible') return 'wheelchair';
  if (kind === 'ev') return 'bolt';
  if (kind === 'motorcycle' || kind === 'bus') return kind;
  return null;
}

export type Silhouette = 'car' | 'motorcycle' | 'bus';

/** What stands there; without a session (an unknown vehicle) what the bay is made for. */
export function silhouetteOf(live: SlotLive | undefined, kind: SlotKind): Silhouette {
  const vehicle = live?.session?.vehicleClass;
  if (vehicle === undefined) return kind === 'motorcycle' || kind === 'bus' ? kind : 'car';
  return vehicle === 'motorcycle' || vehicle === 'bus' ? vehicle : 'car';
}
