import { HOUR_MS, type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';
import type { Minor } from '#domain/kernel/money.ts';
import type { QuoteContext } from '#domain/tariff/quote.ts';
import { quote } from '#domain/tariff/quote-of.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';

export const CURVE_HOURS = 48;
/** Fine enough for a started quarter of an hour; 193 quotes are a few milliseconds. */
const CURVE_STEP_MS = 15 * MINUTE_MS;

export interface CurvePoint {
  /** Length of stay. */
  readonly x: number;
  readonly y: Minor;
}

/** What a stay from an entry on costs, by its length in hours: the domain's own quote for each. */
export function priceCurve(
  tariff: Tariff,
  entryAt: Instant,
  vehicleClass: string,
  context: QuoteContext,
): readonly CurvePoint[] {
  const count = (CURVE_HOURS * HOUR_MS) / CURVE_STEP_MS;
  return Array.from({ length: count + 1 }, (_, index) => {
    const exitAt = entryAt + index * CURVE_STEP_MS;
    const { totalMinor } = quote(tariff, { entryAt, exitAt, vehicleClass }, context);
    return { x: (index * CURVE_STEP_MS) / HOUR_MS, y: totalMinor };
  });
}

/** The lengths of a table that people ask for, in hours. */
export const TABLE_HOURS = [0.25, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12, 18, 24, 36, 48] as const;

/** The curve's value at one of its hours. */
export function feeAt(curve: readonly CurvePoint[], hours: number): Minor | null {
  return curve.find(({ x }) => x === hours)?.y ?? null;
}
