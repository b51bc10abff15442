import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ShiftLive } from '#domain/views/live.ts';
import { CashCountFields } from '../../components/CashCountFields.tsx';
import { cardNumberProblem } from '../../components/card-number.ts';
import { type CashCount, useCashCount } from '../../components/cash-count.ts';
import { Facts } from '../../components/Facts.tsx';
import { useLot, useTakesCommands, useUser } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { useFormat } from '../lot-format.ts';
import { tellDone } from '../notify.tsx';
import { useCommand } from '../use-command.ts';

const REASON_MIN_CHARS = 3;

interface Props {
  readonly shift: ShiftLive;
  readonly onClose: () => void;
  /** Its Z report can be read now. */
  readonly onClosed: (shiftId: string) => void;
}

/** How a count compares with what should be there, in words. */
export function differenceWords(differenceMinor: number, format: Format): string {
  if (differenceMinor === 0) return t.shift.exact;
  return differenceMinor > 0
    ? t.shift.over(format.money(differenceMinor))
    : t.shift.short(format.money(-differenceMinor));
}

/** Counts the drawer, shows the difference, asks why there is one, and closes the shift. */
export function CloseShiftDialog({ shift, onClose, onClosed }: Props) {
  const user = useUser();
  const format = useFormat();
  const takes = useTakesCommands();
  const count = useCashCount(format);
  const [reason, setReason] = useState('');
  const close = useClose(shift, count, onClosed);
  const { sumMinor } = count;
  const difference = sumMinor === null ? null : sumMinor - shift.expectedCashMinor;
  const needsReason = difference !== null && difference !== 0;
  const problem = cardNumberProblem(reason);
  const explained = !needsReason || reason.trim().length >= REASON_MIN_CHARS;
  const ready = sumMinor !== null && explained && problem === null && takes;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) void close.run({ countedMinor: sumMinor, reason: needsReason ? reason.trim() : '' });
  };
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={shift.by === user?.username ? t.shift.closeTitle : t.shift.closeOf(shift.by)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form onSubmit={submit}>
        <Stack>
          <CashCountFields count={count} label={t.shift.counted} testId="shift-counted" />
          <Compared shift={shift} sumMinor={sumMinor} />
          {needsReason && (
            <TextInput
              label={t.shift.reason}
              description={t.shift.reasonHint}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              error={problem}
              maxLength={200}
              autoComplete="off"
              required
              data-testid="shift-reason"
            />
          )}
          <Text size="sm">{t.shift.consequence}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button
              type="submit"
              disabled={!ready}
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

function useClose(shift: ShiftLive, { pieces }: CashCount, onClosed: (shiftId: string) => void) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  return useCommand(
    (input: { readonly countedMinor: number; readonly reason: string }, commandId) =>
      client.shifts.close({
        lotId: lot.id,
        shiftId: shift.id,
        pieces: pieces.filter(({ count }) => count > 0),
        ...input,
        commandId,
      }),
    ({ differenceMinor, shiftId }) => {
      tellDone(`${t.shift.closed} ${differenceWords(differenceMinor, format)}`);
      onClosed(shiftId);
    },
  );
}

function Compared({
  shift,
  sumMinor,
}: {
  readonly shift: ShiftLive;
  readonly sumMinor: number | null;
}) {
  const format = useFormat();
  return (
    <Facts
      rows={[
        [t.shift.float, format.money(shift.floatMinor)],
        [t.shift.expected, format.money(shift.expectedCashMinor)],
        [t.shift.counted, sumMinor === null ? t.common.noValue : format.money(sumMinor)],
        [
          t.shift.difference,
          <strong key="difference" data-testid="shift-difference">
            {sumMinor === null
              ? t.common.noValue
              : differenceWords(sumMinor - shift.expectedCashMinor, format)}
          </strong>,
        ],
      ]}
    />
  );
}
