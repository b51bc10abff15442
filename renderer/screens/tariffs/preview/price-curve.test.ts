import { expect, test } from 'vitest';
import { hourlyTariff } from '#domain/facility/small-lot.testing.ts';
import { feeAt, priceCurve, TABLE_HOURS } from './price-curve.ts';

const ENTRY = Date.parse('2026-03-02T10:00:00Z');

test('the picture is drawn from the quotes that drivers get', () => {
  const curve = priceCurve(hourlyTariff({}), ENTRY, 'car', {});
  expect(curve).toHaveLength(193);
  expect(TABLE_HOURS.map((hours) => feeAt(curve, hours))).toEqual([
    // 2.00 a started hour, 10.00 for each of the three calendar days that it touches.
    200, 200, 200, 400, 400, 600, 800, 1_000, 1_000, 1_000, 1_000, 1_000, 1_800, 2_000, 2_000,
    3_000,
  ]);
  expect(feeAt(curve, 0)).toBe(0);
  expect(feeAt(curve, 0.3)).toBeNull();
});
