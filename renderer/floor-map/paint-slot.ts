import type { PaintPlan, Silhouette } from './look-plan.ts';
import { paintMark, vehicleBlock, vehicleBody, vehicleGlass } from './marks.ts';
import { enter, leave, narrowSide, type SlotFrame } from './slot-frame.ts';
import { layoutOf, type MarkPlace } from './slot-layout.ts';
import type { SlotShape } from './slot-shape.ts';
import { DETAIL_FROM_PX, type SlotSight, type SlotStyle } from './slot-style.ts';
import { labelWidthOf, paintSlotText } from './slot-text.ts';

/** Paints one slot in full detail. Nothing is painted outside its bay, so neighbours keep theirs. */
export function paintSlot(
  ctx: CanvasRenderingContext2D,
  frame: SlotFrame,
  shape: SlotShape,
  sight: SlotSight,
  style: SlotStyle,
): void {
  const across = narrowSide(frame) / style.dpr;
  const asVehicle = sight.plan.body === 'filled' && across >= DETAIL_FROM_PX.silhouette;
  enter(ctx, frame);
  paintBay(ctx, frame, sight.plan, style, asVehicle);
  if (asVehicle) paintVehicle(ctx, frame, shape, sight, style);
  else paintBody(ctx, frame, sight.plan, style);
  leave(ctx);
  const layout = layoutOf(frame, shape, sight, style, labelWidthOf(ctx, shape, style));
  if (layout.mark !== null) paintPlacedMark(ctx, layout.mark, sight.plan, style);
  if (layout.label !== null) paintSlotText(ctx, frame, shape, layout.label, sight, style);
  paintCorner(ctx, frame, sight.plan, style);
}

/** Line width in whole device pixels. */
function lineOf(plan: PaintPlan, frame: SlotFrame, style: SlotStyle): number {
  const small = narrowSide(frame) < 16 * style.dpr;
  const heavy = plan.weight === 'bold' || plan.outline === 'dotted';
  const large = style.bayPx >= 48;
  const css = small ? 1 : heavy || large ? 2 : 1.5;
  // Rounded down: at a ratio of one, one and a half would be two and twice as loud.
  return Math.max(1, Math.floor(css * style.dpr));
}

export function bayRadius(frame: SlotFrame, dpr: number): number {
  return Math.min(Math.min(frame.bayWidth, frame.bayLength) * 0.22, 4 * dpr);
}

function bayPath(ctx: CanvasRenderingContext2D, frame: SlotFrame, inset: number, dpr: number) {
  const w = frame.bayWidth - inset;
  const l = frame.bayLength - inset;
  ctx.beginPath();
  ctx.roundRect(-w, -l, 2 * w, 2 * l, Math.max(0, bayRadius(frame, dpr) - inset));
}

function paintBay(
  ctx: CanvasRenderingContext2D,
  frame: SlotFrame,
  plan: PaintPlan,
  style: SlotStyle,
  asVehicle: boolean,
): void {
  const line = lineOf(plan, frame, style);
  bayPath(ctx, frame, line / 2, style.dpr);
  const fill = asVehicle ? 'vacantFill' : plan.fill;
  if (fill !== null) {
    ctx.fillStyle = style.colours[fill];
    ctx.fill();
  }
  ctx.lineWidth = line;
  ctx.lineCap = plan.outline === 'dotted' ? 'round' : 'butt';
  ctx.lineJoin = 'round';
  ctx.setLineDash(dashOf(plan, line, frame, style));
  ctx.strokeStyle = style.colours[asVehicle ? 'bay' : plan.outlineColour];
  ctx.stroke();
  ctx.setLineDash([]);
}

function dashOf(plan: PaintPlan, line: number, frame: SlotFrame, style: SlotStyle): number[] {
  if (plan.outline === 'solid') return [];
  if (plan.outline === 'dotted') return [0.01, Math.max(3 * style.dpr, line * 2.4)];
  const dash = Math.min(6 * style.dpr, Math.max(2.5 * style.dpr, narrowSide(frame) * 0.22));
  return [dash, dash * 0.7];
}

function paintBody(
  ctx: CanvasRenderingContext2D,
  frame: SlotFrame,
  plan: PaintPlan,
  style: SlotStyle,
): void {
  const line = lineOf(plan, frame, style);
  const w = frame.bayWidth - line;
  const l = frame.bayLength - line;
  if (plan.body === 'empty' || w <= 0 || l <= 0) return;
  ctx.strokeStyle = style.colours[plan.bodyColour];
  ctx.lineWidth = line;
  ctx.lineCap = 'butt';
  ctx.beginPath();
  if (plan.body === 'filled') {
    bayPath(ctx, frame, 0, style.dpr);
    ctx.fillStyle = style.colours[plan.bodyColour];
    ctx.fill();
    return;
  }
  if (plan.body === 'crossed') {
    ctx.moveTo(-w, -l);
    ctx.lineTo(w, l);
    ctx.moveTo(w, -l);
    ctx.lineTo(-w, l);
  } else {
    const step = Math.max(5 * style.dpr, Math.min(9 * style.dpr, narrowSide(frame) * 0.3));
    // Stripes rise to the right on the screen, whichever way the bay is turned.
    traceHatch(ctx, w, l, step, Math.abs(frame.sin) > 0.5);
  }
  ctx.stroke();
}

