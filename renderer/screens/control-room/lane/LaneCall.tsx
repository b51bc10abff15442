import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Lane } from '#domain/facility/lot-file.ts';
import type { LaneLive } from '#domain/views/live.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { tellDone } from '../../../app/notify.tsx';
import { useCommand } from '../../../app/use-command.ts';
import { EventPicture } from '../../../components/EventPicture.tsx';
import { ReasonDialog } from '../../../components/ReasonDialog.tsx';
import { useLot, useMay, useTakesCommands } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import classes from './lane.module.css';

const words = t.laneTrouble.call;

/** A driver has pressed the call button: staff answer, open with a reason, or end the call. */
export function LaneCall({
  lane,
  call,
  pictureId,
}: {
  readonly lane: Lane;
  readonly call: NonNullable<LaneLive['call']>;
  /** The newest that a camera has sent. */
  readonly pictureId: string | undefined;
}) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const may = useMay('lane.operate');
  const takes = useTakesCommands();
  const [opening, setOpening] = useState(false);
  const target = { lotId: lot.id, laneId: lane.id };
  const step = useCommand(
    (action: 'answer' | 'end', commandId) => client.lanes.call({ ...target, action, commandId }),
    (_, action) => tellDone((action === 'answer' ? words.taken : words.done)(lane.label)),
  );
  const open = useCommand(
    (reason: string, commandId) =>
      client.lanes.operate({ ...target, action: 'vend', reason, commandId }),
    () => tellDone(t.lanes.done.vend(lane.label)),
  );
  const disabled = !may || !takes || step.busy;
  const button = (key: 'answer' | 'end', isMain: boolean) => (
    <Button
      size="xs"
      variant={isMain ? 'filled' : 'default'}
      px={4}
      disabled={disabled}
      aria-label={t.lanes.of(words[key], lane.label)}
      onClick={() => void step.run(key)}
      {...(isMain ? { 'data-lane-first': true } : {})}
      data-testid={`call-${key}-${lane.id}`}
    >
      {words[key]}
    </Button>
  );
  return (
    <div className={classes.call} data-testid={`lane-call-${lane.id}`}>
      {pictureId !== undefined && (
        <EventPicture pictureId={pictureId} of={lane.label} size="whole" />
      )}
      <span className={classes.small}>
        {call.answeredBy === null
          ? words.since(format.timeSeconds(call.since))
          : words.answered(call.answeredBy)}
      </span>
      <div className={classes.buttons}>
        {call.answeredBy === null ? button('answer', true) : button('end', false)}
        <Button
          size="xs"
          variant={call.answeredBy === null ? 'default' : 'filled'}
          px={4}
          disabled={disabled}
          aria-label={t.lanes.of(words.open, lane.label)}
          onClick={() => setOpening(true)}
          data-testid={`call-open-${lane.id}`}
        >
          {words.open}
        </Button>
        {call.answeredBy === null && button('end', false)}
      </div>
      {opening && (
        <ReasonDialog
          title={t.lanes.reasonTitle.vend(lane.label)}
          hint={t.lanes.vendHint}
          reasons={t.lanes.reasons.vend}
          confirm={t.lanes.vend}
          onConfirm={(reason) => open.run(reason)}
          onClose={() => setOpening(false)}
        />
      )}
    </div>
  );
}
