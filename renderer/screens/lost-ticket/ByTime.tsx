import { Group, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SessionRow } from '#domain/contract/traffic.ts';
import { VEHICLE_CLASSES, type VehicleClass } from '#domain/facility/kinds.ts';
import { HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import { localInstant, zonedIso } from '#domain/kernel/zoned.ts';
import { useFormat } from '../../app/lot-format.ts';
import { useStationNow } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { FoundStays } from './FoundStays.tsx';

const words = t.guard.lost;
const ROUND_MINUTES = [5, 15, 30, 60, 120] as const;
const FIELD_CHARS = 'YYYY-MM-DDTHH:mm'.length;
const ANY = '';

/** Stays inside that began about when the driver says. */
export function ByTime({ onChoose }: { readonly onChoose: (stay: SessionRow) => void }) {
  const format = useFormat();
  const now = useStationNow(60_000);
  const field = (at: number) => zonedIso(at, format.timeZone).slice(0, FIELD_CHARS);
  const [time, setTime] = useState(() => field(now - HOUR_MS));
  const [round, setRound] = useState('30');
  const [vehicleClass, setVehicleClass] = useState<VehicleClass | null>(null);
  const at = localInstant(time, format.timeZone);
  const awayMs = Number(round) * MINUTE_MS;
  return (
    <Stack>
      <Group grow align="flex-start">
        <TextInput
          type="datetime-local"
          label={words.time}
          value={time}
          max={field(now)}
          onChange={(event) => setTime(event.currentTarget.value)}
          data-autofocus
          data-testid="lost-time"
        />
        <Select
          label={words.around}
          data={ROUND_MINUTES.map((minutes) => ({
            value: String(minutes),
            label: words.minutes(format.number(minutes)),
          }))}
          value={round}
          onChange={(value) => setRound(value ?? '30')}
        />
        <Select
          label={words.vehicleClass}
          data={[
            { value: ANY, label: words.anyClass },
            ...VEHICLE_CLASSES.map((value) => ({ value, label: t.vehicleClasses[value] })),
          ]}
          value={vehicleClass ?? ANY}
          onChange={(value) =>
            setVehicleClass(VEHICLE_CLASSES.find((candidate) => candidate === value) ?? null)
          }
        />
      </Group>
      {at !== null && (
        <FoundStays
          query={{
            enteredFrom: at - awayMs,
            enteredTo: at + awayMs,
            ...(vehicleClass !== null && { vehicleClass }),
          }}
          hint={words.noneTimeHint}
          onChoose={onChoose}
        />
      )}
    </Stack>
  );
}
