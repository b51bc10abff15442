import { LANE_ALARM_CODES, laneConditions } from '../../alarm/lane-alarms.ts';
import { must } from '../../kernel/assert.ts';
import type { LaneId } from '../../kernel/ids.ts';
import { type Instant, SECOND_MS } from '../../kernel/instant.ts';
import type { CommandBody, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING } from '../decision.ts';
import type { AlarmCode, LotEvent } from '../event.ts';
import type { AlarmState, LaneState, LotState } from '../state.ts';
import { chargerTick } from './charger-tick.ts';
import { isEntering } from './gate.ts';
import { idFrom } from './ids.ts';
import { noPlateTick } from './no-plate.ts';
import { gapTick } from './offline-gaps.ts';
import { settleOne } from './offline-waiting.ts';
import { priceTick } from './pricing.ts';
import { printTick } from './printing.ts';
import { reservationTick } from './reservation-tick.ts';
import { turnTick } from './turn.ts';
import { renewWaiting } from './waiting.ts';

/** Ends what time ends: authorisations that nobody used and timed blocks. Keeps lane alarms true. */
export function decideTick(state: LotState, command: CommandOf<'Tick'>): Decision {
  const { installed } = state;
  if (installed === null) return NOTHING;
  const events: LotEvent[] = [];
  const limitMs = installed.lot.policies.passageLimitSeconds * SECOND_MS;
  const openAlarms = openLaneAlarms(state);
  let place = 0;
  for (const [laneId, held] of state.lanes) {
    place += 1;
    if (held.phase === 'vended' && command.at - held.phaseSince >= limitMs)
      events.push(...expire(state, laneId, held));
    events.push(...noPlateTick(state, laneId, command.at));
    events.push(...turnTick(state, laneId, command.at));
    events.push(...endHold(laneId, held, command.at));
    events.push(...renewWaiting(state, laneId, command.at));
    events.push(...laneAlarms(state, { laneId, place }, command, openAlarms));
  }
  for (const slotId of state.timedBlocks) {
    const until = state.slots.get(slotId)?.block?.untilAt ?? null;
    if (until !== null && until <= command.at) events.push({ type: 'BlockEnded', slotId });
  }
  events.push(...printTick(state, command));
  events.push(...reservationTick(state, command.at));
  events.push(...priceTick(state, command.at));
  events.push(...chargerTick(state, command.at));
  // What is settled gives a slot, as nothing else of a tick does; two conflicts would raise one alarm twice.
  const settled = settleOne(state, command);
  events.push(...settled, ...(settled.length === 0 ? gapTick(state, command) : []));
  return events.length === 0 ? NOTHING : happened(...events);
}

function endHold(laneId: LaneId, { hold }: LaneState, at: Instant): readonly LotEvent[] {
  if (hold === null || hold.untilAt === null || hold.untilAt > at) return [];
  return [{ type: 'HoldEnded', laneId, passed: hold.passed }];
}

function expire(state: LotState, laneId: LaneId, { sessionId }: LaneState): readonly LotEvent[] {
  const expired: LotEvent = { type: 'AuthorisationExpired', laneId, sessionId };
  if (!isEntering(state, sessionId)) return [expired];
  return [expired, { type: 'TicketVoided', sessionId, why: 'passage-limit' }];
}

type OpenAlarms = ReadonlyMap<string, AlarmState>;

const keyOf = (laneId: LaneId, code: AlarmCode) => `${laneId} ${code}`;

function openLaneAlarms(state: LotState): OpenAlarms {
  const open = new Map<string, AlarmState>();
  for (const alarm of state.alarms.values())
    if (alarm.laneId !== null && alarm.deviceId === null && alarm.clearedAt === null)
      open.set(keyOf(alarm.laneId, alarm.code), alarm);
  return open;
}

function laneAlarms(
  state: LotState,
  { laneId, place }: { readonly laneId: LaneId; readonly place: number },
  command: CommandOf<'Tick'>,
  open: OpenAlarms,
): readonly LotEvent[] {
  const lane = must(state.installed?.lanes.get(laneId), 'lane states exist only for lanes');
  const held = must(state.lanes.get(laneId), 'the lane is being visited');
  const { policies } = must(state.installed, 'a lot is installed').lot;
  const { evacuation } = state;
  const wrong = laneConditions(lane, held, { policies, evacuation }, command.at);
  const events: LotEvent[] = [];
  for (const code of LANE_ALARM_CODES) {
    const detail = wrong.get(code);
    const alarm = open.get(keyOf(laneId, code));
    if (detail !== undefined && alarm === undefined) {
      // Several lanes may call in the same second: the lane's place, as its own id may be long.
      const alarmId = `${idFrom(command, 'a')}-${place}-${code}`;
      events.push({ type: 'AlarmRaised', alarmId, code, deviceId: null, laneId, detail });
    }
    if (detail === undefined && alarm !== undefined)
      events.push({ type: 'AlarmCleared', alarmId: alarm.id });
  }
  return events;
}

export const tickDeciders: Deciders<Extract<CommandBody, { type: 'Tick' }>> = {
  Tick: decideTick,
};
