import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bands, exposedStrips, type PxBox, type View } from './view.ts';

const WIDTH = 24;
const HEIGHT = 18;

/** How often each pixel of a small canvas is covered. */
function coverage(boxes: readonly PxBox[]): number[] {
  const counts = new Array<number>(WIDTH * HEIGHT).fill(0);
  for (const box of boxes) {
    for (let y = box.y; y < box.y + box.height; y++) {
      for (let x = box.x; x < box.x + box.width; x++) {
        const at = y * WIDTH + x;
        counts[at] = (counts[at] ?? 0) + 1;
      }
    }
  }
  return counts;
}

describe('exposed strips', () => {
  it('cover each pixel that came into view once and no other', () => {
    const shift = fc.integer({ min: -40, max: 40 });
    fc.assert(
      fc.property(shift, shift, (dx, dy) => {
        const counts = coverage(exposedStrips(dx, dy, WIDTH, HEIGHT));
        counts.forEach((count, at) => {
          const fromX = (at % WIDTH) - dx;
          const fromY = Math.floor(at / WIDTH) - dy;
          const wasThere = fromX >= 0 && fromX < WIDTH && fromY >= 0 && fromY < HEIGHT;
          expect(count).toBe(wasThere ? 0 : 1);
        });
      }),
    );
  });

  it('stay inside the canvas', () => {
    for (const [dx, dy] of [
      [5, -3],
      [-24, 0],
      [100, 100],
    ] as const) {
      for (const strip of exposedStrips(dx, dy, WIDTH, HEIGHT)) {
        expect(strip.x).toBeGreaterThanOrEqual(0);
        expect(strip.y).toBeGreaterThanOrEqual(0);
        expect(strip.x + strip.width).toBeLessThanOrEqual(WIDTH);
        expect(strip.y + strip.height).toBeLessThanOrEqual(HEIGHT);
      }
    }
  });
});

describe('bands', () => {
  it('cover a view once, whatever their height', () => {
    const view: View = { scale: 1, ox: 0, oy: 0, width: WIDTH, height: HEIGHT, dpr: 1 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (height) => {
        expect(coverage(bands(view, height)).every((count) => count === 1)).toBe(true);
      }),
    );
  });
});
