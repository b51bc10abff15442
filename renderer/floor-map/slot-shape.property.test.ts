import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Slot } from '#domain/facility/lot-file.ts';
import { frameOf, regionOf } from './slot-frame.ts';
import { corners, covers, shapeOf } from './slot-shape.ts';
import type { View } from './view.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const slotOf = (heading: fc.Arbitrary<number>): fc.Arbitrary<Slot> =>
  fc.record({
    id: fc.constant('s'),
    label: fc.constant('S'),
    levelId: fc.constant('l'),
    zoneId: fc.constant('z'),
    kind: fc.constant('standard' as const),
    at: fc.tuple(number(-200, 200), number(-200, 200)),
    widthMetres: number(0.8, 5),
    lengthMetres: number(1.5, 14),
    headingDegrees: heading,
    features: fc.constant([]),
  });
const anyHeading = slotOf(number(-360, 360));
const square = slotOf(fc.constantFrom(-360, -270, -180, -90, 0, 90, 180, 270, 360));
const view: fc.Arbitrary<View> = fc.record({
  scale: number(0.5, 200),
  ox: fc.integer({ min: -9000, max: 9000 }),
  oy: fc.integer({ min: -9000, max: 9000 }),
  width: fc.constant(1200),
  height: fc.constant(800),
  dpr: fc.constantFrom(1, 1.5, 2),
});

describe('slot shape', () => {
  it('covers its centre and its corners, but no point beyond them', () => {
    fc.assert(
      fc.property(anyHeading, (slot) => {
        const shape = shapeOf(slot, 0);
        expect(covers(shape, slot.at)).toBe(true);
        for (const corner of corners(shape, -1e-6)) expect(covers(shape, corner)).toBe(true);
        for (const corner of corners(shape, 1e-3)) expect(covers(shape, corner)).toBe(false);
      }),
    );
  });

  it('has a box that holds every corner tightly', () => {
    fc.assert(
      fc.property(anyHeading, (slot) => {
        const { box } = shapeOf(slot, 0);
        const points = corners(shapeOf(slot, 0));
        expect(Math.min(...points.map((p) => p[0]))).toBeCloseTo(box.minX, 6);
        expect(Math.max(...points.map((p) => p[0]))).toBeCloseTo(box.maxX, 6);
        expect(Math.min(...points.map((p) => p[1]))).toBeCloseTo(box.minY, 6);
        expect(Math.max(...points.map((p) => p[1]))).toBeCloseTo(box.maxY, 6);
      }),
    );
  });
});

describe('slot frame', () => {
  it('puts the edges of square slots between device pixels', () => {
    fc.assert(
      fc.property(square, view, (slot, at) => {
        const frame = frameOf(at, shapeOf(slot, 0));
        const lying = Math.abs(frame.sin) === 1;
        const halfX = lying ? frame.halfLength : frame.halfWidth;
        expect(Number.isInteger(frame.x - halfX)).toBe(true);
        expect(Number.isInteger(frame.x + halfX)).toBe(true);
      }),
    );
  });

  it('moves by whole pixels when the view does, so that a picture can be scrolled', () => {
    fc.assert(
      fc.property(square, view, fc.integer({ min: -500, max: 500 }), (slot, at, dx) => {
        const shape = shapeOf(slot, 0);
        // An edge just between two pixels may fall to either side by an error of the last bit.
        for (const x of [shape.box.minX, shape.box.maxX]) {
          const edge = x * at.scale + at.ox;
          fc.pre(Math.abs(edge - Math.floor(edge) - 0.5) > 1e-6);
        }
        const here = frameOf(at, shape);
        const there = frameOf({ ...at, ox: at.ox + dx }, shape);
        expect(there.x - here.x).toBeCloseTo(dx, 6);
        expect(there.halfWidth).toBe(here.halfWidth);
        expect(there.halfLength).toBe(here.halfLength);
      }),
    );
  });

  it('keeps the bay inside what belongs to the slot, and the region around it', () => {
    fc.assert(
      fc.property(anyHeading, view, (slot, at) => {
        const shape = shapeOf(slot, 0);
        const frame = frameOf(at, shape);
        fc.pre(Math.min(frame.halfWidth, frame.halfLength) >= 1);
        expect(frame.bayWidth).toBeLessThanOrEqual(frame.halfWidth);
        expect(frame.bayLength).toBeLessThanOrEqual(frame.halfLength);
        const region = regionOf(frame);
        expect(region.x).toBeLessThanOrEqual(frame.x);
        expect(region.x + region.width).toBeGreaterThanOrEqual(frame.x);
        expect(Number.isInteger(region.x) && Number.isInteger(region.width)).toBe(true);
      }),
    );
  });
});
