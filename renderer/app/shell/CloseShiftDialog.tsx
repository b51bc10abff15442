import { Button, Group, Modal, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Facts } from '../../components/Facts.tsx';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { useLot, useOwnShift, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { useFormat } from '../lot-format.ts';
import { tellDone } from '../notify.tsx';
import { useCommand } from '../use-command.ts';

/** How a count compares with what should be there, in words. */
function differenceWords(differenceMinor: number, format: Format): string {
  if (differenceMinor === 0) return t.shift.exact;
  return differenceMinor > 0
    ? t.shift.over(format.money(differenceMinor))
    : t.shift.short(format.money(-differenceMinor));
}

/** Counts the drawer, shows the difference, and closes the shift. */
export function CloseShiftDialog({ onClose }: { readonly onClose: () => void }) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const takes = useTakesCommands();
  const shift = useOwnShift();
  const [text, setText] = useState('');
  const countedMinor = format.parseMoney(text);
  const close = useCommand(
    (amountMinor: number, commandId) =>
      client.shifts.close({ lotId: lot.id, countedMinor: amountMinor, commandId }),
    ({ differenceMinor }) => {
      tellDone(`${t.shift.closed} ${differenceWords(differenceMinor, format)}`);
      onClose();
    },
  );
  if (shift === null) return null;
  const expectedMinor = shift.expectedCashMinor;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (countedMinor !== null) void close.run(countedMinor);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t.shift.closeTitle}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Facts
            rows={[
              [t.shift.float, format.money(shift.floatMinor)],
              [t.shift.taken, format.money(shift.takenMinor)],
              [t.shift.expected, format.money(expectedMinor)],
            ]}
          />
          <MoneyInput
            label={t.shift.counted}
            text={text}
            onText={setText}
            data-autofocus
            data-testid="shift-counted"
          />
          <Facts
            rows={[
              [
                t.shift.difference,
                <strong key="difference" data-testid="shift-difference">
                  {countedMinor === null
                    ? t.common.noValue
                    : differenceWords(countedMinor - expectedMinor, format)}
                </strong>,
              ],
            ]}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button
              type="submit"
              disabled={countedMinor === null || !takes}
              loading={close.busy}
              data-testid="shift-close-confirm"
            >
              {t.shift.close}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
