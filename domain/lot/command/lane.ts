import type { DeviceId, LaneId } from '../../kernel/ids.ts';
import type { Way } from '../../lane/way.ts';

/** The fire panel's contact. */
export interface ReportFire {
  readonly type: 'ReportFire';
  readonly deviceId: DeviceId;
  readonly on: boolean;
}
/** Staff open every gate, as the fire panel does. */
export interface StartEvacuation {
  readonly type: 'StartEvacuation';
  readonly reason: string;
}
/** The lot goes back to work. Not while the fire panel still calls. */
export interface EndEvacuation {
  readonly type: 'EndEvacuation';
  readonly reason: string;
}
/** A driver at an unattended lane asks for help. */
export interface ReportCall {
  readonly type: 'ReportCall';
  readonly laneId: LaneId;
}
/** Somebody at the console speaks with the driver. */
export interface AnswerCall {
  readonly type: 'AnswerCall';
  readonly laneId: LaneId;
}
/** The driver needs nothing more. */
export interface EndCall {
  readonly type: 'EndCall';
  readonly laneId: LaneId;
}
/** Gives a reversible lane its direction by hand, or back to its schedule. */
export interface TurnLane {
  readonly type: 'TurnLane';
  readonly laneId: LaneId;
  readonly to: Way | 'schedule';
  readonly reason: string;
}

export type LaneCommand =
  | ReportFire
  | StartEvacuation
  | EndEvacuation
  | ReportCall
  | AnswerCall
  | EndCall
  | TurnLane;
