import type { SlotLive } from '#domain/views/live.ts';
import { type PaintPlan, planFor, type Silhouette, silhouetteOf } from './look-plan.ts';
import type { Colours } from './palette.ts';
import type { Scene } from './scene.ts';
import type { SlotShape } from './slot-shape.ts';
import type { View } from './view.ts';

/** From how many CSS pixels across a bay shows what. */
export const DETAIL_FROM_PX = {
  /** Below: one colour block or outline a slot, painted in batches. */
  shape: 8,
  silhouette: 14,
  mark: 19,
  glass: 30,
  labelUpright: 9,
  plate: 46,
} as const;

/** How slots are painted in one view: colours and the sizes that follow from the zoom. */
export interface SlotStyle {
  readonly colours: Colours;
  readonly fontFamily: string;
  readonly dpr: number;
  /** CSS pixels across a usual bay: line widths follow it and agree all over the level. */
  readonly bayPx: number;
  /** Device pixels; null while the level's longest label fits no usual bay. */
  readonly label: { readonly px: number; readonly upright: boolean } | null;
  /** Plates are personal data: paper shows none. */
  readonly showPlates: boolean;
}

/** What there is to say about one slot, apart from where it lies. */
export interface SlotSight {
  readonly plan: PaintPlan;
  readonly silhouette: Silhouette;
  readonly plate: string | null;
}

/** A slot that the station has said nothing about yet is unknown. */
export function sightOf(shape: SlotShape, live: SlotLive | undefined): SlotSight {
  return {
    plan: planFor(live?.look ?? 'unknown', live?.attention ?? 'none'),
    silhouette: silhouetteOf(live, shape.slot.kind),
    plate: live?.session?.plate ?? null,
  };
}

/** Equal keys look the same: a change that changes nothing visible costs no painting. */
export function sightKey(live: SlotLive | undefined): string {
  if (live === undefined) return '';
  const { session } = live;
  return `${live.look}/${live.attention}/${session?.vehicleClass ?? ''}/${session?.plate ?? ''}`;
}

export interface StyleInput {
  readonly scene: Scene;
  readonly view: View;
  readonly colours: Colours;
  readonly fontFamily: string;
  /** Width of the level's widest label at a font size of one pixel. */
  readonly labelWidth: number;
  readonly showPlates: boolean;
}

/**
 * The label size of a view. One size for the whole level, the largest at which its widest label
 * fits a usual bay; along the bay where it does not fit across.
 */
export function styleFor(input: StyleInput): SlotStyle {
  const { view, scene, labelWidth } = input;
  const bay = (scene.usualWidthMetres * view.scale) / view.dpr;
  const across = Math.min(15, bay * 0.4, (bay * 0.84 - 3) / Math.max(labelWidth, 0.1));
  const upright = across >= DETAIL_FROM_PX.labelUpright;
  const along = bay >= DETAIL_FROM_PX.mark ? Math.min(10.5, bay * 0.5) : 0;
  const px = upright ? across : along;
  return {
    colours: input.colours,
    fontFamily: input.fontFamily,
    dpr: view.dpr,
    bayPx: bay,
    label: px > 0 ? { px: Math.round(px * view.dpr * 2) / 2, upright } : null,
    showPlates: input.showPlates,
  };
}