/** Diagonals of a box of half sizes `w` and `l`, cut at its edges. */
function traceHatch(
  ctx: CanvasRenderingContext2D,
  w: number,
  l: number,
  step: number,
  falling: boolean,
): void {
  const side = falling ? -1 : 1;
  const reach = w + l;
  for (let c = -reach + step / 2; c < reach; c += step) {
    const from = Math.max(-w, c - l);
    const to = Math.min(w, c + l);
    if (to <= from) continue;
    ctx.moveTo(side * from, c - from);
    ctx.lineTo(side * to, c - to);
  }
}

/** How much of its bay a vehicle takes, and how big it gets in a bay made for more. Metres. */
const VEHICLE_SIZE: Readonly<
  Record<Silhouette, { readonly width: number; readonly length: number }>
> = {
  car: { width: 2, length: 4.7 },
  motorcycle: { width: 0.95, length: 2.2 },
  bus: { width: 2.75, length: 12.5 },
};

function paintVehicle(
  ctx: CanvasRenderingContext2D,
  frame: SlotFrame,
  shape: SlotShape,
  sight: SlotSight,
  style: SlotStyle,
): void {
  const size = VEHICLE_SIZE[sight.silhouette];
  const { widthMetres, lengthMetres } = shape.slot;
  const across = narrowSide(frame) / style.dpr;
  const roomy = across >= DETAIL_FROM_PX.glass && style.label?.upright !== false;
  const detailed = roomy || sight.silhouette === 'bus';
  // A small vehicle fills its bay: there the label needs the room more than the outline does.
  const width = frame.bayWidth * 2 * (detailed ? Math.min(0.84, size.width / widthMetres) : 0.9);
  const length = frame.bayLength * 2 * Math.min(0.94, size.length / lengthMetres);
  ctx.save();
  ctx.scale(width, length);
  ctx.fillStyle = style.colours[sight.plan.bodyColour];
  // Mirrors and windows are for sizes at which they can be told from dirt.
  ctx.fill(detailed ? vehicleBody(sight.silhouette) : vehicleBlock());
  if (detailed) {
    ctx.fillStyle = style.colours.glass;
    ctx.fill(vehicleGlass(sight.silhouette));
  }
  ctx.restore();
}

function paintPlacedMark(
  ctx: CanvasRenderingContext2D,
  mark: MarkPlace,
  plan: PaintPlan,
  style: SlotStyle,
): void {
  const { colours, dpr } = style;
  const { name, x, y, size, atNose } = mark;
  const onVehicle = plan.body === 'filled';
  if (!onVehicle || name !== 'bolt' || size < 9 * dpr) {
    const ofKind = name === plan.mark ? plan.outlineColour : 'kindMark';
    const ink = onVehicle || !atNose ? plan.ink : ofKind;
    paintMark(ctx, name, x, y, size, colours[ink]);
    return;
  }
  // Charging: the bolt in a disc, so that it is not taken for a marking on the ground.
  ctx.beginPath();
  ctx.arc(x, y, size * 0.6, 0, Math.PI * 2);
  ctx.fillStyle = colours.plateFill;
  ctx.fill();
  paintMark(ctx, name, x, y, size * 0.94, colours.plateInk);
}

/** Amber or red in the corner that points up and right on the screen. */
function paintCorner(
  ctx: CanvasRenderingContext2D,
  frame: SlotFrame,
  plan: PaintPlan,
  style: SlotStyle,
): void {
  const { corner } = plan;
  if (corner === null) return;
  const { dpr } = style;
  const bay = 2 * Math.min(frame.bayWidth, frame.bayLength);
  const size = Math.round(Math.min(bay, Math.max(bay * 0.46, 7 * dpr), 20 * dpr));
  const u = frame.cos - frame.sin >= 0 ? 1 : -1;
  const v = frame.cos + frame.sin >= 0 ? -1 : 1;
  const left = u > 0 ? frame.bayWidth - size : -frame.bayWidth;
  const top = v > 0 ? frame.bayLength - size : -frame.bayLength;
  enter(ctx, frame);
  ctx.beginPath();
  ctx.roundRect(left, top, size, size, Math.min(bayRadius(frame, dpr), size / 3));
  ctx.fillStyle = style.colours[corner.colour];
  ctx.fill();
  leave(ctx);
  if (size < 10 * dpr) return;
  const cu = left + size / 2;
  const cv = top + size / 2;
  const x = frame.x + cu * frame.cos - cv * frame.sin;
  const y = frame.y + cu * frame.sin + cv * frame.cos;
  paintMark(ctx, corner.mark, x, y, size * 0.74, style.colours[corner.ink]);
}
