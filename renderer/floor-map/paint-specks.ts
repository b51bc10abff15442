import type { PaintPlan } from './look-plan.ts';
import { narrowSide, type SlotFrame } from './slot-frame.ts';
import type { SlotStyle } from './slot-style.ts';

/** Line widths across a slot from which its outline has a hole. */
const OUTLINE_FROM_PX = 6;

/** A slot too small for detail. */
export interface Speck {
  readonly frame: SlotFrame;
  readonly plan: PaintPlan;
}

/**
 * Paints many tiny slots with a few calls: one path for each colour. The shapes stay apart without
 * colour as long as there are pixels for it: outline, outline with a core, block, half block, cross,
 * core alone.
 */
export function paintSpecks(
  ctx: CanvasRenderingContext2D,
  specks: readonly Speck[],
  style: SlotStyle,
): void {
  const groups = new Map<PaintPlan, SlotFrame[]>();
  for (const { frame, plan } of specks) {
    const group = groups.get(plan);
    if (group === undefined) groups.set(plan, [frame]);
    else group.push(frame);
  }
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.setLineDash([]);
  ctx.lineCap = 'butt';
  ctx.lineJoin = 'miter';
  ctx.lineWidth = Math.max(1, Math.floor(style.dpr));
  for (const [plan, frames] of groups) paintGroup(ctx, plan, frames, style);
}

function paintGroup(
  ctx: CanvasRenderingContext2D,
  plan: PaintPlan,
  frames: readonly SlotFrame[],
  style: SlotStyle,
): void {
  const { colours } = style;
  const fillAll = (colour: string, trace: (frame: SlotFrame) => void) => {
    ctx.beginPath();
    for (const frame of frames) trace(frame);
    ctx.fillStyle = colour;
    ctx.fill();
  };
  const strokeAll = (colour: string, trace: (frame: SlotFrame) => void) => {
    ctx.beginPath();
    for (const frame of frames) trace(frame);
    ctx.strokeStyle = colour;
    ctx.stroke();
  };
  const inset = ctx.lineWidth / 2;
  if (plan.body === 'filled') {
    fillAll(colours[plan.bodyColour], (frame) => traceBay(ctx, frame, 0, 1));
  } else if (plan.outline === 'dotted') {
    // A silent sensor: a core and no edge, the faintest of all.
    fillAll(colours[plan.outlineColour], (frame) => traceBay(ctx, frame, 0, 0.4));
  } else {
    // An outline needs a hole to be one: without pixels for it an empty bay is a dim block.
    const first = frames[0];
    const hollow = first !== undefined && narrowSide(first) >= OUTLINE_FROM_PX * ctx.lineWidth;
    const ground = hollow ? plan.fill : 'bay';
    if (ground !== null) fillAll(colours[ground], (frame) => traceBay(ctx, frame, 0, 1));
    if (hollow) strokeAll(colours[plan.outlineColour], (frame) => traceBay(ctx, frame, inset, 1));
    if (plan.outline === 'dashed') {
      fillAll(colours[plan.outlineColour], (frame) => traceBay(ctx, frame, 0, hollow ? 0.5 : 1));
    }
    if (plan.body === 'hatched') {
      fillAll(colours[plan.bodyColour], (frame) => traceHalf(ctx, frame));
    }
    if (plan.body === 'crossed') {
      strokeAll(colours[plan.bodyColour], (frame) => traceCross(ctx, frame, inset));
    }
  }
  const { corner } = plan;
  if (corner !== null) fillAll(colours[corner.colour], (frame) => traceCorner(ctx, frame));
}

/** A point of the slot's own axes on the canvas. */
function point(frame: SlotFrame, u: number, v: number): readonly [number, number] {
  return [frame.x + u * frame.cos - v * frame.sin, frame.y + u * frame.sin + v * frame.cos];
}

function tracePolygon(
  ctx: CanvasRenderingContext2D,
  frame: SlotFrame,
  points: readonly (readonly [number, number])[],
): void {
  points.forEach(([u, v], i) => {
    const [x, y] = point(frame, u, v);
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  });
  ctx.closePath();
}

/** The bay smaller by `inset` pixels and to `share` of its size. */
function traceBay(ctx: CanvasRenderingContext2D, frame: SlotFrame, inset: number, share: number) {
  const w = Math.max(0.5, (frame.bayWidth - inset) * share);
  const l = Math.max(0.5, (frame.bayLength - inset) * share);
  if (frame.sin === 0) ctx.rect(frame.x - w, frame.y - l, 2 * w, 2 * l);
  else if (frame.cos === 0) ctx.rect(frame.x - l, frame.y - w, 2 * l, 2 * w);
  else
    tracePolygon(ctx, frame, [
      [-w, -l],
      [w, -l],
      [w, l],
      [-w, l],
    ]);
}

function traceHalf(ctx: CanvasRenderingContext2D, frame: SlotFrame): void {
  const { bayWidth: w, bayLength: l } = frame;
  tracePolygon(ctx, frame, [
    [-w, l],
    [w, -l],
    [w, l],
  ]);
}

function traceCross(ctx: CanvasRenderingContext2D, frame: SlotFrame, inset: number): void {
  const w = frame.bayWidth - inset;
  const l = frame.bayLength - inset;
  for (const side of [-1, 1]) {
    const from = point(frame, -side * w, -l);
    const to = point(frame, side * w, l);
    ctx.moveTo(from[0], from[1]);
    ctx.lineTo(to[0], to[1]);
  }
}

/** Half of the bay's upper right, large enough to be seen over a whole lot. */
function traceCorner(ctx: CanvasRenderingContext2D, frame: SlotFrame): void {
  const size = 2 * Math.min(frame.bayWidth, frame.bayLength);
  const u = frame.cos - frame.sin >= 0 ? 1 : -1;
  const v = frame.cos + frame.sin >= 0 ? -1 : 1;
  const cu = u * frame.bayWidth;
  const cv = v * frame.bayLength;
  tracePolygon(ctx, frame, [
    [cu, cv],
    [cu - u * size, cv],
    [cu - u * size, cv - v * size],
    [cu, cv - v * size],
  ]);
}
