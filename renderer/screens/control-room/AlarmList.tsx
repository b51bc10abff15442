import { Button } from '@mantine/core';
import { IconAlertTriangleFilled, IconCheck, IconCircleDashedCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'wouter';
import type { AlarmLive } from '#domain/views/live.ts';
import { useFormat, useNames } from '../../app/lot-format.ts';
import { useCommand } from '../../app/use-command.ts';
import { byUrgency } from '../../link/alarms.ts';
import { useLive, useLot, useMay, useStationNow, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { deviceHref } from '../devices/device-href.ts';
import classes from './side.module.css';

/** More rows than anybody reads; the rest follow as these are acknowledged. */
const SHOWN_MAX_ROWS = 50;
/** From so many on, those that are over can be acknowledged together. */
const OVER_MIN = 2;

/** What needs a person: unacknowledged first (ISA-18.2). */
export function AlarmList() {
  const alarms = useLive((ui) => ui.alarms);
  const sorted = useMemo(() => byUrgency(alarms), [alarms]);
  return (
    <section className={classes.alarms} aria-label={t.alarmList.title} data-testid="alarms">
      <div className={classes.head}>
        <h2 className={classes.title}>{t.alarmList.title}</h2>
        <AcknowledgeOver alarms={sorted} />
      </div>
      {sorted.length === 0 ? (
        <p className={classes.quiet}>{t.alarmList.none}</p>
      ) : (
        <ul className={classes.alarmRows} aria-live="polite" aria-relevant="additions">
          {sorted.slice(0, SHOWN_MAX_ROWS).map((alarm) => (
            <AlarmRow key={alarm.id} alarm={alarm} />
          ))}
        </ul>
      )}
      {sorted.length > SHOWN_MAX_ROWS && (
        <p className={classes.quiet}>{t.alarmList.more(sorted.length - SHOWN_MAX_ROWS)}</p>
      )}
    </section>
  );
}

/** After a flood: alarms that are over need no look each. Standing ones are acknowledged singly. */
function AcknowledgeOver({ alarms }: { readonly alarms: readonly AlarmLive[] }) {
  const { client } = useStation();
  const lot = useLot();
  const may = useMay('alarm.acknowledge');
  const takes = useTakesCommands();
  const over = alarms.filter((alarm) => alarm.acknowledgedBy === null && alarm.clearedAt !== null);
  const acknowledge = useCommand(async (ids: readonly string[], commandId) => {
    for (const alarmId of ids) {
      await client.alarms.acknowledge({
        lotId: lot.id,
        alarmId,
        commandId: `${commandId}-${alarmId}`,
      });
    }
  });
  if (!may || over.length < OVER_MIN) return null;
  return (
    <Button
      size="xs"
      variant="default"
      disabled={!takes}
      loading={acknowledge.busy}
      onClick={() => void acknowledge.run(over.map(({ id }) => id))}
      data-testid="alarm-acknowledge-over"
    >
      {t.alarmList.acknowledgeOver(over.length)}
    </Button>
  );
}

function AlarmRow({ alarm }: { readonly alarm: AlarmLive }) {
  const names = useNames();
  const open = alarm.acknowledgedBy === null;
  const standing = alarm.clearedAt === null;
  const place =
    alarm.deviceId !== null
      ? names.device(alarm.deviceId)
      : alarm.laneId !== null
        ? names.lane(alarm.laneId)
        : '';
  const title = t.alarms[alarm.code];
  // The station begins its sentence with the place, which the row already shows in bold.
  const detail = alarm.detail.startsWith(`${place}: `)
    ? alarm.detail.slice(place.length + 2)
    : alarm.detail;
  return (
    <li
      className={classes.alarm}
      data-open={open}
      data-standing={standing}
      data-testid={`alarm-${alarm.id}`}
      data-code={alarm.code}
    >
      <AlarmIcon open={open} standing={standing} />
      <div className={classes.alarmName}>
        {alarm.deviceId === null ? (
          place || title
        ) : (
          <Link
            href={deviceHref(alarm.deviceId)}
            className={classes.alarmLink}
            aria-label={t.devices.opensAlarm(place)}
            data-testid="alarm-device"
          >
            {place}
          </Link>
        )}
      </div>
      <div className={classes.alarmDetail}>
        {place !== '' && <div>{title}</div>}
        {detail !== '' && <div className={classes.alarmState}>{detail}</div>}
      </div>
      <AlarmState alarm={alarm} />
      {open && <Acknowledge alarm={alarm} name={`${place} ${title}`} />}
    </li>
  );
}

function Acknowledge({ alarm, name }: { readonly alarm: AlarmLive; readonly name: string }) {
  const { client } = useStation();
  const lot = useLot();
  const may = useMay('alarm.acknowledge');
  const takes = useTakesCommands();
  const acknowledge = useCommand((alarmId: string, commandId) =>
    client.alarms.acknowledge({ lotId: lot.id, alarmId, commandId }),
  );
  if (!may) return null;
  return (
    <Button
      className={classes.alarmButton ?? ''}
      size="compact-xs"
      variant="default"
      aria-label={t.alarmList.acknowledgeOf(name)}
      disabled={!takes}
      loading={acknowledge.busy}
      onClick={() => void acknowledge.run(alarm.id)}
      data-alarm-action
      data-testid="alarm-acknowledge"
    >
      {t.alarmList.acknowledge}
    </Button>
  );
}

function AlarmIcon({ open, standing }: { readonly open: boolean; readonly standing: boolean }) {
  if (!standing) return <IconCheck size={16} aria-hidden />;
  return open ? (
    <IconAlertTriangleFilled size={16} aria-hidden />
  ) : (
    <IconCircleDashedCheck size={16} aria-hidden />
  );
}

function AlarmState({ alarm }: { readonly alarm: AlarmLive }) {
  const format = useFormat();
  const now = useStationNow(60_000);
  const since =
    alarm.clearedAt === null
      ? t.alarmList.raised(format.timeOn(alarm.raisedAt, now))
      : t.alarmList.cleared(format.timeOn(alarm.clearedAt, now));
  const by = alarm.acknowledgedBy === null ? '' : t.alarmList.acknowledged(alarm.acknowledgedBy);
  return <div className={classes.alarmStamp}>{by === '' ? since : `${since} · ${by}`}</div>;
}
