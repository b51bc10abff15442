import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLOT_KINDS } from '#domain/facility/kinds.ts';
import { SLOT_LOOKS } from '#domain/views/live.ts';
import { planFor } from './look-plan.ts';
import { coloursOf } from './palette.ts';
import { frameOf } from './slot-frame.ts';
import { layoutOf } from './slot-layout.ts';
import { shapeOf } from './slot-shape.ts';
import type { SlotStyle } from './slot-style.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const setting = fc.record({
  look: fc.constantFrom(...SLOT_LOOKS),
  kind: fc.constantFrom(...SLOT_KINDS),
  heading: fc.constantFrom(0, 90, 180, 270),
  scale: number(4, 120),
  dpr: fc.constantFrom(1, 1.5, 2),
  px: number(9, 15),
  upright: fc.boolean(),
  labelWidth: number(8, 70),
});

function layOut(s: typeof setting extends fc.Arbitrary<infer T> ? T : never) {
  const shape = shapeOf(
    {
      id: 's',
      label: 'A01',
      levelId: 'l',
      zoneId: 'z',
      kind: s.kind,
      at: [10, 10],
      widthMetres: 2.5,
      lengthMetres: 5,
      headingDegrees: s.heading,
      features: [],
    },
    0,
  );
  const view = { scale: s.scale * s.dpr, ox: 0, oy: 0, width: 900, height: 900, dpr: s.dpr };
  const style: SlotStyle = {
    colours: coloursOf('calm', 'dark'),
    fontFamily: 'sans-serif',
    dpr: s.dpr,
    bayPx: 2.5 * s.scale,
    label: { px: s.px * s.dpr, upright: s.upright },
    showPlates: true,
  };
  const frame = frameOf(view, shape);
  const sight = { plan: planFor(s.look, 'none'), silhouette: 'car', plate: null } as const;
  return { frame, layout: layoutOf(frame, shape, sight, style, s.labelWidth * s.dpr), style };
}

describe('slot layout', () => {
  it('keeps label and mark inside the bay and apart', () => {
    fc.assert(
      fc.property(setting, (s) => {
        const { frame, layout, style } = layOut(s);
        const lying = Math.abs(frame.sin) === 1;
        const halfX = lying ? frame.bayLength : frame.bayWidth;
        const halfY = lying ? frame.bayWidth : frame.bayLength;
        const { label, mark } = layout;
        const px = style.label?.px ?? 0;
        if (label !== null) {
          const wide = label.upright ? label.width / 2 : px / 2;
          const tall = label.upright ? px / 2 : label.width / 2;
          // Rounding to whole pixels may take one.
          expect(Math.abs(label.x - frame.x) + wide).toBeLessThanOrEqual(halfX + 1);
          expect(Math.abs(label.y - frame.y) + tall).toBeLessThanOrEqual(halfY + 1);
          if (mark !== null) {
            const apartX = Math.abs(label.x - mark.x) - wide - mark.size / 2;
            const apartY = Math.abs(label.y - mark.y) - tall - mark.size / 2;
            expect(Math.max(apartX, apartY)).toBeGreaterThanOrEqual(-1);
          }
        }
        if (mark !== null) {
          expect(Math.abs(mark.x - frame.x) + mark.size / 2).toBeLessThanOrEqual(halfX + 1);
          expect(Math.abs(mark.y - frame.y) + mark.size / 2).toBeLessThanOrEqual(halfY + 1);
        }
      }),
    );
  });

  it('shows the bolt of a charging vehicle wherever a label leaves room', () => {
    const { layout } = layOut({
      look: 'charging',
      kind: 'ev',
      heading: 0,
      scale: 10,
      dpr: 1,
      px: 10.5,
      upright: false,
      labelWidth: 22,
    });
    expect(layout.label).not.toBeNull();
    expect(layout.mark).toMatchObject({ name: 'bolt', atNose: true });
  });

  it('puts no bolt on a vehicle that does not charge', () => {
    const { layout } = layOut({
      look: 'occupied',
      kind: 'ev',
      heading: 0,
      scale: 20,
      dpr: 1,
      px: 10,
      upright: true,
      labelWidth: 20,
    });
    expect(layout.mark).toBeNull();
  });
});
