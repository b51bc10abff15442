import type { Device } from '../../facility/device-file.ts';
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
  const deviceInUse = deviceThatIsMissed(state, installed.lot, lot);
  if (deviceInUse !== null) return refused('lot-in-use', deviceInUse);
  return happened({ type: 'LotChanged', lot }, ...alarmsOfWhatIsGone(state, lot));
}

/**
 * A device that goes, or goes over to another lane or driver, while something hangs on it: a vehicle that
 * stands in its lane, a gate that is held open, a payment at a terminal. Null where none does.
 */
function deviceThatIsMissed(state: LotState, before: LotFile, after: LotFile): string | null {
  const staying = new Set(after.devices.map(postOf));
  for (const device of before.devices) {
    if (staying.has(postOf(device))) continue;
    const { id, label } = device;
    const laneId = laneOf(device);
    const lane = laneId === undefined ? undefined : state.lanes.get(laneId);
    if (lane !== undefined && lane.phase !== 'idle')
      return `${label} serves lane ${laneId}, where a vehicle stands`;
    if (lane?.held === true && device.driver.startsWith('barrier-'))
      return `${label} holds the gate of lane ${laneId} open`;
    for (const paymentId of state.payments.open)
      if (state.payments.payments.get(paymentId)?.deviceId === id)
        return `a payment is under way at ${label}`;
  }
  return null;
}

/** Where a device stands: what serves another lane, or by another driver, is another device. */
function postOf(device: Device): string {
  return `${device.id} ${device.driver} ${laneOf(device) ?? ''}`;
}

function laneOf(device: Device): string | undefined {
  return 'laneId' in device ? device.laneId : undefined;
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
