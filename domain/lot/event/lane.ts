import type { DeviceId, LaneId } from '../../kernel/ids.ts';
import type { Way } from '../../lane/way.ts';

/** How a driver's call came to its end: staff opened or ended it, or the vehicle went on or away. */
export type CallEnd = 'opened' | 'ended' | 'passed' | 'left';

/** What happens at lanes out of the ordinary: fire, calls for help, lanes that change their direction. */
export type LaneEvent =
  /** Every gate goes up and stays up. */
  | {
      readonly type: 'EvacuationStarted';
      /** The fire panel; null where staff did it. */
      readonly deviceId: DeviceId | null;
      readonly reason: string;
    }
  | { readonly type: 'FireInputChanged'; readonly deviceId: DeviceId; readonly on: boolean }
  | {
      readonly type: 'EvacuationEnded';
      readonly reason: string;
      /** Vehicles that passed a gate meanwhile. */
      readonly passed: number;
    }
  | { readonly type: 'HelpCalled'; readonly laneId: LaneId }
  | { readonly type: 'HelpAnswered'; readonly laneId: LaneId }
  | { readonly type: 'HelpEnded'; readonly laneId: LaneId; readonly how: CallEnd }
  /** Nobody new is served until the lane is clear; then it turns. */
  | {
      readonly type: 'LaneTurning';
      readonly laneId: LaneId;
      readonly to: Way;
      readonly byHand: boolean;
      /** Empty where the schedule does it. */
      readonly reason: string;
    }
  | { readonly type: 'LaneTurned'; readonly laneId: LaneId; readonly to: Way };
