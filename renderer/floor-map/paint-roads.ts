import { distanceMetres, type Point } from '#domain/facility/geometry.ts';
import type { Brush } from './brush.ts';
import { along, type Carriageway } from './carriageway.ts';
import type { Scene } from './scene.ts';
import { hairline, type PxBox, pxX, pxY, worldUnder } from './view.ts';

/** From an arrow's middle to its end. */
const ARROW_REACH_METRES = 2;

/** The carriageways as one network: edge first, then surface, so that crossings stay open. */
export function paintRoads(brush: Brush, scene: Scene): void {
  const { ctx, view, colours } = brush;
  ctx.setLineDash([]);
  ctx.lineCap = 'round';
  const edge = hairline(view, 1);
  strokeAll(brush, scene.carriageways, colours.roadEdge, 2 * edge);
  strokeAll(brush, scene.carriageways, colours.road, 0);
  if (view.scale < 6 * view.dpr) return;
  // A broken line parts the two directions where traffic meets.
  ctx.beginPath();
  for (const way of scene.carriageways) {
    if (way.oneWay || way.kind === 'ramp') continue;
    const cut = way.widthMetres / 2;
    const length = distanceMetres(way.from, way.to);
    if (length <= 2 * cut + 2) continue;
    const a = along(way, cut);
    const b = along(way, length - cut);
    ctx.moveTo(pxX(view, a[0]) + 0.5, pxY(view, a[1]) + 0.5);
    ctx.lineTo(pxX(view, b[0]) + 0.5, pxY(view, b[1]) + 0.5);
  }
  ctx.strokeStyle = colours.roadMark;
  ctx.lineWidth = hairline(view, 1);
  ctx.lineCap = 'butt';
  ctx.setLineDash([Math.round(1.2 * view.scale), Math.round(1.8 * view.scale)]);
  ctx.stroke();
  ctx.setLineDash([]);
}

function strokeAll(
  brush: Brush,
  ways: readonly Carriageway[],
  colour: string,
  extraPx: number,
): void {
  const { ctx, view } = brush;
  const byWidth = new Map<number, Carriageway[]>();
  for (const way of ways)
    byWidth.set(way.widthMetres, [...(byWidth.get(way.widthMetres) ?? []), way]);
  ctx.strokeStyle = colour;
  for (const [width, group] of byWidth) {
    ctx.beginPath();
    for (const way of group) {
      ctx.moveTo(pxX(view, way.from[0]), pxY(view, way.from[1]));
      ctx.lineTo(pxX(view, way.to[0]), pxY(view, way.to[1]));
    }
    // An even width around whole coordinates has both edges on pixels.
    ctx.lineWidth = Math.max(2, Math.round((width * view.scale) / 2) * 2) + extraPx;
    ctx.stroke();
  }
}

/** The arrows of the lot file and our own, where they are large enough to say something. */
export function paintArrows(brush: Brush, scene: Scene, region: PxBox): void {
  if (brush.view.scale < 3.5 * brush.view.dpr) return;
  const { minX, minY, maxX, maxY } = worldUnder(brush.view, region);
  for (const { at, headingDegrees } of scene.arrows) {
    const [x, y] = at;
    const near =
      x > minX - ARROW_REACH_METRES &&
      x < maxX + ARROW_REACH_METRES &&
      y > minY - ARROW_REACH_METRES &&
      y < maxY + ARROW_REACH_METRES;
    if (near) paintArrow(brush, at, headingDegrees);
  }
}

/** A road arrow: slim shaft, flat head, as it is painted on asphalt. Three metres long. */
function paintArrow(brush: Brush, at: Point, headingDegrees: number): void {
  const { ctx, view, colours } = brush;
  ctx.save();
  ctx.translate(pxX(view, at[0]), pxY(view, at[1]));
  ctx.rotate((headingDegrees * Math.PI) / 180);
  ctx.scale(view.scale, view.scale);
  ctx.beginPath();
  ctx.moveTo(0, -1.6);
  ctx.lineTo(0.55, -0.25);
  ctx.lineTo(0.14, -0.35);
  ctx.lineTo(0.14, 1.5);
  ctx.lineTo(-0.14, 1.5);
  ctx.lineTo(-0.14, -0.35);
  ctx.lineTo(-0.55, -0.25);
  ctx.closePath();
  ctx.fillStyle = colours.roadMark;
  ctx.fill();
  ctx.restore();
}

/** A ramp lies like a road and says with chevrons which way is up. */
export function paintRamp(brush: Brush, points: readonly Point[], headingDegrees: number): void {
  const { ctx, view, colours } = brush;
  const angle = (headingDegrees * Math.PI) / 180;
  const up: Point = [Math.sin(angle), -Math.cos(angle)];
  const heights = points.map((p) => p[0] * up[0] + p[1] * up[1]);
  const sides = points.map((p) => -p[0] * up[1] + p[1] * up[0]);
  const low = Math.min(...heights);
  const high = Math.max(...heights);
  const middle = (Math.min(...sides) + Math.max(...sides)) / 2;
  const half = (Math.max(...sides) - Math.min(...sides)) / 2;
  ctx.save();
  ctx.beginPath();
  points.forEach(([x, y], i) => {
    if (i === 0) ctx.moveTo(pxX(view, x), pxY(view, y));
    else ctx.lineTo(pxX(view, x), pxY(view, y));
  });
  ctx.closePath();
  ctx.fillStyle = colours.ramp;
  ctx.fill();
  ctx.strokeStyle = colours.roadEdge;
  ctx.lineWidth = hairline(view, 1);
  ctx.stroke();
  ctx.clip();
  ctx.beginPath();
  const at = (side: number, height: number): readonly [number, number] => [
    (-side * up[1] + height * up[0]) * view.scale + view.ox,
    (side * up[0] + height * up[1]) * view.scale + view.oy,
  ];
  for (let h = low + 1.2; h < high - 0.4; h += 2.4) {
    ctx.moveTo(...at(middle - half * 0.5, h));
    ctx.lineTo(...at(middle, h + half * 0.34));
    ctx.lineTo(...at(middle + half * 0.5, h));
  }
  ctx.strokeStyle = colours.rampMark;
  ctx.lineWidth = Math.max(1, Math.min(2.5 * view.dpr, 0.16 * view.scale));
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.stroke();
  ctx.restore();
}
