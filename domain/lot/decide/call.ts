import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { CallEnd } from '../event/lane.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import type { FoundLane } from './lookup.ts';
import { findLane } from './lookup.ts';
import { raiseOnce } from './raise-once.ts';

/** The call button of a lane. Pressed again while somebody is on the way, it says nothing new. */
export function decideCall(state: LotState, command: CommandOf<'ReportCall'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const { lane, held } = found;
  if (held.call !== null) return NOTHING;
  const laneId = lane.id;
  const detail = `${lane.label}: a driver asks for help`;
  return happened(
    { type: 'HelpCalled', laneId },
    ...raiseOnce(state, command, { code: 'help-called', laneId, detail }),
  );
}

export function decideAnswer(state: LotState, { laneId }: CommandOf<'AnswerCall'>): Decision {
  const found = findLane(state, laneId);
  if (found === null) return refused('lane-unknown', laneId);
  const { call } = found.held;
  if (call === null) return refused('no-call', found.lane.label);
  if (call.answeredBy !== null) return NOTHING;
  return happened({ type: 'HelpAnswered', laneId });
}

export function decideEndCall(state: LotState, { laneId }: CommandOf<'EndCall'>): Decision {
  const found = findLane(state, laneId);
  if (found === null) return refused('lane-unknown', laneId);
  return found.held.call === null ? NOTHING : happened(...callEnds(found, 'ended'));
}

/** The call that stands at a lane is over, if there is one. */
export function callEnds({ lane, held }: FoundLane, how: CallEnd): readonly LotEvent[] {
  return held.call === null ? [] : [{ type: 'HelpEnded', laneId: lane.id, how }];
}
