import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { FormEvent } from 'react';
import { CashCountFields } from '../../components/CashCountFields.tsx';
import { useCashCount } from '../../components/cash-count.ts';
import { useLot, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { useFormat } from '../lot-format.ts';
import { tellDone } from '../notify.tsx';
import { useCommand } from '../use-command.ts';
import { TillPrinterField } from './TillPrinterField.tsx';

/** Counts the float into the drawer and opens the shift. */
export function OpenShiftDialog({ onClose }: { readonly onClose: () => void }) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const takes = useTakesCommands();
  const count = useCashCount(format);
  const floatMinor = count.sumMinor;
  const open = useCommand(
    (amountMinor: number, commandId) =>
      client.shifts.open({ lotId: lot.id, floatMinor: amountMinor, commandId }),
    (_, amountMinor) => {
      tellDone(t.shift.opened(format.money(amountMinor)));
      onClose();
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (floatMinor !== null) void open.run(floatMinor);
  };
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={t.shift.openTitle}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text c="dimmed">{t.shift.openHint}</Text>
          <CashCountFields count={count} label={t.shift.float} testId="shift-float" />
          <TillPrinterField />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button
              type="submit"
              disabled={floatMinor === null || !takes}
              loading={open.busy}
              data-testid="shift-open-confirm"
            >
              {t.shift.open}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
