import { Button, Menu, Tabs } from '@mantine/core';
import { IconCertificate, IconDots, IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { tellProblem } from '../../app/notify.tsx';
import { useAddress } from '../../app/use-address.ts';
import { saveText } from '../../components/download.ts';
import screen from '../../components/screen.module.css';
import { useLot, useMay, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { DeviceList } from './DeviceList.tsx';
import classes from './devices.module.css';
import { FieldFileDialog } from './FieldFileDialog.tsx';
import { DeviceForm } from './form/DeviceForm.tsx';
import type { Json } from './form/json-schema.ts';
import type { OpenForm } from './open-form.ts';
import { PaperLook } from './paper/PaperLook.tsx';
import { StationTls } from './StationTls.tsx';
import { TrafficLog } from './traffic/TrafficLog.tsx';
import { UnmappedTopics } from './UnmappedTopics.tsx';

const words = t.devices;
const TABS = ['list', 'traffic', 'found', 'paper'] as const;
const ICON = { size: 16, 'aria-hidden': true } as const;

/** All that is installed: how it stands, what it says, and what can be done about it. */
export default function DevicesScreen() {
  const { params, set } = useAddress();
  const mayManage = useMay('device.manage');
  const [form, setForm] = useState<OpenForm | null>(null);
  const mayLook = useMay('paper.manage');
  const tabs = TABS.filter((one) => {
    if (one === 'paper') return mayLook;
    return one !== 'found' || mayManage;
  });
  const tab = tabs.find((one) => one === params.get('tab')) ?? 'list';
  const add = (start: Json) => setForm({ start, deviceId: null });
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
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one} data-testid={`devices-${one}`}>
              {words.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <span className={screen.grow} />
        {mayManage && <Manage onAdd={() => add({})} />}
      </header>
      <Tabs.Panel value="list" className={classes.panel}>
        <DeviceList onChange={setForm} />
      </Tabs.Panel>
      <Tabs.Panel value="traffic" className={classes.panel}>
        <TrafficLog />
      </Tabs.Panel>
      <Tabs.Panel value="found" className={classes.panel}>
        <UnmappedTopics onMap={add} />
      </Tabs.Panel>
      <Tabs.Panel value="paper" className={classes.panel}>
        <PaperLook />
      </Tabs.Panel>
      {form !== null && <DeviceForm {...form} onClose={() => setForm(null)} />}
    </Tabs>
  );
}

/** Adding devices, and all of them as a file. */
function Manage({ onAdd }: { readonly onAdd: () => void }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const takes = useTakesCommands();
  const [isImporting, setImporting] = useState(false);
  const [isShowingTls, setShowingTls] = useState(false);
  const save = () =>
    client.devices
      .exportField({ lotId })
      .then(
        (file) =>
          saveText(`field-${lotId}.json`, `${JSON.stringify(file, null, 2)}\n`, 'application/json'),
        tellProblem,
      );
  return (
    <>
      <Button
        leftSection={<IconPlus {...ICON} />}
        disabled={!takes}
        onClick={onAdd}
        data-testid="device-add"
      >
        {words.add}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            className={classes.more}
            aria-label={words.more}
            leftSection={<IconDots {...ICON} />}
            data-testid="devices-more"
          >
            <span className={classes.moreWord}>{words.more}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconDownload {...ICON} />}
            onClick={() => void save()}
            data-testid="field-export"
          >
            {words.export}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconUpload {...ICON} />}
            onClick={() => setImporting(true)}
            data-testid="field-import-open"
          >
            {words.import}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCertificate {...ICON} />}
            onClick={() => setShowingTls(true)}
            data-testid="station-tls-open"
          >
            {words.tls.open}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isShowingTls && <StationTls onClose={() => setShowingTls(false)} />}
      {isImporting && <FieldFileDialog onClose={() => setImporting(false)} />}
    </>
  );
}
