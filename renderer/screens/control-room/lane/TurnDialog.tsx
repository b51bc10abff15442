import { useState } from 'react';
import type { Lane } from '#domain/facility/lot-file.ts';
import { WAYS, type Way } from '#domain/lane/way.ts';
import { tellDone } from '../../../app/notify.tsx';
import { useCommand } from '../../../app/use-command.ts';
import { ChoiceRow } from '../../../components/ChoiceRow.tsx';
import { ReasonDialog } from '../../../components/ReasonDialog.tsx';
import { useLane, useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';

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
      <ChoiceRow
        label={words.direction}
        choices={CHOICES}
        names={words.ways}
        value={to}
        onChange={setTo}
        testId="turn-to"
      />
    </ReasonDialog>
  );
}
