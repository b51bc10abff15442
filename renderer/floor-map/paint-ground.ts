import type { Point } from '#domain/facility/geometry.ts';
import type { Drawing } from '#domain/facility/lot-file.ts';
import type { Brush } from './brush.ts';
import { paintArrows, paintRamp, paintRoads } from './paint-roads.ts';
import type { Scene } from './scene.ts';
import { corners } from './slot-shape.ts';
import { fontOf } from './slot-text.ts';
import { grown, hairline, type PxBox, pxX, pxY, worldUnder } from './view.ts';

/** Metres of zone tint around each slot. */
const ZONE_MARGIN_METRES = 0.35;

/** Paints a region of the ground: everything that never changes while the level is shown. */
export function paintGround(brush: Brush, scene: Scene, region: PxBox): void {
  const { ctx, colours } = brush;
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.beginPath();
  ctx.rect(region.x, region.y, region.width, region.height);
  ctx.clip();
  ctx.fillStyle = colours.surround;
  ctx.fillRect(region.x, region.y, region.width, region.height);
  ctx.lineJoin = 'miter';
  fillPolygon(brush, scene.level.outline, colours.slab);
  paintZones(brush, scene, region);
  const { drawings } = scene.level;
  for (const drawing of drawings) if (drawing.kind === 'green') paintGreen(brush, drawing.points);
  // The road crosses the slab's edge at gates and ramps, so the edge comes first.
  strokePolygon(brush, scene.level.outline, colours.slabEdge, 1.5);
  paintRoads(brush, scene);
  for (const drawing of drawings) paintFlat(brush, drawing);
  paintArrows(brush, scene, region);
  for (const drawing of drawings) paintStanding(brush, drawing);
  for (const drawing of drawings) paintWords(brush, drawing);
  ctx.restore();
}

function paintFlat(brush: Brush, drawing: Drawing): void {
  if (drawing.kind === 'walkway') paintWalkway(brush, drawing.points);
  if (drawing.kind === 'ramp') paintRamp(brush, drawing.points, drawing.headingDegrees);
}

function paintStanding(brush: Brush, drawing: Drawing): void {
  const { ctx, view, colours } = brush;
  if (drawing.kind === 'room') {
    fillPolygon(brush, drawing.points, colours.room);
    strokePolygon(brush, drawing.points, colours.roomEdge, 1.5);
  }
  if (drawing.kind === 'wall') {
    trace(brush, drawing.points);
    ctx.strokeStyle = colours.wall;
    ctx.lineWidth = Math.max(hairline(view, 1.5), Math.round(0.22 * view.scale));
    ctx.lineCap = 'square';
    ctx.stroke();
  }
  if (drawing.kind === 'pillar') {
    const half = drawing.sizeMetres / 2;
    const [x, y] = drawing.at;
    const left = pxX(view, x - half);
    const top = pxY(view, y - half);
    ctx.fillStyle = colours.pillar;
    ctx.fillRect(
      left,
      top,
      Math.max(1, pxX(view, x + half) - left),
      Math.max(1, pxY(view, y + half) - top),
    );
  }
}

/**
 * Each slot lays its zone's tint under itself and a little around. One by one: the tints are opaque,
 * so overlaps do not show, while one path of thousands of rectangles takes seconds to fill.
 */
function paintZones(brush: Brush, scene: Scene, region: PxBox): void {
  const { ctx, view, colours } = brush;
  const tints = [colours.zoneA, colours.zoneB, colours.zoneC, colours.zoneD];
  const margin = Math.ceil(ZONE_MARGIN_METRES * view.scale);
  for (const index of scene.grid.query(worldUnder(view, grown(region, margin)))) {
    const shape = scene.shapes[index];
    if (shape === undefined) continue;
    const zone = scene.zoneIndexById.get(shape.slot.zoneId) ?? 0;
    ctx.fillStyle = tints[zone % tints.length] ?? colours.slab;
    if (shape.quarter === null) {
      trace(brush, corners(shape, ZONE_MARGIN_METRES));
      ctx.fill();
      continue;
    }
    const x = pxX(view, shape.box.minX) - margin;
    const y = pxY(view, shape.box.minY) - margin;
    const right = pxX(view, shape.box.maxX) + margin;
    ctx.fillRect(x, y, right - x, pxY(view, shape.box.maxY) + margin - y);
  }
}

function paintGreen(brush: Brush, points: readonly Point[]): void {
  fillPolygon(brush, points, brush.colours.green);
  strokePolygon(brush, points, brush.colours.greenEdge, 1);
}

