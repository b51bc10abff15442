import type { ForecastSeries } from '#domain/contract/forecast.ts';
import { HOUR_MS, type Instant } from '#domain/kernel/instant.ts';
import type { ForecastLines } from '../../../components/ForecastChart.tsx';

const PAST_HOURS = 12;
/** An expectation that comes so near to all slots is one of a full lot. */
const FULL_SHARE = 0.99;

/** Hours behind and ahead on one axis; they meet in the last value that is known. */
export function forecastLines(
  { past, points }: Pick<ForecastSeries, 'past' | 'points'>,
  label: (at: Instant) => string,
): ForecastLines {
  const hour = (points[0]?.at ?? 0) % HOUR_MS;
  const firstAt = points[0]?.at ?? Number.POSITIVE_INFINITY;
  const behind = past.filter(
    ({ at }) => at % HOUR_MS === hour && at < firstAt && at > firstAt - (PAST_HOURS + 1) * HOUR_MS,
  );
  const last = behind.at(-1);
  const none = behind.map(() => null);
  // The forecast begins where the past ends, so that no hole lies between the two.
  const joint = last === undefined ? none : [...none.slice(0, -1), last.inside];
  const hours = hourly(points);
  const ahead = hours.map(() => null);
  return {
    labels: [...behind, ...hours].map(({ at }) => label(at)),
    past: [...behind.map(({ inside }) => inside), ...ahead],
    expected: [...joint, ...hours.map(({ point }) => point?.expected ?? null)],
    low: [...joint, ...hours.map(({ point }) => point?.low ?? null)],
    high: [...joint, ...hours.map(({ point }) => point?.high ?? null)],
  };
}

/** Every hour from the first to the last: where the lot is closed the lines are broken. */
function hourly(points: ForecastSeries['points']) {
  const byTime = new Map(points.map((point) => [point.at, point]));
  const hours: { at: Instant; point: ForecastSeries['points'][number] | undefined }[] = [];
  const lastAt = points.at(-1)?.at ?? 0;
  for (let at = points[0]?.at ?? 1; at <= lastAt; at += HOUR_MS)
    hours.push({ at, point: byTime.get(at) });
  return hours;
}

/** The hour in which most are expected, and the first that is expected to be full. */
export function peakOf({ points, capacity }: Pick<ForecastSeries, 'points' | 'capacity'>): {
  readonly peak: ForecastSeries['points'][number] | null;
  readonly fullFromAt: Instant | null;
} {
  let peak: ForecastSeries['points'][number] | null = null;
  for (const point of points) if (peak === null || point.expected > peak.expected) peak = point;
  const full = points.find(({ expected }) => expected >= capacity * FULL_SHARE);
  return { peak, fullFromAt: full?.at ?? null };
}
