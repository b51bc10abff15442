import { kindMarkOf } from './look-plan.ts';
import type { MarkName } from './marks.ts';
import { narrowSide, type SlotFrame } from './slot-frame.ts';
import type { SlotShape } from './slot-shape.ts';
import { DETAIL_FROM_PX, type SlotSight, type SlotStyle } from './slot-style.ts';

/** Where label and marks stand in a bay. Lengths in device pixels. */
export interface SlotLayout {
  readonly label: LabelPlace | null;
  readonly mark: MarkPlace | null;
}

export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Level on the screen; else it reads upwards along the bay. */
  readonly upright: boolean;
}

export interface MarkPlace {
  readonly name: MarkName;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** At the nose, beside a label; else alone in the middle. */
  readonly atNose: boolean;
}

/** `labelWidth`: of this slot's label at the style's size, device pixels; 0 without one. */
export function layoutOf(
  frame: SlotFrame,
  shape: SlotShape,
  sight: SlotSight,
  style: SlotStyle,
  labelWidth: number,
): SlotLayout {
  const across = narrowSide(frame);
  const upright = labelTurn(frame, style, labelWidth);
  if (upright === null || style.label === null) {
    const name = sight.plan.mark;
    if (name === null) return { label: null, mark: noseMark(frame, shape, sight, style, 0) };
    const size = Math.round(Math.min(across * 0.6, 16 * style.dpr));
    return { label: null, mark: { name, x: frame.x, y: frame.y, size, atNose: false } };
  }
  const tall = style.label.px * 0.62;
  const wide = labelWidth / 2;
  const [reachX, reachY] = upright ? [wide, tall] : [tall, wide];
  const half = Math.abs(frame.sin) * reachX + Math.abs(frame.cos) * reachY;
  const mark = noseMark(frame, shape, sight, style, half);
  const shift = mark === null ? 0 : labelShift(frame, mark, half, style);
  const x = Math.round(frame.x - frame.sin * shift);
  const y = Math.round(frame.y + frame.cos * shift);
  return { label: { x, y, width: labelWidth, upright }, mark };
}

/** Whether the label stands level, lies along the bay, or (null) has no room. */
function labelTurn(frame: SlotFrame, style: SlotStyle, width: number): boolean | null {
  if (style.label === null || width === 0) return null;
  const { px } = style.label;
  const lying = Math.abs(frame.sin) > Math.abs(frame.cos);
  const roomX = 2 * (lying ? frame.bayLength : frame.bayWidth);
  const roomY = 2 * (lying ? frame.bayWidth : frame.bayLength);
  const air = 3 * style.dpr;
  const level = width + air <= roomX && px + air <= roomY;
  const along = width + 2 * air <= roomY && px + air <= roomX;
  // All standing bays of a view agree, or short labels would stand among lying ones.
  if (!style.label.upright && !lying && along) return false;
  if (level) return true;
  return along ? false : null;
}

/** The mark at the head of the bay, where label and mark both have room along it. */
function noseMark(
  frame: SlotFrame,
  shape: SlotShape,
  sight: SlotSight,
  style: SlotStyle,
  halfLabel: number,
): MarkPlace | null {
  const across = narrowSide(frame);
  const name = sight.plan.mark ?? kindMarkFor(shape, sight);
  if (name === null || across < DETAIL_FROM_PX.mark * style.dpr) return null;
  const size = Math.round(Math.min(across * 0.42, 18 * style.dpr));
  const edge = Math.max(3 * style.dpr, frame.bayLength * 0.08);
  if (size + 2 * halfLabel + 2 * edge > 2 * frame.bayLength) return null;
  const reach = frame.bayLength - edge - size / 2;
  // The nose is up the slot's own axis.
  const x = Math.round(frame.x + frame.sin * reach);
  const y = Math.round(frame.y - frame.cos * reach);
  return { name, x, y, size, atNose: true };
}

/** How far the label gives way towards the tail. */
function labelShift(frame: SlotFrame, mark: MarkPlace, half: number, style: SlotStyle): number {
  const reach = Math.hypot(mark.x - frame.x, mark.y - frame.y);
  return Math.max(0, half + 2 * style.dpr + mark.size * 0.55 - reach);
}

/**
 * A vehicle that is itself the drawing of its kind needs no mark, and on a vehicle a bolt means
 * charging, which a vehicle that only stands in a charging bay does not.
 */
function kindMarkFor(shape: SlotShape, sight: SlotSight): MarkName | null {
  const mark = kindMarkOf(shape.slot.kind);
  if (sight.plan.body !== 'filled') return mark;
  return mark === 'bolt' || mark === sight.silhouette ? null : mark;
}