/** Where people walk: bars across the way, as painted on the ground. */
function paintWalkway(brush: Brush, points: readonly Point[]): void {
  const { ctx, view, colours } = brush;
  fillPolygon(brush, points, colours.walkway);
  const way = longestSide(points);
  if (way === undefined || view.scale < 5 * view.dpr) return;
  const [from, to] = way;
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const ux = (to[0] - from[0]) / length;
  const uy = (to[1] - from[1]) / length;
  const reach = Math.max(...points.map((p) => Math.hypot(p[0] - from[0], p[1] - from[1])));
  ctx.save();
  trace(brush, points);
  ctx.clip();
  ctx.beginPath();
  for (let d = 0.45; d < length; d += 1) {
    const x = from[0] + ux * d;
    const y = from[1] + uy * d;
    ctx.moveTo(pxX(view, x - uy * reach), pxY(view, y + ux * reach));
    ctx.lineTo(pxX(view, x + uy * reach), pxY(view, y - ux * reach));
  }
  ctx.strokeStyle = colours.walkwayMark;
  ctx.lineWidth = Math.max(1, Math.round(0.4 * view.scale));
  ctx.lineCap = 'butt';
  ctx.stroke();
  ctx.restore();
}

function longestSide(points: readonly Point[]): readonly [Point, Point] | undefined {
  let best: readonly [Point, Point] | undefined;
  let length = 0;
  points.forEach((from, i) => {
    const to = points[(i + 1) % points.length];
    if (to === undefined) return;
    const side = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (side > length) {
      length = side;
      best = [from, to];
    }
  });
  return best;
}

/** Names of rooms, ramps and places: upright, never larger than what they name. */
function paintWords(brush: Brush, drawing: Drawing): void {
  const { view } = brush;
  const perMetre = view.scale / view.dpr;
  if (drawing.kind === 'text') {
    paintText(brush, drawing.text, drawing.at, Math.min(16, perMetre * 1.1), null);
  }
  if (drawing.kind !== 'room' && drawing.kind !== 'ramp') return;
  const xs = drawing.points.map((p) => p[0]);
  const ys = drawing.points.map((p) => p[1]);
  const width = Math.max(...xs) - Math.min(...xs);
  const height = Math.max(...ys) - Math.min(...ys);
  const middle: Point = [Math.min(...xs) + width / 2, Math.min(...ys) + height / 2];
  const room = Math.max(width, height) * view.scale - 6 * view.dpr;
  const upright = width >= height || drawing.kind === 'room';
  const fits = upright ? width * view.scale - 6 * view.dpr : room;
  paintText(brush, drawing.label, middle, Math.min(13, perMetre * 0.95), {
    fits,
    turned: !upright,
    plate: drawing.kind === 'ramp' ? brush.colours.ramp : null,
  });
}

interface TextRoom {
  /** Device pixels. */
  readonly fits: number;
  readonly turned: boolean;
  readonly plate: string | null;
}

const TEXT_MIN_PX = 9.5;

function paintText(
  brush: Brush,
  text: string,
  at: Point,
  cssPx: number,
  room: TextRoom | null,
): void {
  const { ctx, view, colours } = brush;
  if (cssPx < 5) return;
  const px = Math.max(TEXT_MIN_PX, cssPx) * view.dpr;
  ctx.font = fontOf(px, brush.fontFamily, 500);
  const width = ctx.measureText(text).width;
  if (room !== null && width > room.fits) {
    if (room.turned || width > room.fits * 1.6 || !text.includes(' ')) return;
    const cut = text.lastIndexOf(' ', Math.ceil(text.length / 2) + 2);
    paintLines(brush, [text.slice(0, cut), text.slice(cut + 1)], at, px);
    return;
  }
  ctx.save();
  ctx.translate(pxX(view, at[0]), pxY(view, at[1]));
  if (room?.turned === true) ctx.rotate(-Math.PI / 2);
  if (room?.plate) {
    ctx.fillStyle = room.plate;
    ctx.fillRect(-width / 2 - px * 0.4, -px * 0.75, width + px * 0.8, px * 1.5);
  }
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = colours.groundInk;
  ctx.fillText(text, 0, 0);
  ctx.restore();
}

function paintLines(brush: Brush, lines: readonly string[], at: Point, px: number): void {
  const { ctx, view, colours } = brush;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = colours.groundInk;
  lines.forEach((line, i) => {
    const y = pxY(view, at[1]) + (i - (lines.length - 1) / 2) * px * 1.2;
    ctx.fillText(line, pxX(view, at[0]), Math.round(y));
  });
}

function trace(brush: Brush, points: readonly Point[]): void {
  const { ctx, view } = brush;
  ctx.beginPath();
  points.forEach(([x, y], i) => {
    if (i === 0) ctx.moveTo(pxX(view, x), pxY(view, y));
    else ctx.lineTo(pxX(view, x), pxY(view, y));
  });
}

function fillPolygon(brush: Brush, points: readonly Point[], colour: string): void {
  trace(brush, points);
  brush.ctx.fillStyle = colour;
  brush.ctx.fill();
}

function strokePolygon(
  brush: Brush,
  points: readonly Point[],
  colour: string,
  cssPx: number,
): void {
  const { ctx, view } = brush;
  const line = hairline(view, cssPx);
  // A line of odd width lies on pixels only when its middle does.
  const half = line % 2 === 1 ? 0.5 : 0;
  ctx.translate(half, half);
  trace(brush, points);
  ctx.closePath();
  ctx.strokeStyle = colour;
  ctx.lineWidth = line;
  ctx.setLineDash([]);
  ctx.stroke();
  ctx.translate(-half, -half);
}
