import type { Box, Point } from '#domain/facility/geometry.ts';

/** Where the map is looked at from: CSS pixels a metre, and where the level's origin lies on screen. */
export interface Camera {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface CameraLimits {
  readonly minScale: number;
  readonly maxScale: number;
  /** Metres; the middle of the view stays inside. */
  readonly box: Box;
}

/** Closer than this a car fills the screen and nothing more is to be learnt. CSS pixels a metre. */
export const MAX_SCALE = 110;

export function toScreen(camera: Camera, point: Point): Point {
  return [point[0] * camera.scale + camera.x, point[1] * camera.scale + camera.y];
}

export function toWorld(camera: Camera, point: Point): Point {
  return [(point[0] - camera.x) / camera.scale, (point[1] - camera.y) / camera.scale];
}

/** The part of the level that is in view, in metres. */
export function visibleBox(camera: Camera, size: Size): Box {
  const [minX, minY] = toWorld(camera, [0, 0]);
  const [maxX, maxY] = toWorld(camera, [size.width, size.height]);
  return { minX, minY, maxX, maxY };
}

/** The camera that shows the whole box, centred, with `paddingPx` of air around it. */
export function fitBox(box: Box, size: Size, paddingPx: number): Camera {
  const width = Math.max(box.maxX - box.minX, 1);
  const height = Math.max(box.maxY - box.minY, 1);
  const across = Math.max(size.width - 2 * paddingPx, 1) / width;
  const down = Math.max(size.height - 2 * paddingPx, 1) / height;
  const scale = Math.min(across, down, MAX_SCALE);
  return lookAt([(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2], scale, size);
}

/** The camera with a point of the level in the middle of the view. */
export function lookAt(centre: Point, scale: number, size: Size): Camera {
  return {
    scale,
    x: size.width / 2 - centre[0] * scale,
    y: size.height / 2 - centre[1] * scale,
  };
}

export function centreOf(camera: Camera, size: Size): Point {
  return toWorld(camera, [size.width / 2, size.height / 2]);
}

export function limitsFor(box: Box, size: Size): CameraLimits {
  const fit = fitBox(box, size, 0).scale;
  return { minScale: Math.min(fit * 0.6, MAX_SCALE), maxScale: MAX_SCALE, box };
}

export function panBy(camera: Camera, dx: number, dy: number): Camera {
  return { scale: camera.scale, x: camera.x + dx, y: camera.y + dy };
}

/** Zooms so that what lies under the screen point `at` stays under it. */
export function zoomAbout(
  camera: Camera,
  factor: number,
  at: Point,
  limits: Pick<CameraLimits, 'minScale' | 'maxScale'>,
): Camera {
  const scale = Math.min(limits.maxScale, Math.max(limits.minScale, camera.scale * factor));
  const ratio = scale / camera.scale;
  return { scale, x: at[0] - (at[0] - camera.x) * ratio, y: at[1] - (at[1] - camera.y) * ratio };
}

/** Keeps the level findable: scale within its limits, the middle of the view over the level. */
export function clampCamera(camera: Camera, size: Size, limits: CameraLimits): Camera {
  const scale = Math.min(limits.maxScale, Math.max(limits.minScale, camera.scale));
  const [cx, cy] = centreOf(camera, size);
  const { box } = limits;
  const x = Math.min(box.maxX, Math.max(box.minX, cx));
  const y = Math.min(box.maxY, Math.max(box.minY, cy));
  if (scale === camera.scale && x === cx && y === cy) return camera;
  return lookAt([x, y], scale, size);
}

/** Between two cameras, `t` from 0 to 1: the scale by ratio, so that a zoom feels even. */
export function between(from: Camera, to: Camera, t: number, size: Size): Camera {
  if (t >= 1) return to;
  const scale = from.scale * (to.scale / from.scale) ** t;
  const a = centreOf(from, size);
  const b = centreOf(to, size);
  // The centre follows the zoom: a linear blend would swing past the target when scales differ.
  const share =
    Math.abs(to.scale - from.scale) < 1e-6
      ? t
      : (1 / from.scale - 1 / scale) / (1 / from.scale - 1 / to.scale);
  return lookAt([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share], scale, size);
}

/** The smallest pan that brings a box of the level into view with a margin; the same camera if it is. */
export function reveal(camera: Camera, size: Size, box: Box, marginPx: number): Camera {
  const [x0, y0] = toScreen(camera, [box.minX, box.minY]);
  const [x1, y1] = toScreen(camera, [box.maxX, box.maxY]);
  const dx = shift(x0, x1, size.width, marginPx);
  const dy = shift(y0, y1, size.height, marginPx);
  return dx === 0 && dy === 0 ? camera : panBy(camera, dx, dy);
}

function shift(from: number, to: number, length: number, margin: number): number {
  const room = Math.min(margin, Math.max(0, (length - (to - from)) / 2));
  if (from < room) return room - from;
  if (to > length - room) return length - room - to;
  return 0;
}
