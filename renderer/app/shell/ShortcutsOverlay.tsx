import { Kbd, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { mayDo } from '#domain/access/roles.ts';
import { useUser } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { SCREENS } from '../screens.ts';
import { useViewState } from '../view-state.ts';
import classes from './shortcuts.module.css';

type Row = readonly [string, readonly string[]];

const CONTROL: readonly Row[] = [
  [t.shortcuts.alarms, ['Alt', 'A']],
  [t.shortcuts.lane, ['1', '…', '9']],
  [t.shortcuts.map, ['Alt', 'M']],
  [t.shortcuts.levelUp, [']']],
  [t.shortcuts.levelDown, ['[']],
];

const ANYWHERE: readonly Row[] = [
  [t.shortcuts.search, ['/']],
  [t.shortcuts.enter, ['Enter']],
  [t.shortcuts.escape, ['Esc']],
  [t.shortcuts.help, ['?']],
];

/** Every key that does something, on one page. */
export function ShortcutsOverlay() {
  const open = useViewState((state) => state.helpOpen);
  const setOpen = useViewState((state) => state.setHelpOpen);
  const user = useUser();
  const screens = SCREENS.filter(({ needs }) => user !== null && mayDo(user.role, needs));
  return (
    <Modal
      opened={open}
      onClose={() => setOpen(false)}
      title={t.shortcuts.title}
      size="lg"
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl" data-testid="shortcuts">
        <Group
          title={t.shortcuts.groups.screens}
          rows={screens.map(({ fullLabel, key }) => [fullLabel, ['Alt', key]] as const)}
        />
        <Stack gap="lg">
          <Group title={t.shortcuts.groups.control} rows={CONTROL} />
          <Group title={t.shortcuts.groups.anywhere} rows={ANYWHERE} />
        </Stack>
      </SimpleGrid>
    </Modal>
  );
}

function Group({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  return (
    <div>
      <Title order={3} mb={8}>
        {title}
      </Title>
      {rows.map(([what, keys]) => (
        <div key={what} className={classes.row}>
          <Text size="sm">{what}</Text>
          <span className={classes.keys}>
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}
