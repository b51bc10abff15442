import { Menu, Tooltip } from '@mantine/core';
import { IconDeviceGamepad2 } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { useLot, useMay } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { useFormat } from '../lot-format.ts';
import { tellProblem } from '../notify.tsx';
import classes from './shell.module.css';

const SPEEDS = [1, 10, 60, 600] as const;

/** Says that nothing real moves, sets how fast it does, and plays what nobody should wait for. */
export function SimulatedField() {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const maySet = useMay('lane.operate');
  const [speed, setSpeed] = useState<number | null>(null);
  const set = async (wanted: number) => {
    try {
      setSpeed((await client.lots.setSimulatorSpeed({ lotId: lot.id, speed: wanted })).speed);
    } catch (cause) {
      tellProblem(cause);
    }
  };
  const play = async (deviceId: string, on: boolean) => {
    try {
      await client.lots.playContact({ lotId: lot.id, deviceId, on });
    } catch (cause) {
      tellProblem(cause);
    }
  };
  const contacts = lot.devices.filter((device) => device.driver === 'contact-mqtt');
  return (
    <Menu disabled={!maySet} position="bottom-start" shadow="md">
      <Menu.Target>
        <Tooltip label={t.shell.simulatedHint}>
          <button
            type="button"
            className={`${classes.plainButton} ${classes.simulated}`}
            aria-label={t.shell.simulated}
            data-testid="simulated"
          >
            <IconDeviceGamepad2 size={16} stroke={1.5} aria-hidden />
            <span className={classes.simulatedWord}>{t.shell.simulated}</span>
            {speed !== null && <span>{t.shell.speedOf(format.number(speed))}</span>}
          </button>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t.shell.speed}</Menu.Label>
        {SPEEDS.map((value) => (
          <Menu.Item key={value} onClick={() => void set(value)} data-testid={`speed-${value}`}>
            {t.shell.speedOf(format.number(value))}
          </Menu.Item>
        ))}
        {contacts.length > 0 && <Menu.Label>{t.shell.contacts}</Menu.Label>}
        {contacts.map(({ id, label, contact }) => {
          const isFire = contact === 'fire-alarm';
          return (
            <Fragment key={id}>
              <Menu.Item onClick={() => void play(id, true)} data-testid={`contact-${id}`}>
                {isFire ? t.shell.contactOn(label) : t.shell.contactPress(label)}
              </Menu.Item>
              {isFire && (
                <Menu.Item onClick={() => void play(id, false)} data-testid={`contact-${id}-off`}>
                  {t.shell.contactOff(label)}
                </Menu.Item>
              )}
            </Fragment>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
