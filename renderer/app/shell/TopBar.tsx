import { Tooltip } from '@mantine/core';
import { IconAlertTriangleFilled, IconBell } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { openAlarmsOf } from '../../link/alarms.ts';
import { useLive, useLot, useStationNow } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { useFormat } from '../lot-format.ts';
import { KpiStrip } from './KpiStrip.tsx';
import { LevelSwitch } from './LevelSwitch.tsx';
import { LotMenu } from './LotMenu.tsx';
import { ShiftControl } from './ShiftControl.tsx';
import { SimulatedField } from './SimulatedField.tsx';
import classes from './shell.module.css';
import { UserMenu } from './UserMenu.tsx';
import { sendScreenKey } from './use-global-keys.ts';

/** One glance: where, how full, how busy, is anything wrong, what time is it there, who am I. */
export function TopBar() {
  const simulated = useLive((ui) => ui.simulated);
  const [location] = useLocation();
  return (
    <section className={classes.bar} aria-label={t.shell.overview}>
      <div className={classes.barRow}>
        <LotMenu />
        {simulated && <SimulatedField />}
        {location === '/' && <LevelSwitch />}
        <span className={classes.spacer} />
        <KpiStrip />
        <AlarmCount />
        <ShiftControl />
        <LotClock />
        <UserMenu />
      </div>
    </section>
  );
}

function AlarmCount() {
  const open = useLive((ui) => openAlarmsOf(ui.alarms));
  const [, navigate] = useLocation();
  const words = t.shell.alarmCount(open);
  const goToAlarms = () => {
    navigate('/');
    // The control room listens once it is drawn.
    requestAnimationFrame(() => sendScreenKey('alarms'));
  };
  const Icon = open > 0 ? IconAlertTriangleFilled : IconBell;
  return (
    <Tooltip label={t.common.hint(words, 'Alt+A')}>
      <button
        type="button"
        className={`${classes.plainButton} ${classes.alarm} ${open > 0 ? classes.alarmOpen : ''}`}
        aria-label={words}
        onClick={goToAlarms}
        data-testid="alarm-count"
      >
        <Icon size={16} aria-hidden />
        {open}
      </button>
    </Tooltip>
  );
}

function LotClock() {
  const now = useStationNow(500);
  const format = useFormat();
  const { timeZone } = useLot();
  return (
    <Tooltip label={t.shell.clock(timeZone)}>
      <time className={classes.clock} data-testid="clock">
        {format.timeSeconds(now)}
      </time>
    </Tooltip>
  );
}
