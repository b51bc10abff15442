import { Table } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { WhatIfAnswer } from '#domain/contract/lot-tariffs.ts';
import { useFormat } from '../../app/lot-format.ts';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { HourChart, type HourSeries } from '../../components/HourChart.tsx';
import { StepChart } from '../../components/StepChart.tsx';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { evenMarks } from './price-steps.ts';
import classes from './pricing.module.css';

const { whatIf } = t.tariffs;
const LEAST_MONEY_MINOR = 10_000;

/** Takings then and under the rule: in all, by day, by class, and where they differ most. */
export function SimulatorResult({ answer }: { readonly answer: WhatIfAnswer }) {
  const { number } = useFormat();
  const { leftOut, assumptions, stays } = answer;
  return (
    <div className={classes.result} data-testid="what-if-result">
      <Totals answer={answer} />
      {stays === 0 ? (
        <EmptyNote title={whatIf.none} hint={whatIf.noneHint} />
      ) : (
        <>
          <DayChart answer={answer} />
          <RulePrice answer={answer} />
          <Classes answer={answer} />
          <Biggest answer={answer} />
        </>
      )}
      <section aria-label={whatIf.assumptions}>
        <h2>{whatIf.assumptions}</h2>
        <ul className={classes.assumptions}>
          {assumptions.map((text) => (
            <li key={text}>{text}</li>
          ))}
          <li>
            {whatIf.leftOut(
              number(leftOut.inside),
              number(leftOut.contract),
              number(leftOut.byHand),
            )}
          </li>
        </ul>
      </section>
    </div>
  );
}

const signed = (minor: number, format: Format) => `${minor > 0 ? '+' : ''}${format.money(minor)}`;

function Totals({ answer }: { readonly answer: WhatIfAnswer }) {
  const format = useFormat();
  const { number, money } = format;
  const { thenMinor, ruleMinor } = answer;
  const figures = [
    ['stays', whatIf.stays, number(answer.stays)],
    ['then', whatIf.paidThen, money(thenMinor)],
    ['rule', whatIf.rule, money(ruleMinor)],
    ['difference', whatIf.difference, signed(ruleMinor - thenMinor, format)],
    ['more', whatIf.payMore, number(answer.payMore)],
    ['less', whatIf.payLess, number(answer.payLess)],
    ['same', whatIf.paySame, number(answer.paySame)],
  ] as const;
  return (
    <dl className={classes.figures}>
      {figures.map(([id, name, value]) => (
        <div key={id} data-testid={`what-if-${id}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function DayChart({ answer: { days, thenMinor, ruleMinor } }: { readonly answer: WhatIfAnswer }) {
  const format = useFormat();
  const series = useMemo(
    (): HourSeries[] => [
      { name: whatIf.paidThen, shape: 'bar-soft', values: days.map((day) => day.thenMinor) },
      { name: whatIf.rule, shape: 'bar-strong', values: days.map((day) => day.ruleMinor) },
    ],
    [days],
  );
  const write = useCallback((value: number) => format.moneyShort(Math.round(value)), [format]);
  return (
    <figure className={classes.figure}>
      <figcaption>{whatIf.byDay}</figcaption>
      <HourChart
        summary={whatIf.daySummary(format.money(thenMinor), format.money(ruleMinor))}
        labels={days.map(({ day }) => day.slice(5))}
        series={series}
        write={write}
        least={LEAST_MONEY_MINOR}
        height={240}
      />
    </figure>
  );
}

function RulePrice({ answer }: { readonly answer: WhatIfAnswer }) {
  const format = useFormat();
  const { prices, priceChanges, fromAt, toAt } = answer;
  const first = prices[0];
  const isRate = first?.price.rateMinorPerHour != null;
  const writeY = useCallback(
    (value: number) => (isRate ? format.money(Math.round(value)) : format.percent(value / 100)),
    [isRate, format],
  );
  const writeX = useCallback((at: number) => format.dateTime(at), [format]);
  const points = useMemo(() => {
    const y = (price: (typeof prices)[number]['price']) => price.rateMinorPerHour ?? price.percent;
    const last = prices.at(-1);
    const steps = prices.map(({ at, price }) => ({ x: at, y: y(price) }));
    return last === undefined ? steps : [...steps, { x: toAt, y: y(last.price) }];
  }, [prices, toAt]);
  if (first === undefined) return null;
  const changes = whatIf.changes(format.number(priceChanges));
  return (
    <figure className={classes.figure}>
      <figcaption>
        {whatIf.price} <span className={classes.dim}>({changes})</span>
      </figcaption>
      <StepChart
        summary={`${whatIf.price}: ${changes}`}
        series={[{ name: whatIf.rule, shape: 'line', points }]}
        holds="from"
        xMarks={evenMarks(fromAt, toAt, 6)}
        writeX={writeX}
        writeY={writeY}
        height={160}
      />
    </figure>
  );
}

function Classes({ answer: { classes: rows } }: { readonly answer: WhatIfAnswer }) {
  const format = useFormat();
  const names: Readonly<Record<string, string>> = t.vehicleClasses;
  return (
    <section aria-label={whatIf.byClass}>
      <h2>{whatIf.byClass}</h2>
      <Table className={classes.table ?? ''} data-testid="what-if-classes">
        <Head first={whatIf.vehicleClass} second={whatIf.stays} />
        <Table.Tbody>
          {rows.map(({ vehicleClass, stays, thenMinor, ruleMinor }) => (
            <Table.Tr key={vehicleClass}>
              <Table.Td>{names[vehicleClass] ?? vehicleClass}</Table.Td>
              <Table.Td>{format.number(stays)}</Table.Td>
              <Amounts thenMinor={thenMinor} ruleMinor={ruleMinor} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Biggest({ answer: { biggest } }: { readonly answer: WhatIfAnswer }) {
  const format = useFormat();
  if (biggest.length === 0) return null;
  return (
    <section aria-label={whatIf.biggest}>
      <h2>{whatIf.biggest}</h2>
      <Table className={classes.table ?? ''} data-testid="what-if-biggest">
        <Head first={whatIf.ticket} second={whatIf.stay} />
        <Table.Tbody>
          {biggest.map(({ sessionId, ticketNumber, entryAt, exitAt, thenMinor, ruleMinor }) => (
            <Table.Tr key={sessionId}>
              <Table.Td>
                {ticketNumber}{' '}
                <span className={classes.dim}>
                  {whatIf.entered.toLowerCase()} {format.dateTime(entryAt)}
                </span>
              </Table.Td>
              <Table.Td>{format.duration(exitAt - entryAt)}</Table.Td>
              <Amounts thenMinor={thenMinor} ruleMinor={ruleMinor} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Head({ first, second }: { readonly first: string; readonly second: string }) {
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{first}</Table.Th>
        <Table.Th>{second}</Table.Th>
        <Table.Th>{whatIf.paidThen}</Table.Th>
        <Table.Th>{whatIf.rule}</Table.Th>
        <Table.Th>{whatIf.difference}</Table.Th>
      </Table.Tr>
    </Table.Thead>
  );
}

function Amounts({
  thenMinor,
  ruleMinor,
}: {
  readonly thenMinor: number;
  readonly ruleMinor: number;
}) {
  const format = useFormat();
  return (
    <>
      <Table.Td>{format.money(thenMinor)}</Table.Td>
      <Table.Td>{format.money(ruleMinor)}</Table.Td>
      <Table.Td>{signed(ruleMinor - thenMinor, format)}</Table.Td>
    </>
  );
}
