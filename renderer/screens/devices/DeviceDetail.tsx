import { CloseButton, Group, Stack } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DeviceRow } from '#domain/contract/devices.ts';
import { useFormat, useNames } from '../../app/lot-format.ts';
import { Facts } from '../../components/Facts.tsx';
import { useLive, useStationNow } from '../../link/hooks.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { DeviceAccess } from './DeviceAccess.tsx';
import { DeviceActions } from './DeviceActions.tsx';
import { DeviceTests } from './DeviceTests.tsx';
import {
  clockText,
  heardText,
  kindText,
  latencyMeaning,
  latencyText,
  stateText,
} from './device-columns.ts';
import { errorShare, severityOf } from './device-order.ts';
import classes from './devices.module.css';
import type { OpenForm } from './open-form.ts';

const words = t.devices;
const NOW_EVERY_MS = 5_000;

interface Props {
  readonly row: DeviceRow;
  readonly onChange: (form: OpenForm) => void;
  readonly onClose: () => void;
}

/** One device in full: how it is reached, how it does, and what is wrong with it. */
export function DeviceDetail({ row, onChange, onClose }: Props) {
  return (
    <Stack data-testid="device-detail">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <h2 className={classes.name}>{row.label}</h2>
        <CloseButton aria-label={t.common.close} onClick={onClose} />
      </Group>
      {row.detail !== '' && (
        <p className={classes.detail} data-severity={severityOf(row)} role="status">
          <IconAlertTriangle size={16} aria-hidden />
          {row.detail}
        </p>
      )}
      <WrongClock row={row} />
      <DeviceActions row={row} onChange={onChange} />
      <DeviceTests row={row} />
      <DeviceFacts row={row} />
      <Drops row={row} />
      <DeviceAccess row={row} />
      <Alarms deviceId={row.id} />
    </Stack>
  );
}

/** A clock that is off is said in words: a figure of it would pass for a latency. */
function WrongClock({ row }: { readonly row: DeviceRow }) {
  const format = useFormat();
  const off = clockText(row, format);
  if (off === null) return null;
  return (
    <p className={classes.detail} data-severity={2} role="status" data-testid="device-clock">
      <IconClock size={16} aria-hidden />
      {words.clock.hint(off)}
    </p>
  );
}

function DeviceFacts({ row }: { readonly row: DeviceRow }) {
  const format = useFormat();
  const names = useNames();
  const now = useStationNow(NOW_EVERY_MS);
  const { number } = format;
  const facts: [string, ReactNode][] = [
    [words.columns.state, stateText(row)],
    [words.since, format.timeOn(row.since, now)],
    [words.columns.kind, kindText(row.kind)],
    [words.links[row.link.kind], row.link.place],
    [words.columns.heard, heardText(row.heardAt, now, format)],
    [
      words.columns.latency,
      <span key="latency" title={latencyMeaning(row)} data-testid="device-latency">
        {latencyText(row, format)}
        {row.latencyBy !== null && (
          <span className={classes.dim}> {words.latency.by[row.latencyBy]}</span>
        )}
      </span>,
    ],
    [words.inputs, number(row.inputs)],
    [words.lastMinutes(number(row.recent.minutes)), errorText(row, format)],
    [words.columns.firmware, row.firmware ?? t.common.noValue],
    [words.driver, row.driver],
    [words.id, row.id],
  ];
  if (row.laneId !== null) facts.splice(3, 0, [words.columns.lane, names.lane(row.laneId)]);
  if (row.line !== null)
    facts.push([
      words.polled,
      words.polledEvery(number(row.line.cycleMs), number(row.line.lostPercent)),
    ]);
  if (row.sensors !== null)
    facts.push([
      words.batteries,
      words.batteriesOf(number(row.sensors.heard), number(row.sensors.batteryLow)),
    ]);
  return <Facts rows={facts} />;
}

function errorText(row: DeviceRow, { number, percent }: Format): string {
  const share = errorShare(row);
  if (share === null) return t.common.noValue;
  const { drops, inputs } = row.recent;
  return words.errorsOf(percent(share), number(drops), number(drops + inputs));
}

function Drops({ row }: { readonly row: DeviceRow }) {
  const { number } = useFormat();
  const reasons = Object.entries(row.drops).sort(([, a], [, b]) => b - a);
  if (reasons.length === 0) return null;
  return (
    <section data-testid="device-drops">
      <h3 className={classes.section}>{words.dropsTitle}</h3>
      <Facts
        rows={reasons.map(([reason, count]) => [words.drops[reason] ?? reason, number(count)])}
      />
    </section>
  );
}

/** What stands open of it; acknowledging is done where the alarms are. */
function Alarms({ deviceId }: { readonly deviceId: string }) {
  const format = useFormat();
  const now = useStationNow(NOW_EVERY_MS);
  const all = useLive((ui) => ui.alarms);
  const alarms = all.filter((alarm) => alarm.deviceId === deviceId && alarm.clearedAt === null);
  if (alarms.length === 0) return null;
  return (
    <section>
      <h3 className={classes.section}>{words.alarmsTitle}</h3>
      <ul className={classes.dim}>
        {alarms.map(({ id, code, raisedAt }) => (
          <li key={id}>{words.alarmSince(t.alarms[code], format.timeOn(raisedAt, now))}</li>
        ))}
      </ul>
    </section>
  );
}
