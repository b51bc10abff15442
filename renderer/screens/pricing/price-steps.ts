import type { PriceChangeRow, Prices } from '#domain/contract/lot-tariffs.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { LockedPrice } from '#domain/tariff/dynamic-schema.ts';
import type { StepPoint } from '../../components/StepChart.tsx';

export interface PriceSteps {
  /** Minor units an hour, or percent of the tariff. */
  readonly unit: 'rate' | 'percent';
  readonly points: readonly StepPoint[];
}

type Change = Pick<PriceChangeRow, 'at' | 'from' | 'to'>;

/**
 * The price over a time as steps, from what held at its beginning to its end. Drawn as a rate where the
 * price in force is one; a tariff with one price counts as 100 %.
 */
export function priceSteps(
  now: Prices['now'],
  newestFirst: readonly Change[],
  fromAt: Instant,
  toAt: Instant,
): PriceSteps {
  const unit = now.price?.rateMinorPerHour == null ? 'percent' : 'rate';
  const y = (price: LockedPrice | null): number =>
    unit === 'rate' ? (price?.rateMinorPerHour ?? 0) : (price?.percent ?? 100);
  const changes = newestFirst.toReversed();
  const before = changes[0] === undefined ? now.price : changes[0].from;
  return {
    unit,
    points: [
      { x: fromAt, y: y(before) },
      ...changes.map(({ at, to }) => ({ x: at, y: y(to) })),
      { x: toAt, y: y(changes.at(-1)?.to ?? now.price) },
    ],
  };
}

/** Evenly spread marks of an axis, both ends among them. */
export function evenMarks(fromAt: Instant, toAt: Instant, parts: number): readonly number[] {
  return Array.from({ length: parts + 1 }, (_, index) =>
    Math.round(fromAt + ((toAt - fromAt) * index) / parts),
  );
}
