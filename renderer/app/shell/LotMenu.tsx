import { Menu, Modal } from '@mantine/core';
import { useFileDialog } from '@mantine/hooks';
import {
  IconCheck,
  IconChevronDown,
  IconFileImport,
  IconFlame,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useLot, useMay } from '../../link/hooks.ts';
import { FileProblems } from '../../screens/entrance/FileProblems.tsx';
import { useOpenLot } from '../../screens/entrance/use-open-lot.ts';
import { t } from '../../strings/index.ts';
import { usePreferences } from '../preferences.ts';
import { useLots } from '../use-lots.ts';
import { StartEvacuation } from './StartEvacuation.tsx';
import classes from './shell.module.css';

/** Which lot this console shows, and how to open another. */
export function LotMenu() {
  const lot = useLot();
  const lots = useLots();
  const mayOpen = useMay('lot.open');
  const mayOperate = useMay('lane.operate');
  const [evacuating, setEvacuating] = useState(false);
  const setLotId = usePreferences((state) => state.setLotId);
  const opening = useOpenLot();
  const dialog = useFileDialog({
    accept: 'application/json,.json',
    multiple: false,
    resetOnOpen: true,
    onChange: (files) => void opening.openFile(files?.[0] ?? null),
  });
  return (
    <>
      <Menu position="bottom-start" shadow="md">
        <Menu.Target>
          <button type="button" className={classes.plainButton} data-testid="lot-menu">
            <span className={classes.lotName}>{lot.name}</span>
            <IconChevronDown size={16} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t.shell.lotMenu}</Menu.Label>
          {lots.data?.map(({ id, name }) => (
            <Menu.Item
              key={id}
              onClick={() => setLotId(id)}
              rightSection={id === lot.id ? <IconCheck size={16} aria-hidden /> : null}
            >
              {name}
            </Menu.Item>
          ))}
          {mayOperate && (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconFlame size={16} />}
                onClick={() => setEvacuating(true)}
                data-testid="menu-evacuate"
              >
                {t.laneTrouble.evacuation.start}
              </Menu.Item>
            </>
          )}
          {mayOpen && (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconFileImport size={16} />}
                onClick={dialog.open}
                data-testid="menu-open-file"
              >
                {t.shell.openLotFile}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconPlayerPlay size={16} />}
                onClick={() => void opening.openDemo()}
              >
                {t.shell.openDemo}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {evacuating && <StartEvacuation onClose={() => setEvacuating(false)} />}
      <Modal
        opened={opening.problem !== null}
        onClose={opening.dismiss}
        title={t.entrance.file}
        size="xl"
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        {opening.problem !== null && <FileProblems problem={opening.problem} />}
      </Modal>
    </>
  );
}
