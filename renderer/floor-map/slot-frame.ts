import type { Box } from '#domain/facility/geometry.ts';
import type { SlotShape } from './slot-shape.ts';
import { type PxBox, pxX, pxY, type View } from './view.ts';

/** A slot on the canvas: its centre, its half sizes and its turn, in device pixels. */
export interface SlotFrame {
  readonly x: number;
  readonly y: number;
  /** Half of what belongs to the slot, across and along. Nothing is painted outside. */
  readonly halfWidth: number;
  readonly halfLength: number;
  /** Half of the bay that is drawn: smaller by a gap, in which neighbours never meet. */
  readonly bayWidth: number;
  readonly bayLength: number;
  readonly cos: number;
  readonly sin: number;
}

/** Clear ground between two bays, metres. */
const GAP_METRES = 0.07;
/** Device pixels across below which a bay gives up its gap. */
const GAP_FROM_PX = 4;

/**
 * Where a slot lies on the canvas. The edges of square slots fall between device pixels, so lines of
 * whole width inside them are sharp at every device pixel ratio.
 */
export function frameOf(view: View, shape: SlotShape): SlotFrame {
  const { slot, quarter } = shape;
  const { cos, sin } = shape;
  let x = slot.at[0] * view.scale + view.ox;
  let y = slot.at[1] * view.scale + view.oy;
  let halfWidth = (slot.widthMetres / 2) * view.scale;
  let halfLength = (slot.lengthMetres / 2) * view.scale;
  if (quarter !== null) {
    const edges = snapped(view, shape.box);
    x = edges.x + edges.width / 2;
    y = edges.y + edges.height / 2;
    const upright = quarter % 2 === 0;
    halfWidth = (upright ? edges.width : edges.height) / 2;
    halfLength = (upright ? edges.height : edges.width) / 2;
  }
  const gap =
    Math.min(halfWidth, halfLength) * 2 < GAP_FROM_PX
      ? 0
      : Math.max(1, Math.round((GAP_METRES / 2) * view.scale));
  const bayWidth = Math.max(0.5, halfWidth - gap);
  const bayLength = Math.max(0.5, halfLength - gap);
  return { x, y, halfWidth, halfLength, bayWidth, bayLength, cos, sin };
}

function snapped(view: View, box: Box): PxBox {
  const x = pxX(view, box.minX);
  const y = pxY(view, box.minY);
  return { x, y, width: pxX(view, box.maxX) - x, height: pxY(view, box.maxY) - y };
}

/** The canvas's axes become the slot's: x across, y from nose to tail, origin in its middle. */
export function enter(ctx: CanvasRenderingContext2D, frame: SlotFrame): void {
  ctx.setTransform(frame.cos, frame.sin, -frame.sin, frame.cos, frame.x, frame.y);
}

export function leave(ctx: CanvasRenderingContext2D): void {
  ctx.setTransform(1, 0, 0, 1, 0, 0);
}

/** The region of a slot on the canvas in whole device pixels, grown by `marginPx`. */
export function regionOf(frame: SlotFrame, marginPx = 0): PxBox {
  const reachX =
    Math.abs(frame.cos) * frame.halfWidth + Math.abs(frame.sin) * frame.halfLength + marginPx;
  const reachY =
    Math.abs(frame.sin) * frame.halfWidth + Math.abs(frame.cos) * frame.halfLength + marginPx;
  const x = Math.floor(frame.x - reachX);
  const y = Math.floor(frame.y - reachY);
  return {
    x,
    y,
    width: Math.ceil(frame.x + reachX) - x,
    height: Math.ceil(frame.y + reachY) - y,
  };
}

/** Device pixels across the narrow side. */
export function narrowSide(frame: SlotFrame): number {
  return 2 * Math.min(frame.halfWidth, frame.halfLength);
}
