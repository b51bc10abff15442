import { Kbd, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { mayDo } from '#domain/access/roles.ts';
import { PAYMENT_METHODS } from '#domain/payment/payment.ts';
import { useUser } from '../../link/hooks.ts';
import {
  LET_OUT_KEY,
  LOST_KEY,
  METHOD_KEYS,
  PART_KEY,
  RECEIPT_KEY,
} from '../../screens/desk/pay-keys.ts';
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

const DESK: readonly Row[] = [
  [t.desk.lost, [LOST_KEY]],
  ...PAYMENT_METHODS.map((method): Row => [t.paymentMethods[method], [METHOD_KEYS[method]]]),
  [t.desk.part, [PART_KEY]],
  [t.desk.letOut, [LET_OUT_KEY]],
  [t.desk.nil, [RECEIPT_KEY]],
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
  const desk = user !== null && mayDo(user.role, 'payment.take');
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
          {desk && <Group title={t.shortcuts.groups.desk} rows={DESK} />}
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
