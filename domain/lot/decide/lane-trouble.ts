import type { LaneCommand } from '../command/lane.ts';
import type { Deciders } from '../deciders.ts';
import { decideAnswer, decideCall, decideEndCall } from './call.ts';
import { decideEnd, decideFire, decideStart } from './evacuation.ts';
import { decideTurn } from './turn.ts';

/** Who decides on what happens at lanes out of the ordinary. */
export const laneTroubleDeciders: Deciders<LaneCommand> = {
  ReportFire: decideFire,
  StartEvacuation: decideStart,
  EndEvacuation: decideEnd,
  ReportCall: decideCall,
  AnswerCall: decideAnswer,
  EndCall: decideEndCall,
  TurnLane: decideTurn,
};
