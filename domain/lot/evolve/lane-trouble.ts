import { actorName } from '../actor.ts';
import type { LaneEvent } from '../event/lane.ts';
import type { RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState } from '../state.ts';
import { expectArm } from './lane.ts';

/** Fire, calls for help, and lanes that change their direction. */
export function evolveLaneTrouble(
  state: LotState,
  event: LaneEvent,
  { at, actor }: RecordedEvent,
): void {
  switch (event.type) {
    case 'EvacuationStarted': {
      const { deviceId, reason } = event;
      const inputs = new Set(deviceId === null ? [] : [deviceId]);
      state.evacuation = { since: at, reason, by: actorName(actor), inputs, passed: 0 };
      for (const lane of state.lanes.values()) expectArm(lane, at);
      return;
    }
    case 'FireInputChanged':
      if (event.on) state.evacuation?.inputs.add(event.deviceId);
      else state.evacuation?.inputs.delete(event.deviceId);
      return;
    case 'EvacuationEnded':
      state.evacuation = null;
      for (const lane of state.lanes.values()) lane.closeDue = !lane.held;
      return;
    default:
      evolveOne(state, event, at, actorName(actor));
  }
}

function evolveOne(
  state: LotState,
  event: Extract<LaneEvent, { readonly laneId: string }>,
  at: number,
  by: string,
): void {
  const lane = state.lanes.get(event.laneId);
  if (lane === undefined) return;
  switch (event.type) {
    case 'HelpCalled':
      lane.call = { since: at, answeredBy: null };
      return;
    case 'HelpAnswered':
      if (lane.call !== null) lane.call.answeredBy = by;
      return;
    case 'HelpEnded':
      lane.call = null;
      return;
    case 'LaneTurning':
      lane.turning = { to: event.to, since: at };
      lane.turnedByHand = event.byHand;
      return;
    case 'LaneTurned':
      lane.way = event.to;
      lane.turning = null;
      return;
  }
}

export const laneTroubleEvolvers = evolversOf<LaneEvent>(evolveLaneTrouble, {
  EvacuationStarted: true,
  FireInputChanged: true,
  EvacuationEnded: true,
  HelpCalled: true,
  HelpAnswered: true,
  HelpEnded: true,
  LaneTurning: true,
  LaneTurned: true,
});
