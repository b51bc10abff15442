import { Button } from '@mantine/core';
import type { Prices } from '#domain/contract/lot-tariffs.ts';
import { describeDynamic } from '#domain/tariff/describe-tariff.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';
import { useFormat } from '../../app/lot-format.ts';
import { useMay } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { WordList } from '../tariffs/preview/WordList.tsx';
import { priceText } from './price-words.ts';
import classes from './pricing.module.css';

const { pricing } = t.tariffs;

interface Props {
  readonly now: Prices['now'];
  readonly tariff: Tariff;
  readonly onSimulate: () => void;
}

/** What the next vehicle locks, and the rule behind it. */
export function PriceNow({ now, tariff, onSimulate }: Props) {
  const format = useFormat();
  const mayManage = useMay('tariff.manage');
  const pct = (value: number) => format.percent(value / 100);
  const { occupancyPct, averagePct, inside, capacity, since, price } = now;
  const figures = [
    ['price', pricing.now, priceText(price, format)],
    ['since', pricing.since, since === null ? '–' : format.dateTime(since)],
    [
      'occupancy',
      pricing.occupancy,
      pricing.occupancyOf(pct(occupancyPct), format.number(inside), format.number(capacity)),
    ],
    ...(tariff.dynamic?.kind === 'step'
      ? [['average', pricing.average, pct(averagePct)] as const]
      : []),
  ] as const;
  return (
    <section className={classes.now} aria-label={pricing.now}>
      <dl className={classes.figures}>
        {figures.map(([id, name, value]) => (
          <div key={id} data-testid={`price-${id}`}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.rule}>
        <h2>{pricing.rule}</h2>
        <WordList words={describeDynamic(tariff)} />
        {mayManage && (
          <Button variant="default" onClick={onSimulate} data-testid="to-simulator">
            {pricing.toSimulator}
          </Button>
        )}
      </div>
    </section>
  );
}
