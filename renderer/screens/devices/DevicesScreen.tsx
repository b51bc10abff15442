import { Tabs } from '@mantine/core';
import { useAddress } from '../../app/use-address.ts';
import screen from '../../components/screen.module.css';
import { t } from '../../strings/index.ts';
import { DeviceList } from './DeviceList.tsx';
import classes from './devices.module.css';
import { TrafficLog } from './traffic/TrafficLog.tsx';

const words = t.devices;
const TABS = ['list', 'traffic'] as const;

/** All that is installed: how it stands, what it says, and what can be done about it. */
export default function DevicesScreen() {
  const { params, set } = useAddress();
  const tab = TABS.find((one) => one === params.get('tab')) ?? 'list';
  return (
    <Tabs
      className={screen.screen}
      value={tab}
      onChange={(value) => set({ tab: value === 'list' ? null : value, device: null })}
      keepMounted={false}
    >
      <header className={classes.top}>
        <h1 className={screen.title}>{words.title}</h1>
        <Tabs.List>
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one} data-testid={`devices-${one}`}>
              {words.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </header>
      <Tabs.Panel value="list" className={classes.panel}>
        <DeviceList />
      </Tabs.Panel>
      <Tabs.Panel value="traffic" className={classes.panel}>
        <TrafficLog />
      </Tabs.Panel>
    </Tabs>
  );
}
