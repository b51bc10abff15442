import { Button, Tooltip } from '@mantine/core';
import { useState } from 'react';
import type { Lane } from '#domain/facility/lot-file.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { LaneLive } from '#domain/views/live.ts';
import { tellDone } from '../../../app/notify.tsx';
import { useCommand } from '../../../app/use-command.ts';
import { ReasonDialog } from '../../../components/ReasonDialog.tsx';
import { useLot, useMay, useTakesCommands } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { HoldDialog } from './HoldDialog.tsx';
import { LaneReceiptButton } from './LaneReceiptButton.tsx';
import classes from './lane.module.css';
import { TurnDialog } from './TurnDialog.tsx';

const ACTIONS = ['vend', 'hold', 'close'] as const;
type Action = (typeof ACTIONS)[number];

const HINTS: Readonly<Record<Action, string>> = {
  vend: t.lanes.vendHint,
  hold: t.lanes.holdHint,
  close: t.lanes.closeHint,
};

interface Asked {
  readonly action: Action;
  readonly reason: string;
  readonly untilAt: Instant | null;
}

/** Moves the gate by hand; each press asks why. */
export function LaneButtons({ lane, live }: { readonly lane: Lane; readonly live: LaneLive }) {
  const { client } = useStation();
  const lot = useLot();
  const may = useMay('lane.operate');
  const takes = useTakesCommands();
  const [asked, setAsked] = useState<Action | null>(null);
  const [turning, setTurning] = useState(false);
  const operate = useCommand(
    ({ untilAt, ...input }: Asked, commandId) =>
      client.lanes.operate({
        lotId: lot.id,
        laneId: lane.id,
        commandId,
        ...input,
        ...(untilAt === null ? {} : { untilAt }),
      }),
    (_, { action }) => tellDone(t.lanes.done[action](lane.label)),
  );
  return (
    <div className={classes.buttons}>
      {ACTIONS.map((action) => (
        <Tooltip key={action} label={HINTS[action]}>
          <Button
            size="xs"
            variant="default"
            px={4}
            disabled={!may || !takes}
            aria-label={t.lanes.of(t.lanes[action], lane.label)}
            onClick={() => setAsked(action)}
            data-testid={`lane-${action}-${lane.id}`}
          >
            {t.lanes[action]}
          </Button>
        </Tooltip>
      ))}
      {lane.direction === 'reversible' && (
        <Tooltip label={t.laneTrouble.turn.hint}>
          <Button
            size="xs"
            variant="default"
            px={4}
            disabled={!may || !takes}
            aria-label={t.lanes.of(t.laneTrouble.turn.button, lane.label)}
            onClick={() => setTurning(true)}
            data-testid={`lane-turn-${lane.id}`}
          >
            {t.laneTrouble.turn.button}
          </Button>
        </Tooltip>
      )}
      <LaneReceiptButton lane={lane} live={live} />
      {turning && <TurnDialog lane={lane} onClose={() => setTurning(false)} />}
      {asked === 'hold' && (
        <HoldDialog
          lane={lane}
          onConfirm={(reason, untilAt) => operate.run({ action: 'hold', reason, untilAt })}
          onClose={() => setAsked(null)}
        />
      )}
      {asked !== null && asked !== 'hold' && (
        <ReasonDialog
          title={t.lanes.reasonTitle[asked](lane.label)}
          hint={HINTS[asked]}
          reasons={t.lanes.reasons[asked]}
          confirm={t.lanes[asked]}
          onConfirm={(reason) => operate.run({ action: asked, reason, untilAt: null })}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}
