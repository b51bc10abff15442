import { Button } from '@mantine/core';
import { IconAlertTriangleFilled, IconCheck, IconCircleDashedCheck } from '@tabler/icons-react';
import type { AlarmLive } from '#domain/views/live.ts';
import { useFormat, useNames } from '../../app/lot-format.ts';
import { useCommand } from '../../app/use-command.ts';
import { byUrgency } from '../../link/alarms.ts';
import { useLive, useLot, useMay, useStationNow, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './side.module.css';

/** What needs a person: unacknowledged first (ISA-18.2). */
export function AlarmList() {
  const alarms = useLive((ui) => ui.alarms);
  return (
    <section className={classes.alarms} aria-label={t.alarmList.title} data-testid="alarms">
      <div className={classes.head}>
        <h2 className={classes.title}>{t.alarmList.title}</h2>
      </div>
      {alarms.length === 0 ? (
        <p className={classes.quiet}>{t.alarmList.none}</p>
      ) : (
        <ul className={classes.alarmRows} aria-live="assertive" aria-relevant="additions">
          {byUrgency(alarms).map((alarm) => (
            <AlarmRow key={alarm.id} alarm={alarm} />
          ))}
        </ul>
      )}
    </section>
  );
}

function AlarmRow({ alarm }: { readonly alarm: AlarmLive }) {
  const { client } = useStation();
  const lot = useLot();
  const may = useMay('alarm.acknowledge');
  const takes = useTakesCommands();
  const names = useNames();
  const acknowledge = useCommand((alarmId: string, commandId) =>
    client.alarms.acknowledge({ lotId: lot.id, alarmId, commandId }),
  );
  const open = alarm.acknowledgedBy === null;
  const standing = alarm.clearedAt === null;
  const title = t.alarms[alarm.code];
  const where =
    alarm.deviceId !== null
      ? names.device(alarm.deviceId)
      : alarm.laneId !== null
        ? names.lane(alarm.laneId)
        : '';
  return (
    <li
      className={classes.alarm}
      data-open={open}
      data-standing={standing}
      data-testid={`alarm-${alarm.id}`}
      data-code={alarm.code}
    >
      <AlarmIcon open={open} standing={standing} />
      <div>
        <div className={classes.alarmName}>{title}</div>
        <div className={classes.alarmDetail}>
          {alarm.detail.includes(where) ? alarm.detail : `${where}: ${alarm.detail}`}
        </div>
        <AlarmState alarm={alarm} />
      </div>
      {open && may && (
        <Button
          size="xs"
          variant="default"
          aria-label={t.alarmList.acknowledgeOf(title)}
          disabled={!takes}
          loading={acknowledge.busy}
          onClick={() => void acknowledge.run(alarm.id)}
          data-alarm-action
          data-testid="alarm-acknowledge"
        >
          {t.alarmList.acknowledge}
        </Button>
      )}
    </li>
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
  return <div className={classes.alarmState}>{by === '' ? since : `${since} · ${by}`}</div>;
}
