import { Button, Input } from '@mantine/core';
import { useState } from 'react';
import type { Lane } from '#domain/facility/lot-file.ts';
import { WAYS, type Way } from '#domain/lane/way.ts';
import { tellDone } from '../../../app/notify.tsx';
import { useCommand } from '../../../app/use-command.ts';
import { ReasonDialog } from '../../../components/ReasonDialog.tsx';
import { useLane, useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import classes from './lane.module.css';

const words = t.laneTrouble.turn;
const CHOICES = [...WAYS, 'schedule'] as const;
type Choice = (typeof CHOICES)[number];

/** Gives a reversible lane its direction by hand, or back to its schedule. */
export function TurnDialog({
  lane,
  onClose,
}: {
  readonly lane: Lane;
  readonly onClose: () => void;
}) {
  const { client } = useStation();
  const lot = useLot();
  const now: Way = useLane(lane.id)?.way ?? 'entry';
  const [to, setTo] = useState<Choice>(now === 'entry' ? 'exit' : 'entry');
  const turn = useCommand(
    (reason: string, commandId) =>
      client.lanes.turn({ lotId: lot.id, laneId: lane.id, to, reason, commandId }),
    () => tellDone(words.done(lane.label)),
  );
  return (
    <ReasonDialog
      title={words.title(lane.label)}
      hint={words.dialogHint}
      reasons={words.reasons}
      confirm={words.confirm}
      onConfirm={(reason) => turn.run(reason)}
      onClose={onClose}
    >
      <Input.Wrapper label={words.direction} labelElement="div">
        <div className={classes.until} role="radiogroup" aria-label={words.direction}>
          {CHOICES.map((choice) => (
            <Button
              key={choice}
              size="xs"
              role="radio"
              aria-checked={choice === to}
              variant={choice === to ? 'light' : 'default'}
              onClick={() => setTo(choice)}
              data-testid={`turn-to-${choice}`}
            >
              {words.ways[choice]}
            </Button>
          ))}
        </div>
      </Input.Wrapper>
    </ReasonDialog>
  );
}
