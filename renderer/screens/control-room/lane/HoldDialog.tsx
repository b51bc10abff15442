import { Button, Input } from '@mantine/core';
import { useState } from 'react';
import type { Lane } from '#domain/facility/lot-file.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';
import { ReasonDialog } from '../../../components/ReasonDialog.tsx';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import classes from './lane.module.css';

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
      <Input.Wrapper label={t.lanes.holdUntil} labelElement="div">
        <div className={classes.until} role="radiogroup" aria-label={t.lanes.holdUntil}>
          {CHOICES.map((choice) => (
            <Button
              key={choice}
              size="xs"
              role="radio"
              aria-checked={choice === until}
              variant={choice === until ? 'light' : 'default'}
              onClick={() => setUntil(choice)}
              data-testid={`hold-until-${choice}`}
            >
              {t.lanes.holdChoices[choice]}
            </Button>
          ))}
        </div>
      </Input.Wrapper>
    </ReasonDialog>
  );
}
