import { Checkbox, NumberInput, Select } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useState } from 'react';
import { VEHICLE_CLASSES } from '#domain/facility/kinds.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { MoneyInput } from '../../../components/MoneyInput.tsx';
import { t } from '../../../strings/index.ts';
import classes from '../tariffs.module.css';
import type { Tried } from './use-try.ts';

const { preview } = t.tariffs;
const NO_PRODUCT = '';

interface Props {
  readonly tariff: Tariff;
  readonly tried: Tried;
  readonly change: (part: Partial<Tried>) => void;
}

/** The stay that is tried out. Only what the tariff knows is asked for. */
export function TryFields({ tariff, tried, change }: Props) {
  const { dynamic, products = [], surcharges = [], lostTicket } = tariff;
  const kinds = new Set(surcharges.map(({ kind }) => kind));
  return (
    <div className={classes.tryFields}>
      <TimeField
        label={preview.entry}
        value={tried.entry}
        onChange={(entry) => change({ entry })}
      />
      <TimeField label={preview.exit} value={tried.exit} onChange={(exit) => change({ exit })} />
      <Select
        label={preview.vehicleClass}
        data={classesOf(tariff)}
        value={tried.vehicleClass}
        onChange={(vehicleClass) => vehicleClass !== null && change({ vehicleClass })}
        data-testid="try-class"
      />
      {products.length > 0 && (
        <Select
          label={preview.product}
          data={[{ value: NO_PRODUCT, label: preview.noProduct }, ...productsOf(tariff)]}
          value={tried.product ?? NO_PRODUCT}
          onChange={(product) => change({ product: product === NO_PRODUCT ? null : product })}
        />
      )}
      {kinds.has('charging-energy') && (
        <Count label={preview.kwh} value={tried.kwh} onChange={(kwh) => change({ kwh })} />
      )}
      {kinds.has('charging-minutes') && (
        <Count
          label={preview.chargingMinutes}
          value={tried.chargingMinutes}
          onChange={(chargingMinutes) => change({ chargingMinutes })}
        />
      )}
      {dynamic?.kind === 'bands' && (
        <Count
          label={preview.percent}
          value={tried.percent ?? 100}
          onChange={(percent) => change({ percent: Math.max(1, percent) })}
        />
      )}
      {dynamic?.kind === 'step' && (
        <RateField startMinor={dynamic.startMinorPerHour} change={change} />
      )}
      {lostTicket !== undefined && (
        <Checkbox
          label={preview.lost}
          checked={tried.lostTicket}
          onChange={(event) => change({ lostTicket: event.currentTarget.checked })}
        />
      )}
      {(kinds.has('oversized') || kinds.has('oversized-percent')) && (
        <Checkbox
          label={preview.oversized}
          checked={tried.oversized}
          onChange={(event) => change({ oversized: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}

function TimeField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}) {
  return (
    <DateTimePicker
      label={label}
      value={value}
      onChange={onChange}
      valueFormat="ddd D MMM YYYY, HH:mm"
      error={value === null ? preview.noTime : null}
      data-testid={`try-${label.toLowerCase()}`}
    />
  );
}

/** What the rule made of the rate per hour; empty is where it begins. */
function RateField({
  startMinor,
  change,
}: {
  readonly startMinor: number;
  readonly change: Props['change'];
}) {
  const { money, parseMoney } = useFormat();
  const [text, setText] = useState('');
  return (
    <MoneyInput
      label={preview.rate}
      placeholder={money(startMinor)}
      text={text}
      onText={(next) => {
        setText(next);
        change({ rateMinorPerHour: parseMoney(next) });
      }}
    />
  );
}

function Count({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  return (
    <NumberInput
      label={label}
      min={0}
      max={100_000}
      value={value}
      onChange={(next) => onChange(Number(next) || 0)}
    />
  );
}

/** The lot's classes, and those that the tariff has beside them. */
function classesOf({ rates }: Tariff) {
  const known: Readonly<Record<string, string>> = t.vehicleClasses;
  const all = new Set([...VEHICLE_CLASSES, ...rates.flatMap((rate) => rate.classes ?? [])]);
  return [...all].map((value) => ({ value, label: known[value] ?? value }));
}

function productsOf({ products = [] }: Tariff) {
  const byId = new Map(products.map(({ id, name }) => [id, name]));
  return [...byId].map(([value, label]) => ({ value, label }));
}
