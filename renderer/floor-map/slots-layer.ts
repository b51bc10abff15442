import type { SlotLive } from '#domain/views/live.ts';
import { paintSlot } from './paint-slot.ts';
import { paintSpecks, type Speck } from './paint-specks.ts';
import type { Colours } from './palette.ts';
import type { Scene } from './scene.ts';
import { enter, frameOf, leave, narrowSide, type SlotFrame } from './slot-frame.ts';
import type { SlotShape } from './slot-shape.ts';
import { DETAIL_FROM_PX, type SlotStyle, sightOf, styleFor } from './slot-style.ts';
import { fontOf } from './slot-text.ts';
import { type PxBox, type View, worldUnder } from './view.ts';

/** What the slots are painted from. */
export interface SlotsInput {
  readonly scene: Scene;
  readonly colours: Colours;
  readonly fontFamily: string;
  readonly showPlates: boolean;
  readonly liveOf: (id: string) => SlotLive | undefined;
}

/** Paints slots: all of a region, or one again after it changed. */
export class SlotsPainter {
  private readonly input: SlotsInput;
  private style: { readonly of: View; readonly style: SlotStyle } | null = null;
  private labelWidth: number | null = null;

  constructor(input: SlotsInput) {
    this.input = input;
  }

  paintRegion(ctx: CanvasRenderingContext2D, view: View, region: PxBox): void {
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.beginPath();
    ctx.rect(region.x, region.y, region.width, region.height);
    ctx.clip();
    ctx.clearRect(region.x, region.y, region.width, region.height);
    this.paintOver(ctx, view, region);
    ctx.restore();
  }

  /** Paints the slots of a region over what is there. */
  paintOver(ctx: CanvasRenderingContext2D, view: View, region: PxBox): void {
    const style = this.styleOf(ctx, view);
    const { scene, liveOf } = this.input;
    const specks: Speck[] = [];
    for (const index of scene.grid.query(worldUnder(view, region))) {
      const shape = scene.shapes[index];
      if (shape === undefined) continue;
      const frame = frameOf(view, shape);
      const sight = sightOf(shape, liveOf(shape.slot.id));
      if (isSpeck(frame, style)) specks.push({ frame, plan: sight.plan });
      else if (shape.quarter !== null) paintSlot(ctx, frame, shape, sight, style);
      else {
        // The corner of a label may leave a slanting bay; cut here as it is cut when repainted.
        ctx.save();
        clipTo(ctx, frame);
        paintSlot(ctx, frame, shape, sight, style);
        ctx.restore();
      }
    }
    if (specks.length > 0) paintSpecks(ctx, specks, style);
  }

  /**
   * Paints one slot again. The clip matters: clearing or painting over a slot without it takes bits
   * of its neighbours' edges away, a little more with every change.
   */
  repaint(ctx: CanvasRenderingContext2D, view: View, shape: SlotShape): void {
    const style = this.styleOf(ctx, view);
    const frame = frameOf(view, shape);
    const { halfWidth: w, halfLength: l } = frame;
    ctx.save();
    clipTo(ctx, frame);
    enter(ctx, frame);
    ctx.clearRect(-w, -l, 2 * w, 2 * l);
    leave(ctx);
    const sight = sightOf(shape, this.input.liveOf(shape.slot.id));
    if (isSpeck(frame, style)) paintSpecks(ctx, [{ frame, plan: sight.plan }], style);
    else paintSlot(ctx, frame, shape, sight, style);
    ctx.restore();
  }

  private styleOf(ctx: CanvasRenderingContext2D, view: View): SlotStyle {
    if (this.style !== null && this.style.of.scale === view.scale && this.style.of.dpr === view.dpr)
      return this.style.style;
    const { scene, colours, fontFamily, showPlates } = this.input;
    if (this.labelWidth === null) {
      ctx.font = fontOf(100, fontFamily);
      const widths = scene.longestLabels.map((label) => ctx.measureText(label).width);
      this.labelWidth = Math.max(0, ...widths) / 100;
    }
    const { labelWidth } = this;
    const style = styleFor({ scene, view, colours, fontFamily, labelWidth, showPlates });
    this.style = { of: view, style };
    return style;
  }
}

function isSpeck(frame: SlotFrame, style: SlotStyle): boolean {
  return narrowSide(frame) < DETAIL_FROM_PX.shape * style.dpr;
}

/** Nothing is painted outside what belongs to the slot. */
function clipTo(ctx: CanvasRenderingContext2D, frame: SlotFrame): void {
  const { halfWidth: w, halfLength: l } = frame;
  enter(ctx, frame);
  ctx.beginPath();
  ctx.rect(-w, -l, 2 * w, 2 * l);
  ctx.clip();
  leave(ctx);
}
