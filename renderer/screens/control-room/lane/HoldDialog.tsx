import { useState } from 'react';
import type { Lane } from '#domain/facility/lot-file.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';
import { ChoiceRow } from '../../../components/ChoiceRow.tsx';
import { ReasonDialog } from '../../../components/ReasonDialog.tsx';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';

const CHOICES_MS = {
  open: null,
  quarter: 15 * MINUTE_MS,
  hour: HOUR_MS,
  shift: 4 * HOUR_MS,
} as const;
type Choice = keyof typeof CHOICES_MS;
const CHOICES = Object.keys(CHOICES_MS) as readonly Choice[];

/** Holds a gate open for everybody: until when, and why. */
export function HoldDialog({
  lane,
  onConfirm,
  onClose,
}: {
  readonly lane: Lane;
  readonly onConfirm: (reason: string, untilAt: Instant | null) => Promise<boolean>;
  readonly onClose: () => void;
}) {
  const { live } = useStation();
  const [until, setUntil] = useState<Choice>('open');
  const confirm = (reason: string) => {
    const ms = CHOICES_MS[until];
    return onConfirm(reason, ms === null ? null : live.stationNow() + ms);
  };
  return (
    <ReasonDialog
      title={t.lanes.reasonTitle.hold(lane.label)}
      hint={t.lanes.holdHint}
      reasons={t.lanes.reasons.hold}
      confirm={t.lanes.hold}
      onConfirm={confirm}
      onClose={onClose}
    >
      <ChoiceRow
        label={t.lanes.holdUntil}
        choices={CHOICES}
        names={t.lanes.holdChoices}
        value={until}
        onChange={setUntil}
        testId="hold-until"
      />
    </ReasonDialog>
  );
}
