import type { LaneLive } from '#domain/views/live.ts';
import type { Brush } from './brush.ts';
import { gatePlanOf } from './gate-sight.ts';
import { paintMark } from './marks.ts';
import type { Lane } from './scene.ts';
import { fontOf } from './slot-text.ts';
import { type PxBox, pxX, pxY } from './view.ts';

/** A gate is drawn at least as if the map were at this scale, so that it is never lost. */
const GATE_SCALE_MIN = 6.5;
/** Metres from the middle of the lane to the post, and from the post to the arm's tip. */
const POST_METRES = 1.75;
const ARM_METRES = 3.4;
/** From this scale on the loops and the lane's name are drawn. CSS pixels a metre. */
const LOOPS_FROM_SCALE = 7;
const NAME_FROM_SCALE = 5;

/**
 * Paints one lane: loops, arm, post, badge, name. Returns what it touched, to be cleared later.
 * `names` holds the names painted so far: lanes stand side by side, and one gives way to the other.
 */
export function paintGate(
  brush: Brush,
  lane: Lane,
  live: LaneLive | undefined,
  names: PxBox[],
): PxBox {
  const { ctx, view } = brush;
  const unit = Math.max(view.scale, GATE_SCALE_MIN * view.dpr);
  const x = pxX(view, lane.at[0]);
  const y = pxY(view, lane.at[1]);
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate((lane.headingDegrees * Math.PI) / 180);
  ctx.scale(unit, unit);
  if (lane.detection === 'loops' && view.scale >= LOOPS_FROM_SCALE * view.dpr) {
    paintLoops(brush, live, unit);
  }
  paintArm(brush, live, unit);
  ctx.restore();
  paintBadge(brush, lane, live, unit);
  const reach = Math.ceil(5 * unit + 4 * view.dpr);
  const name = paintName(brush, lane, unit, names);
  const width = Math.max(reach, Math.ceil(name / 2) + 2);
  const down = Math.ceil(7 * unit + 30 * view.dpr);
  const tall = Math.max(reach, down);
  const wide = Math.max(width, down);
  return { x: x - wide, y: y - tall, width: 2 * wide, height: 2 * tall };
}

/** The loops in the ground, in metres of the lane: the arming loop before the arm, then the safety. */
function paintLoops(brush: Brush, live: LaneLive | undefined, unit: number): void {
  const { ctx, view, colours } = brush;
  const loops = [
    { v: 1.5, length: 2.2, on: live?.armingOn === true },
    { v: -1.5, length: 1.9, on: live?.safetyOn === true },
  ];
  for (const { v, length, on } of loops) {
    ctx.beginPath();
    ctx.roundRect(-0.95, v > 0 ? v - 0.5 : v - length + 0.9, 1.9, length, 0.2);
    ctx.strokeStyle = on ? colours.loopOn : colours.loop;
    ctx.lineWidth = ((on ? 2 : 1) * view.dpr) / unit;
    ctx.setLineDash([]);
    ctx.stroke();
    if (on) {
      ctx.globalAlpha = 0.3;
      ctx.fillStyle = colours.loopOn;
      ctx.fill();
      ctx.globalAlpha = 1;
    }
  }
}

function paintArm(brush: Brush, live: LaneLive | undefined, unit: number): void {
  const { ctx, view, colours } = brush;
  const plan = gatePlanOf(live);
  const thick = Math.max(0.26, (2.5 * view.dpr) / unit);
  ctx.save();
  ctx.translate(POST_METRES, 0);
  ctx.rotate((plan.swingDegrees * Math.PI) / 180);
  ctx.lineCap = plan.arm === 'dotted' ? 'round' : 'butt';
  ctx.setLineDash(plan.arm === 'dotted' ? [0.01, thick * 1.7] : []);
  ctx.lineWidth = thick;
  ctx.strokeStyle = colours[plan.armColour];
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.lineTo(-ARM_METRES, 0);
  ctx.stroke();
  if (plan.arm === 'banded') {
    ctx.beginPath();
    ctx.moveTo(-0.55, 0);
    ctx.lineTo(-ARM_METRES + 0.2, 0);
    ctx.setLineDash([0.42, 0.5]);
    ctx.lineWidth = thick * 0.55;
    ctx.strokeStyle = colours.gateBand;
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.restore();
  ctx.beginPath();
  ctx.roundRect(POST_METRES - 0.4, -0.4, 0.8, 0.8, 0.16);
  ctx.fillStyle = colours.gate;
  ctx.fill();
}

/** A badge stands outside the lane, beside the post. */
function paintBadge(brush: Brush, lane: Lane, live: LaneLive | undefined, unit: number): void {
  const { ctx, view, colours } = brush;
  const { badge } = gatePlanOf(live);
  if (badge === null) return;
  const angle = (lane.headingDegrees * Math.PI) / 180;
  const radius = Math.min(12 * view.dpr, Math.max(8 * view.dpr, 0.8 * unit));
  const out = POST_METRES * unit + 0.55 * unit + radius;
  const x = Math.round(pxX(view, lane.at[0]) + Math.cos(angle) * out);
  const y = Math.round(pxY(view, lane.at[1]) + Math.sin(angle) * out);
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, Math.PI * 2);
  ctx.fillStyle = colours[badge.colour];
  ctx.fill();
  paintMark(ctx, badge.mark, x, y, radius * 1.35, colours[badge.ink]);
}

/** The lane's name, outside the gate: before an entry, behind an exit. Returns its width. */
function paintName(brush: Brush, lane: Lane, unit: number, names: PxBox[]): number {
  const { ctx, view, colours } = brush;
  if (view.scale < NAME_FROM_SCALE * view.dpr) return 0;
  const angle = (lane.headingDegrees * Math.PI) / 180;
  const outward = lane.direction === 'exit' ? 1 : -1;
  const px = Math.min(13, Math.max(10.5, (unit / view.dpr) * 0.8)) * view.dpr;
  ctx.font = fontOf(px, brush.fontFamily);
  const width = ctx.measureText(lane.label).width;
  const level = Math.abs(Math.sin(angle)) * (width / 2) + Math.abs(Math.cos(angle)) * px;
  const centre = (away: number): readonly [number, number] => [
    Math.round(pxX(view, lane.at[0]) + Math.sin(angle) * outward * away),
    Math.round(pxY(view, lane.at[1]) - Math.cos(angle) * outward * away),
  ];
  const boxAt = (away: number): PxBox => {
    const [cx, cy] = centre(away);
    return { x: cx - width / 2, y: cy - px * 0.85, width, height: px * 1.7 };
  };
  let out = 4.2 * unit + level;
  if (names.some((name) => meet(name, boxAt(out)))) out += px * 2;
  names.push(boxAt(out));
  const [x, y] = centre(out);
  const half = Math.round(width / 2 + px * 0.35);
  ctx.beginPath();
  ctx.roundRect(x - half, Math.round(y - px * 0.85), 2 * half, Math.round(px * 1.7), 3 * view.dpr);
  ctx.fillStyle = colours.panel;
  ctx.fill();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = colours.panelInk;
  ctx.fillText(lane.label, x, y);
  return 2 * (out + half);
}

function meet(a: PxBox, b: PxBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
