import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '#domain/facility/geometry.ts';
import {
  between,
  type Camera,
  centreOf,
  clampCamera,
  fitBox,
  limitsFor,
  MAX_SCALE,
  reveal,
  toScreen,
  toWorld,
  visibleBox,
  zoomAbout,
} from './camera.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const size = fc.record({ width: number(50, 4000), height: number(50, 3000) });
const camera: fc.Arbitrary<Camera> = fc.record({
  scale: number(0.2, 100),
  x: number(-5000, 5000),
  y: number(-5000, 5000),
});
const point: fc.Arbitrary<Point> = fc.tuple(number(-2000, 2000), number(-2000, 2000));
const box = fc
  .record({
    minX: number(-500, 500),
    minY: number(-500, 500),
    w: number(1, 800),
    h: number(1, 800),
  })
  .map(({ minX, minY, w, h }) => ({ minX, minY, maxX: minX + w, maxY: minY + h }));
const SLACK = 1e-6;

describe('camera', () => {
  it('goes to the screen and back', () => {
    fc.assert(
      fc.property(camera, point, (cam, at) => {
        const [x, y] = toWorld(cam, toScreen(cam, at));
        expect(x).toBeCloseTo(at[0], 6);
        expect(y).toBeCloseTo(at[1], 6);
      }),
    );
  });

  it('keeps what lies under the pointer there while it zooms', () => {
    fc.assert(
      fc.property(camera, point, number(0.01, 50), (cam, at, factor) => {
        const zoomed = zoomAbout(cam, factor, at, { minScale: 0.1, maxScale: MAX_SCALE });
        const before = toWorld(cam, at);
        const after = toScreen(zoomed, before);
        expect(after[0]).toBeCloseTo(at[0], 4);
        expect(after[1]).toBeCloseTo(at[1], 4);
        expect(zoomed.scale).toBeGreaterThanOrEqual(0.1);
        expect(zoomed.scale).toBeLessThanOrEqual(MAX_SCALE);
      }),
    );
  });

  it('shows the whole box when it fits it', () => {
    fc.assert(
      fc.property(box, size, (level, view) => {
        const seen = visibleBox(fitBox(level, view, 20), view);
        expect(seen.minX).toBeLessThanOrEqual(level.minX + SLACK);
        expect(seen.minY).toBeLessThanOrEqual(level.minY + SLACK);
        expect(seen.maxX).toBeGreaterThanOrEqual(level.maxX - SLACK);
        expect(seen.maxY).toBeGreaterThanOrEqual(level.maxY - SLACK);
      }),
    );
  });

  it('never loses the level, wherever it is pushed', () => {
    fc.assert(
      fc.property(camera, box, size, (cam, level, view) => {
        const limits = limitsFor(level, view);
        const kept = clampCamera(cam, view, limits);
        const [x, y] = centreOf(kept, view);
        expect(x).toBeGreaterThanOrEqual(level.minX - SLACK);
        expect(x).toBeLessThanOrEqual(level.maxX + SLACK);
        expect(y).toBeGreaterThanOrEqual(level.minY - SLACK);
        expect(y).toBeLessThanOrEqual(level.maxY + SLACK);
        expect(kept.scale).toBeGreaterThanOrEqual(limits.minScale);
        expect(kept.scale).toBeLessThanOrEqual(limits.maxScale);
      }),
    );
  });

  it('glides from the one end to the other, the scale never leaving the range between', () => {
    fc.assert(
      fc.property(camera, camera, size, number(0, 1), (from, to, view, t) => {
        const start = between(from, to, 0, view);
        expect(start.scale).toBeCloseTo(from.scale, 6);
        expect(start.x).toBeCloseTo(from.x, 3);
        expect(between(from, to, 1, view)).toEqual(to);
        const { scale } = between(from, to, t, view);
        expect(scale).toBeGreaterThanOrEqual(Math.min(from.scale, to.scale) - SLACK);
        expect(scale).toBeLessThanOrEqual(Math.max(from.scale, to.scale) + SLACK);
      }),
    );
  });

  it('reveals a box that is smaller than the view, without zooming', () => {
    fc.assert(
      fc.property(camera, box, (cam, target) => {
        const view = { width: 90_000, height: 90_000 };
        const moved = reveal(cam, view, target, 10);
        const [left, top] = toScreen(moved, [target.minX, target.minY]);
        const [right, bottom] = toScreen(moved, [target.maxX, target.maxY]);
        expect(moved.scale).toBe(cam.scale);
        expect(left).toBeGreaterThanOrEqual(10 - SLACK);
        expect(top).toBeGreaterThanOrEqual(10 - SLACK);
        expect(right).toBeLessThanOrEqual(view.width - 10 + SLACK);
        expect(bottom).toBeLessThanOrEqual(view.height - 10 + SLACK);
      }),
    );
  });

  it('does not move for a box that is already in view', () => {
    const cam = { scale: 10, x: 0, y: 0 };
    const inside = { minX: 20, minY: 20, maxX: 22, maxY: 25 };
    expect(reveal(cam, { width: 800, height: 600 }, inside, 48)).toBe(cam);
  });
});
