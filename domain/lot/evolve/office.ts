import { actorName } from '../actor.ts';
import type { AlarmCode, EventOf, RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState } from '../state.ts';

type OfficeEvent = EventOf<
  'DeviceStatusChanged' | 'DeviceTested' | 'AlarmRaised' | 'AlarmCleared' | 'AlarmAcknowledged'
>;

/** Alarms that ask something of staff: their answer settles them. */
const QUESTIONS: ReadonlySet<AlarmCode> = new Set(['staff-asked', 'plate-differs', 'help-called']);

/** Devices and alarms. */
export function evolveOffice(state: LotState, event: OfficeEvent, recorded: RecordedEvent): void {
  switch (event.type) {
    case 'DeviceStatusChanged': {
      const device = state.devices.get(event.deviceId);
      if (device === undefined) return;
      device.status = event.status;
      device.detail = event.detail;
      device.since = recorded.at;
      return;
    }
    case 'DeviceTested':
      return;
    case 'AlarmRaised': {
      const { alarmId, code, deviceId, laneId, detail } = event;
      dropCleared(state, event);
      state.alarms.set(alarmId, {
        id: alarmId,
        code,
        deviceId,
        laneId,
        detail,
        raisedAt: recorded.at,
        acknowledgedBy: null,
        clearedAt: null,
      });
      return;
    }
    case 'AlarmCleared': {
      const alarm = state.alarms.get(event.alarmId);
      if (alarm === undefined) return;
      alarm.clearedAt = recorded.at;
      // A question that was answered needs nobody's acknowledgement any more.
      if (alarm.acknowledgedBy !== null || QUESTIONS.has(alarm.code))
        state.alarms.delete(event.alarmId);
      return;
    }
    case 'AlarmAcknowledged': {
      const alarm = state.alarms.get(event.alarmId);
      if (alarm === undefined) return;
      alarm.acknowledgedBy = actorName(recorded.actor);
      if (alarm.clearedAt !== null) state.alarms.delete(event.alarmId);
      return;
    }
  }
}

/** An alarm that comes again stands for the one before it, so a device that flaps holds one line. */
function dropCleared(state: LotState, event: EventOf<'AlarmRaised'>): void {
  for (const alarm of state.alarms.values()) {
    const { id, code, deviceId, laneId, clearedAt } = alarm;
    const isSame = code === event.code && deviceId === event.deviceId && laneId === event.laneId;
    if (isSame && clearedAt !== null) state.alarms.delete(id);
  }
}

export const officeEvolvers = evolversOf<OfficeEvent>(evolveOffice, {
  DeviceStatusChanged: true,
  DeviceTested: true,
  AlarmRaised: true,
  AlarmCleared: true,
  AlarmAcknowledged: true,
});
