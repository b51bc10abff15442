import { useCallback, useMemo } from 'react';
import type { PriceChangeRow, Prices } from '#domain/contract/lot-tariffs.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { useFormat } from '../../app/lot-format.ts';
import { StepChart } from '../../components/StepChart.tsx';
import { t } from '../../strings/index.ts';
import { evenMarks, priceSteps } from './price-steps.ts';

const { pricing } = t.tariffs;
const MARKS = 6;

interface Props {
  readonly data: {
    readonly now: Prices['now'];
    readonly changes: readonly Pick<PriceChangeRow, 'at' | 'from' | 'to'>[];
    readonly fromAt: Instant;
    readonly toAt: Instant;
  };
}

/** The price over a time, in steps. */
export function PriceChart({ data: { now, changes, fromAt, toAt } }: Props) {
  const format = useFormat();
  const { unit, points } = useMemo(
    () => priceSteps(now, changes, fromAt, toAt),
    [now, changes, fromAt, toAt],
  );
  const writeY = useCallback(
    (value: number) =>
      unit === 'rate' ? format.money(Math.round(value)) : format.percent(value / 100),
    [unit, format],
  );
  const writeX = useCallback((at: number) => format.dateTime(at), [format]);
  const values = points.map(({ y }) => y);
  return (
    <StepChart
      summary={pricing.summary(
        format.number(changes.length),
        writeY(Math.min(...values)),
        writeY(Math.max(...values)),
      )}
      series={[{ name: pricing.columns.price, shape: 'line', points }]}
      holds="from"
      xMarks={evenMarks(fromAt, toAt, MARKS)}
      writeX={writeX}
      writeY={writeY}
      height={200}
    />
  );
}
