import type { LaneId } from '../../kernel/ids.ts';
import type { CommandHead } from '../command.ts';
import type { AlarmCode, LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';

/** What happened at a lane and is over at once: its alarm stands until somebody acknowledges it. */
export const HAPPENED_ONCE: ReadonlySet<AlarmCode> = new Set([
  'tailgating',
  'wrong-way',
  'gate-opened-alone',
  'passed-back',
  'offline-conflict',
  'ticket-not-printed',
  'receipt-not-printed',
  'print-unsettled',
]);

/** Raises an alarm of a lane, unless the same one of that lane still stands: one line, however often. */
export function raiseOnce(
  state: LotState,
  command: CommandHead,
  {
    code,
    laneId,
    detail,
  }: { readonly code: AlarmCode; readonly laneId: LaneId | null; readonly detail: string },
): readonly LotEvent[] {
  for (const alarm of state.alarms.values())
    if (alarm.code === code && alarm.laneId === laneId && alarm.clearedAt === null) return [];
  // Several alarms may come of one command, so the code is part of the id.
  const alarmId = `${idFrom(command, 'a')}-${code}`;
  return [{ type: 'AlarmRaised', alarmId, code, deviceId: null, laneId, detail }];
}
