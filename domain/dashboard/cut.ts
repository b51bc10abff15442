import type { Instant } from '../kernel/instant.ts';
import type { Span } from '../reports/source.ts';
import { BucketClock } from '../stats/bucket-clock.ts';
import type { FactRow } from '../stats/fact.ts';
import type { Measure } from '../stats/measures.ts';
import type { DashboardSource } from './dashboard.ts';

/**
 * Sums of a measure up to an instant. Figures are kept by the hour: of the hour that it cuts, the part
 * before it counts in proportion, so that counts may be broken.
 */
export async function factsUntil(
  source: DashboardSource,
  measure: Measure,
  { fromAt, toAt }: Span,
  untilAt: Instant,
): Promise<readonly FactRow[]> {
  const endAt = Math.min(toAt, untilAt);
  if (endAt <= fromAt) return [];
  if (endAt === toAt) return source.facts(measure, { fromAt, toAt }, 'all');
  const { startsAt, endsAt } = new BucketClock(source.lot.timeZone).hourOf(endAt);
  const whole = startsAt > fromAt ? { fromAt, toAt: startsAt } : null;
  const rows = whole === null ? [] : await source.facts(measure, whole, 'all');
  if (endAt === startsAt) return rows;
  const share = (endAt - startsAt) / (endsAt - startsAt);
  const cut = await source.facts(measure, { fromAt: startsAt, toAt: endsAt }, 'all');
  return [
    ...rows,
    ...cut.map((row) => ({ ...row, count: row.count * share, amount: row.amount * share })),
  ];
}
