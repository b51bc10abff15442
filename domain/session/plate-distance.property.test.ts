import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plateDistance, plateShape } from './plate-distance.ts';

const plate = fc.stringMatching(/^[A-Z0-9]{2,10}$/);

describe('plateDistance', () => {
  it.each([
    ['B8888', '8BBB8', 0],
    ['MH12DE1433', 'MH12DE1433', 0],
    ['MH12DE1433', 'MH12DE1438', 1],
    ['MH12DE1433', 'MH12DE143', 1],
    ['KL01XY99', 'KLO1XY99', 0],
    ['ABC', 'CBA', 2],
    ['AB123', 'XY987', 3],
    ['AB12', 'AB12CDEF', 3],
  ])('%s and %s: %i', (one, other, distance) => {
    expect(plateDistance(one, other, 2)).toBe(distance);
  });

  it('is nothing only for the same shape, and the same both ways', () => {
    fc.assert(
      fc.property(plate, plate, (one, other) => {
        const distance = plateDistance(one, other, 2);
        expect(distance).toBe(plateDistance(other, one, 2));
        expect(distance === 0).toBe(plateShape(one) === plateShape(other));
        expect(distance).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('grows by no more than one with each wrong letter', () => {
    fc.assert(
      fc.property(plate, fc.nat(9), fc.stringMatching(/^[A-Z0-9]$/), (one, at, sign) => {
        const place = at % one.length;
        const wrong = one.slice(0, place) + sign + one.slice(place + 1);
        expect(plateDistance(one, wrong, 2)).toBeLessThanOrEqual(1);
        const missing = one.slice(0, place) + one.slice(place + 1);
        expect(plateDistance(one, missing, 2)).toBe(1);
      }),
    );
  });
});
