import { narrowSide, type SlotFrame } from './slot-frame.ts';
import type { LabelPlace } from './slot-layout.ts';
import type { SlotShape } from './slot-shape.ts';
import { DETAIL_FROM_PX, type SlotSight, type SlotStyle } from './slot-style.ts';

/** The font of every text on the canvas; device pixels. */
export function fontOf(px: number, family: string, weight = 600): string {
  return `${weight} ${px}px ${family}`;
}

/** Width of a slot's label in this style, device pixels; 0 where the style shows none. */
export function labelWidthOf(
  ctx: CanvasRenderingContext2D,
  shape: SlotShape,
  style: SlotStyle,
): number {
  if (style.label === null) return 0;
  ctx.font = fontOf(style.label.px, style.fontFamily);
  return ctx.measureText(shape.label).width;
}

/** The slot's label, the plate under it where both fit. */
export function paintSlotText(
  ctx: CanvasRenderingContext2D,
  frame: SlotFrame,
  shape: SlotShape,
  place: LabelPlace,
  sight: SlotSight,
  style: SlotStyle,
): void {
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  if (!place.upright) {
    paintAlong(ctx, shape.label, place, sight, style);
    return;
  }
  const roomy = narrowSide(frame) >= DETAIL_FROM_PX.plate * style.dpr;
  const plate = style.showPlates && roomy ? sight.plate : null;
  paintUpright(ctx, shape.label, place, { ...roomOf(frame), plate }, sight, style);
}

/** The room for text in a bay on the screen, device pixels. */
function roomOf(frame: SlotFrame): { readonly roomX: number; readonly roomY: number } {
  const lying = Math.abs(frame.sin) > Math.abs(frame.cos);
  return {
    roomX: 2 * (lying ? frame.bayLength : frame.bayWidth),
    roomY: 2 * (lying ? frame.bayWidth : frame.bayLength),
  };
}

interface Room {
  readonly roomX: number;
  readonly roomY: number;
  readonly plate: string | null;
}

function paintUpright(
  ctx: CanvasRenderingContext2D,
  label: string,
  place: LabelPlace,
  room: Room,
  sight: SlotSight,
  style: SlotStyle,
): void {
  const px = style.label?.px ?? 0;
  const platePx = Math.max(9.5 * style.dpr, px * 0.86);
  let plateWidth = 0;
  if (room.plate !== null) {
    ctx.font = fontOf(platePx, style.fontFamily, 500);
    plateWidth = ctx.measureText(room.plate).width + platePx * 0.9;
  }
  const chip = Math.round(platePx * 1.55);
  const plateFits =
    room.plate !== null &&
    plateWidth + 2 * style.dpr <= room.roomX &&
    px * 1.25 + chip + 6 * style.dpr <= room.roomY;
  const { x } = place;
  const y = Math.round(place.y - (plateFits ? chip * 0.55 : 0));
  knockOut(ctx, x, y, place.width, px, sight, style);
  ctx.font = fontOf(px, style.fontFamily);
  letters(ctx, label, x, y, sight, style);
  if (!plateFits || room.plate === null) return;
  const top = Math.round(y + px * 0.68);
  ctx.beginPath();
  ctx.roundRect(
    Math.round(x - plateWidth / 2),
    top,
    Math.round(plateWidth),
    chip,
    Math.round(2.5 * style.dpr),
  );
  ctx.fillStyle = style.colours.plateFill;
  ctx.fill();
  ctx.font = fontOf(platePx, style.fontFamily, 500);
  ctx.fillStyle = style.colours.plateInk;
  ctx.fillText(room.plate, x, Math.round(top + chip / 2 + platePx * 0.04));
}

/** Reads from the bottom up, as labels on the spine of a folder do. */
function paintAlong(
  ctx: CanvasRenderingContext2D,
  label: string,
  place: LabelPlace,
  sight: SlotSight,
  style: SlotStyle,
): void {
  const px = style.label?.px ?? 0;
  ctx.setTransform(0, -1, 1, 0, place.x, place.y);
  knockOut(ctx, 0, 0, place.width, px, sight, style);
  letters(ctx, label, 0, Math.round(px * 0.04), sight, style);
  ctx.setTransform(1, 0, 0, 1, 0, 0);
}

/** On a vehicle the letters stand in its colour, so that neither windows nor edges cut them. */
function letters(
  ctx: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  sight: SlotSight,
  style: SlotStyle,
): void {
  const { plan } = sight;
  if (plan.body === 'filled') {
    ctx.lineWidth = 3 * style.dpr;
    ctx.lineJoin = 'round';
    ctx.setLineDash([]);
    ctx.strokeStyle = style.colours[plan.bodyColour];
    ctx.strokeText(text, x, y);
  }
  ctx.fillStyle = style.colours[plan.ink];
  ctx.fillText(text, x, y);
}

/** Stripes and crosses stop short of the letters. */
function knockOut(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  px: number,
  sight: SlotSight,
  style: SlotStyle,
): void {
  const { plan } = sight;
  if ((plan.body !== 'hatched' && plan.body !== 'crossed') || plan.fill === null) return;
  const w = Math.round(width + px * 0.4);
  const h = Math.round(px * 1.35);
  ctx.fillStyle = style.colours[plan.fill];
  ctx.fillRect(Math.round(x - w / 2), Math.round(y - h / 2), w, h);
}
