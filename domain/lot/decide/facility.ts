import type { LotFile } from '../../facility/lot-file.ts';
import type { CommandBody, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';

/** Creates the lot, or changes what is installed. Nothing that a vehicle uses may disappear. */
export function decideOpenLot(state: LotState, { lot }: CommandOf<'OpenLot'>): Decision {
  const { installed } = state;
  if (installed === null) return happened({ type: 'LotCreated', lot });
  if (installed.lot.id !== lot.id)
    return refused('lot-mismatch', `${lot.id} is not ${installed.lot.id}`);
  if (JSON.stringify(installed.lot) === JSON.stringify(lot)) return NOTHING;
  const slotIds = new Set(lot.slots.map((slot) => slot.id));
  for (const session of state.sessions.values()) {
    if (session.slotId !== null && !slotIds.has(session.slotId))
      return refused('lot-in-use', `slot ${session.slotId} is assigned`);
  }
  const lanes = new Map(lot.lanes.map((lane) => [lane.id, lane]));
  for (const [laneId, held] of state.lanes) {
    if (held.phase === 'idle') continue;
    const before = installed.lanes.get(laneId);
    const after = lanes.get(laneId);
    // A handshake that began with loops cannot end without them, nor an entry as an exit.
    if (after?.detection !== before?.detection || after?.direction !== before?.direction)
      return refused('lot-in-use', `a vehicle stands in lane ${laneId}`);
  }
  return happened({ type: 'LotChanged', lot }, ...alarmsOfWhatIsGone(state, lot));
}

/** Nobody reports any more of a lane or device that is gone, so nothing else would end its alarms. */
function alarmsOfWhatIsGone(state: LotState, lot: LotFile): readonly LotEvent[] {
  const laneIds = new Set(lot.lanes.map((lane) => lane.id));
  const deviceIds = new Set(lot.devices.map((device) => device.id));
  const events: LotEvent[] = [];
  for (const { id, deviceId, laneId, clearedAt } of state.alarms.values()) {
    const stays =
      deviceId === null ? laneId === null || laneIds.has(laneId) : deviceIds.has(deviceId);
    if (clearedAt === null && !stays) events.push({ type: 'AlarmCleared', alarmId: id });
  }
  return events;
}

export const facilityDeciders: Deciders<Extract<CommandBody, { type: 'OpenLot' }>> = {
  OpenLot: decideOpenLot,
};
