import { isTailgate } from '../../lane/tailgate.ts';
import type { CommandHead } from '../command.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';
import type { FoundLane } from './lookup.ts';

/**
 * The safety loop came on: whether somebody passes who has no leave to. One alarm a lane stands until
 * it is acknowledged; every vehicle is on record.
 */
export function tailgated(
  state: LotState,
  { lane, held }: FoundLane,
  command: CommandHead,
): readonly LotEvent[] {
  if (!isTailgate(held, command.at)) return [];
  const laneId = lane.id;
  const count = held.tailgates + 1;
  const sessionId = held.phase === 'due' ? held.sessionId : null;
  const seen: LotEvent = { type: 'TailgateSeen', laneId, count, sessionId };
  for (const alarm of state.alarms.values())
    if (alarm.code === 'tailgating' && alarm.laneId === laneId && alarm.clearedAt === null)
      return [seen];
  const detail = `${lane.label}: a vehicle passed that the gate was not opened for`;
  const alarmId = idFrom(command, 'a');
  return [
    seen,
    { type: 'AlarmRaised', alarmId, code: 'tailgating', deviceId: null, laneId, detail },
  ];
}
