import { Checkbox, Group, NumberInput, Select } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Extras } from '#domain/contract/traffic.ts';
import { useFormat } from '../../app/lot-format.ts';
import { useCommand } from '../../app/use-command.ts';
import { useLot, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './desk.module.css';
import type { Quoted } from './desk-types.ts';

const WH_PER_KWH = 1_000;
const KWH_MAX = 10_000;
const MINUTES_MAX = 100_000;

/** What the tariff prices beside time: a product that the driver chooses, charging, a large vehicle. */
export function StayExtras({ quoted }: { readonly quoted: Quoted }) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const takes = useTakesCommands();
  const queries = useQueryClient();
  const { id: sessionId, ticketNumber } = quoted.session;
  const queryKey = ['stay-extras', lot.id, sessionId];
  const known = useQuery({
    queryKey,
    queryFn: () => client.sessions.extras({ lotId: lot.id, sessionId }),
  });
  const change = useCommand(
    (changed: Partial<Extras>, commandId) =>
      client.sessions.change({ lotId: lot.id, sessionId, ...changed, commandId }),
    () => {
      void queries.invalidateQueries({ queryKey });
      void queries.invalidateQueries({ queryKey: ['quote', lot.id, ticketNumber] });
    },
  );
  if (known.data === undefined) return null;
  const { extras, products, pricesCharging, pricesOversized } = known.data;
  const { minutes, energy } = pricesCharging;
  if (products.length === 0 && !minutes && !energy && !pricesOversized) return null;
  const disabled = !takes || change.busy;
  return (
    <fieldset className={classes.extras} data-testid="desk-extras">
      <legend className={classes.cardTitle}>{t.desk.extras}</legend>
      <Group align="end" gap={16}>
        {products.length > 0 && (
          <Select
            label={t.desk.product}
            placeholder={t.desk.noProduct}
            clearable
            disabled={disabled}
            value={extras.product}
            data={products.map(({ id, name, priceMinor }) => ({
              value: id,
              label: t.desk.productPriced(name, format.money(priceMinor)),
            }))}
            onChange={(product) => void change.run({ product })}
            data-testid="desk-product"
          />
        )}
        {energy && (
          <Measured
            label={t.desk.chargedEnergy}
            value={extras.chargingWh / WH_PER_KWH}
            max={KWH_MAX}
            decimals={3}
            disabled={disabled}
            onDone={(kwh) => void change.run({ chargingWh: Math.round(kwh * WH_PER_KWH) })}
          />
        )}
        {minutes && (
          <Measured
            label={t.desk.chargedMinutes}
            value={extras.chargingMinutes}
            max={MINUTES_MAX}
            decimals={0}
            disabled={disabled}
            onDone={(chargingMinutes) => void change.run({ chargingMinutes })}
          />
        )}
        {pricesOversized && (
          <Checkbox
            label={t.desk.oversized}
            checked={extras.oversized}
            disabled={disabled}
            onChange={(event) => void change.run({ oversized: event.currentTarget.checked })}
          />
        )}
      </Group>
    </fieldset>
  );
}

interface MeasuredProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly decimals: number;
  readonly disabled: boolean;
  readonly onDone: (value: number) => void;
}

/** A figure that is sent when the field is left or Enter is pressed, not with every digit. */
function Measured({ label, value, max, decimals, disabled, onDone }: MeasuredProps) {
  const [typed, setTyped] = useState<number | string>(value);
  const done = () => {
    const figure = typeof typed === 'number' ? typed : Number(typed);
    if (Number.isFinite(figure) && figure !== value) onDone(figure);
  };
  return (
    <NumberInput
      label={label}
      value={typed}
      min={0}
      max={max}
      decimalScale={decimals}
      allowNegative={false}
      disabled={disabled}
      w={160}
      onChange={setTyped}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
      }}
    />
  );
}
