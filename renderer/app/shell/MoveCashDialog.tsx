import { SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { CASH_MOVES, type CashMove } from '#domain/shift/shift.ts';
import type { ShiftLive } from '#domain/views/live.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { useFormat } from '../lot-format.ts';
import { tellDone } from '../notify.tsx';
import { useCommand } from '../use-command.ts';

interface Props {
  readonly shift: ShiftLive;
  readonly onClose: () => void;
}

/** Cash in or out of one's own drawer without a payment: change fetched, a bill paid, to the safe. */
export function MoveCashDialog({ shift, onClose }: Props) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const takes = useTakesCommands();
  const [move, setMove] = useState<CashMove>('drop');
  const [text, setText] = useState('');
  const amountMinor = format.parseMoney(text);
  const tooMuch = move !== 'pay-in' && (amountMinor ?? 0) > shift.expectedCashMinor;
  const send = useCommand(
    (reason: string, commandId) =>
      client.shifts.move({ lotId: lot.id, move, amountMinor: amountMinor ?? 0, reason, commandId }),
    () => tellDone(t.shift.moved(format.money(amountMinor ?? 0), t.cashMoves[move])),
  );
  return (
    <ReasonDialog
      title={t.shift.moveTitle}
      hint={t.shift.moveHint}
      reasons={t.shift.moveReasons[move]}
      confirm={t.shift.moveKinds[move]}
      ready={amountMinor !== null && amountMinor > 0 && !tooMuch && takes}
      onConfirm={send.run}
      onClose={onClose}
    >
      <Stack gap="sm">
        <SegmentedControl
          fullWidth
          aria-label={t.shift.moveKind}
          data={CASH_MOVES.map((value) => ({ value, label: t.shift.moveKinds[value] }))}
          value={move}
          onChange={(value) => setMove(value as CashMove)}
          data-testid="move-kind"
        />
        <MoneyInput
          label={t.shift.moveAmount}
          text={text}
          onText={setText}
          error={tooMuch ? t.shift.moveTooMuch(format.money(shift.expectedCashMinor)) : null}
          data-autofocus
          data-testid="move-amount"
        />
      </Stack>
    </ReasonDialog>
  );
}
