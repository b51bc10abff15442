import { Skeleton } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconArrowsUpDown,
  IconHandStop,
  IconHelpCircleFilled,
  IconPhoneCall,
} from '@tabler/icons-react';
import type { Lane } from '#domain/facility/lot-file.ts';
import type { AlarmCode } from '#domain/lot/event.ts';
import type { LaneLive } from '#domain/views/live.ts';
import { GateDrawing } from '../../../components/GateDrawing.tsx';
import { useLane, useLaneAlarm } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';
import { AskStaff } from './AskStaff.tsx';
import { LaneButtons } from './LaneButtons.tsx';
import { LaneCall } from './LaneCall.tsx';
import { LaneHold } from './LaneHold.tsx';
import { LaneRead } from './LaneRead.tsx';
import classes from './lane.module.css';
import { PlateQuestion } from './PlateQuestion.tsx';

type Attention = 'none' | 'ask' | 'call' | 'hold' | 'turn' | 'alarm' | 'silent' | 'fault';

/** What is as it should be. */
const QUIET: ReadonlySet<Attention> = new Set(['none', 'turn']);

/** What somebody has to look at at once, wherever else it is told. */
const URGENT: ReadonlySet<AlarmCode> = new Set(['gate-fault', 'gate-opened-alone']);

function attentionOf(live: LaneLive, alarm: AlarmCode | null): Attention {
  if (live.gate === 'fault' || (alarm !== null && URGENT.has(alarm))) return 'fault';
  if (isCalling(live)) return 'call';
  if (live.phase === 'asking') return 'ask';
  if (live.call !== null) return 'call';
  if (alarm !== null) return 'alarm';
  if (live.turning !== null) return 'turn';
  if (live.held) return 'hold';
  return live.gate === 'unknown' ? 'silent' : 'none';
}

/** A driver who waits for a voice comes before all that the lane asks. */
function isCalling({ call }: LaneLive): boolean {
  return call !== null && call.answeredBy === null;
}

/** A lane and its gate: how it stands, who is there, and what can be done. */
export function LaneCard({ lane }: { readonly lane: Lane }) {
  const live = useLane(lane.id);
  const alarm = useLaneAlarm(lane.id);
  if (live === undefined) return <Skeleton h={176} />;
  const gate = live.held ? t.lanes.held : t.gates[live.gate];
  const attention = attentionOf(live, alarm);
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
          {lane.direction === 'reversible' && (
            <span className={classes.direction}> {t.laneTrouble.turn.leads[live.way]}</span>
          )}
        </span>
        <Phase live={live} alarm={alarm} attention={attention} />
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
        {live.hold === null || live.phase === 'due' || live.phase === 'asking' ? (
          <LaneRead live={live} leaving={lane.direction === 'exit'} isPictured={isPictured(live)} />
        ) : (
          <LaneHold hold={live.hold} />
        )}
      </div>
      <LaneActions lane={lane} live={live} />
    </>
  );
}

/** What a camera saw last, whether it could read it or not. */
function newestPicture({ ask, unread, lastPlate }: LaneLive): string | undefined {
  return ask?.pictureId ?? unread?.pictureId ?? lastPlate?.pictureId;
}

/** Whether what staff have to do shows the picture, larger than the read does. */
function isPictured(live: LaneLive): boolean {
  const isCalled = live.call !== null && (isCalling(live) || live.ask === null);
  return isCalled ? newestPicture(live) !== undefined : live.ask?.pictureId !== undefined;
}

/** What can be done at the lane as it stands. */
function LaneActions({ lane, live }: { readonly lane: Lane; readonly live: LaneLive }) {
  if (live.call !== null && (isCalling(live) || live.ask === null))
    return <LaneCall lane={lane} call={live.call} pictureId={newestPicture(live)} />;
  if (live.ask === null) return <LaneButtons lane={lane} live={live} />;
  // Each read is a question of its own: what was typed for the one before goes with it.
  return <AskStaff key={live.ask.at} lane={lane} ask={live.ask} />;
}

/** The most urgent thing about a lane, in words beside a sign. */
function Phase({
  live,
  alarm,
  attention,
}: {
  readonly live: LaneLive;
  readonly alarm: AlarmCode | null;
  readonly attention: Attention;
}) {
  const words = {
    none: t.phases[live.phase],
    ask: t.phases[live.phase],
    call: t.laneTrouble.call.title,
    hold: t.lanes.held,
    turn: t.laneTrouble.turn.turning[live.turning?.to ?? live.way],
    alarm: t.alarms[alarm ?? 'gate-fault'],
    silent: t.lanes.silent,
    fault: t.alarms[alarm ?? 'gate-fault'],
  }[attention];
  const loud = attention === 'fault' ? 'red' : QUIET.has(attention) ? 'none' : 'amber';
  return (
    <span
      className={classes.phase}
      data-busy={live.phase !== 'idle'}
      data-loud={loud}
      data-testid="lane-phase"
    >
      {(attention === 'fault' || attention === 'alarm') && (
        <IconAlertTriangleFilled size={16} aria-hidden />
      )}
      {attention === 'hold' && <IconHandStop size={16} aria-hidden />}
      {attention === 'call' && <IconPhoneCall size={16} aria-hidden />}
      {attention === 'turn' && <IconArrowsUpDown size={16} aria-hidden />}
      {(attention === 'ask' || attention === 'silent') && (
        <IconHelpCircleFilled size={16} aria-hidden />
      )}
      {words}
    </span>
  );
}
