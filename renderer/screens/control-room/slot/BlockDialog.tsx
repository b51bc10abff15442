import { useState } from 'react';
import { ChoiceRow } from '../../../components/ChoiceRow.tsx';
import { ReasonDialog } from '../../../components/ReasonDialog.tsx';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { UNTIL_CHOICES, type UntilChoice, untilAt } from './block-until.ts';
import type { DialogProps } from './dialog-props.ts';

/** Takes a slot out of use: until when, and why. */
export function BlockDialog({ slot, send, onClose }: DialogProps) {
  const { live: store } = useStation();
  const lot = useLot();
  const [until, setUntil] = useState<UntilChoice>('open');
  const confirm = (reason: string) =>
    send({
      action: { kind: 'block', untilAt: untilAt(until, store.stationNow(), lot.timeZone) },
      reason,
    });
  return (
    <ReasonDialog
      title={t.slot.blockTitle(slot.label)}
      reasons={t.slot.reasons.block}
      confirm={t.slot.block}
      onConfirm={confirm}
      onClose={onClose}
    >
      <ChoiceRow
        label={t.slot.until}
        choices={UNTIL_CHOICES}
        names={t.slot.untilChoices}
        value={until}
        onChange={setUntil}
        testId="block-until"
      />
    </ReasonDialog>
  );
}
