import { Skeleton } from '@mantine/core';
import { IconAlertTriangleFilled, IconHandStop, IconHelpCircleFilled } from '@tabler/icons-react';
import type { Lane } from '#domain/facility/lot-file.ts';
import type { LaneLive } from '#domain/views/live.ts';
import { GateDrawing } from '../../../components/GateDrawing.tsx';
import { useLane } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';
import { AskStaff } from './AskStaff.tsx';
import { LaneButtons } from './LaneButtons.tsx';
import { LaneRead } from './LaneRead.tsx';
import classes from './lane.module.css';
import { PlateQuestion } from './PlateQuestion.tsx';

type Attention = 'none' | 'ask' | 'hold' | 'silent' | 'fault';

function attentionOf(live: LaneLive): Attention {
  if (live.gate === 'fault') return 'fault';
  if (live.phase === 'asking') return 'ask';
  if (live.held) return 'hold';
  return live.gate === 'unknown' ? 'silent' : 'none';
}

/** A lane and its gate: how it stands, who is there, and what can be done. */
export function LaneCard({ lane }: { readonly lane: Lane }) {
  const live = useLane(lane.id);
  if (live === undefined) return <Skeleton h={176} />;
  const gate = live.held ? t.lanes.held : t.gates[live.gate];
  const attention = attentionOf(live);
  return (
    <article
      className={classes.card}
      aria-label={t.lanes.card(lane.label, t.phases[live.phase], gate)}
      data-attention={attention}
      data-phase={live.phase}
      data-gate={live.gate}
      data-held={live.held}
      data-lane-card
      data-testid={`lane-card-${lane.id}`}
    >
      <div className={classes.head}>
        <span className={classes.name} title={lane.label}>
          {lane.label}
        </span>
        <Phase live={live} attention={attention} />
      </div>
      {live.question === null ? (
        <LaneBody lane={lane} live={live} gate={gate} />
      ) : (
        <PlateQuestion lane={lane} question={live.question} />
      )}
    </article>
  );
}

/** The gate, the last read, and what can be done. */
function LaneBody({
  lane,
  live,
  gate,
}: {
  readonly lane: Lane;
  readonly live: LaneLive;
  readonly gate: string;
}) {
  const loops = [
    t.lanes.loop(t.lanes.arming, live.armingOn),
    t.lanes.loop(t.lanes.safety, live.safetyOn),
  ].join(', ');
  return (
    <>
      <div className={classes.body}>
        <GateDrawing
          gate={live.gate}
          held={live.held}
          armingOn={live.armingOn}
          safetyOn={live.safetyOn}
          label={`${gate}. ${loops}`}
        />
        <LaneRead live={live} leaving={lane.direction === 'exit'} />
      </div>
      {live.phase === 'asking' ? (
        // Each read is a question of its own: what was typed for the one before goes with it.
        <AskStaff key={live.lastPlate?.at ?? 0} lane={lane} live={live} />
      ) : (
        <LaneButtons lane={lane} />
      )}
    </>
  );
}

/** The most urgent thing about a lane, in words beside a sign. */
function Phase({ live, attention }: { readonly live: LaneLive; readonly attention: Attention }) {
  const words = {
    none: t.phases[live.phase],
    ask: t.phases[live.phase],
    hold: t.lanes.held,
    silent: t.lanes.silent,
    fault: t.alarms['gate-fault'],
  }[attention];
  const loud = attention === 'fault' ? 'red' : attention === 'none' ? 'none' : 'amber';
  return (
    <span
      className={classes.phase}
      data-busy={live.phase !== 'idle'}
      data-loud={loud}
      data-testid="lane-phase"
    >
      {attention === 'fault' && <IconAlertTriangleFilled size={16} aria-hidden />}
      {attention === 'hold' && <IconHandStop size={16} aria-hidden />}
      {(attention === 'ask' || attention === 'silent') && (
        <IconHelpCircleFilled size={16} aria-hidden />
      )}
      {words}
    </span>
  );
}
