import { Button, Input } from '@mantine/core';
import { useState } from 'react';
import { ReasonDialog } from '../../../components/ReasonDialog.tsx';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { UNTIL_CHOICES, type UntilChoice, untilAt } from './block-until.ts';
import type { DialogProps } from './dialog-props.ts';
import classes from './slot.module.css';

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
      <Input.Wrapper label={t.slot.until} labelElement="div">
        <div className={classes.until} role="radiogroup" aria-label={t.slot.until}>
          {UNTIL_CHOICES.map((choice) => (
            <Button
              key={choice}
              size="xs"
              role="radio"
              aria-checked={choice === until}
              variant={choice === until ? 'light' : 'default'}
              onClick={() => setUntil(choice)}
              data-testid={`block-until-${choice}`}
            >
              {t.slot.untilChoices[choice]}
            </Button>
          ))}
        </div>
      </Input.Wrapper>
    </ReasonDialog>
  );
}
