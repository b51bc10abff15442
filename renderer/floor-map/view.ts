import type { Box } from '#domain/facility/geometry.ts';
import type { Camera } from './camera.ts';

/**
 * A camera on a real canvas: everything in device pixels. The offset is whole, so that a pan moves
 * every painted pixel by whole pixels and the layer can be scrolled by copying.
 */
export interface View {
  /** Device pixels a metre. */
  readonly scale: number;
  readonly ox: number;
  readonly oy: number;
  readonly width: number;
  readonly height: number;
  /** Device pixels a CSS pixel. */
  readonly dpr: number;
}

/** A box of whole device pixels, right and bottom edges outside. */
export interface PxBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function viewOf(camera: Camera, width: number, height: number, dpr: number): View {
  return {
    scale: camera.scale * dpr,
    ox: Math.round(camera.x * dpr),
    oy: Math.round(camera.y * dpr),
    width,
    height,
    dpr,
  };
}

export function sameView(a: View, b: View): boolean {
  return (
    a.scale === b.scale &&
    a.ox === b.ox &&
    a.oy === b.oy &&
    a.width === b.width &&
    a.height === b.height &&
    a.dpr === b.dpr
  );
}

/** Whole device pixel of a coordinate in metres: edges land between pixels and stay sharp. */
export function pxX(view: View, metres: number): number {
  return Math.round(metres * view.scale + view.ox);
}
export function pxY(view: View, metres: number): number {
  return Math.round(metres * view.scale + view.oy);
}

/** A length in CSS pixels as whole device pixels, one at least. */
export function hairline(view: View, cssPx: number): number {
  return Math.max(1, Math.round(cssPx * view.dpr));
}

export function wholeView(view: View): PxBox {
  return { x: 0, y: 0, width: view.width, height: view.height };
}

/** A region with `margin` more on every side. */
export function grown(region: PxBox, margin: number): PxBox {
  return {
    x: region.x - margin,
    y: region.y - margin,
    width: region.width + 2 * margin,
    height: region.height + 2 * margin,
  };
}

/** The metres under a region, a pixel wider on each side because of rounding. */
export function worldUnder(view: View, region: PxBox): Box {
  return {
    minX: (region.x - 1 - view.ox) / view.scale,
    minY: (region.y - 1 - view.oy) / view.scale,
    maxX: (region.x + region.width + 1 - view.ox) / view.scale,
    maxY: (region.y + region.height + 1 - view.oy) / view.scale,
  };
}

/**
 * After the painted picture was moved by (`dx`, `dy`), the regions that show nothing yet: one full
 * height column, one row beside it, never overlapping. The whole canvas when nothing is left of it.
 */
export function exposedStrips(dx: number, dy: number, width: number, height: number): PxBox[] {
  if (Math.abs(dx) >= width || Math.abs(dy) >= height) return [{ x: 0, y: 0, width, height }];
  const strips: PxBox[] = [];
  if (dx > 0) strips.push({ x: 0, y: 0, width: dx, height });
  if (dx < 0) strips.push({ x: width + dx, y: 0, width: -dx, height });
  const x = Math.max(0, dx);
  const rest = width - Math.abs(dx);
  if (dy > 0) strips.push({ x, y: 0, width: rest, height: dy });
  if (dy < 0) strips.push({ x, y: height + dy, width: rest, height: -dy });
  return strips;
}

/** The whole view in horizontal bands, for painting a very large lot a slice at a time. */
export function bands(view: View, bandPx: number): PxBox[] {
  const result: PxBox[] = [];
  for (let y = 0; y < view.height; y += bandPx) {
    result.push({ x: 0, y, width: view.width, height: Math.min(bandPx, view.height - y) });
  }
  return result;
}
