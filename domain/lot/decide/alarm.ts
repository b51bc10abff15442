import { testsOf } from '../../facility/device-tests.ts';
import type { CommandBody, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { AlarmCode, LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import type { DeviceStatus, FaultCause } from '../words.ts';
import { idFrom } from './ids.ts';
import { HAPPENED_ONCE } from './raise-once.ts';

const ALARM_OF: Readonly<Record<DeviceStatus, AlarmCode | null>> = {
  online: null,
  offline: 'device-offline',
  fault: 'device-fault',
};

const ALARM_OF_CAUSE: Readonly<Record<FaultCause, AlarmCode>> = { 'no-paper': 'paper-out' };
/** What a device's own status ends; other alarms of it end by what raised them. */
const OF_STATUS: ReadonlySet<AlarmCode> = new Set(['device-offline', 'device-fault', 'paper-out']);

/** A device went away or came back: its alarm is raised, and clears by itself. */
export function decideDevice(state: LotState, command: CommandOf<'ReportDevice'>): Decision {
  const { deviceId, status, detail, cause } = command;
  const device = state.devices.get(deviceId);
  if (device === undefined) return refused('device-unknown', deviceId);
  const alarm = cause === undefined ? ALARM_OF[status] : ALARM_OF_CAUSE[cause];
  const open = [...state.alarms.values()].filter(
    (one) => one.deviceId === deviceId && one.clearedAt === null && OF_STATUS.has(one.code),
  );
  const raised = open.some((one) => one.code === alarm);
  if (device.status === status && (alarm === null || raised)) return NOTHING;
  const events: LotEvent[] = [{ type: 'DeviceStatusChanged', deviceId, status, detail }];
  for (const one of open)
    if (one.code !== alarm) events.push({ type: 'AlarmCleared', alarmId: one.id });
  if (alarm !== null && !raised) {
    const alarmId = idFrom(command, 'a');
    events.push({
      type: 'AlarmRaised',
      alarmId,
      code: alarm,
      deviceId,
      laneId: laneOf(state, deviceId),
      detail,
    });
  }
  return happened(...events);
}

function laneOf(state: LotState, deviceId: string): string | null {
  const device = state.installed?.devices.get(deviceId);
  return device !== undefined && 'laneId' in device ? (device.laneId ?? null) : null;
}

export function decideAcknowledge(
  state: LotState,
  { alarmId }: CommandOf<'AcknowledgeAlarm'>,
): Decision {
  const alarm = state.alarms.get(alarmId);
  if (alarm === undefined) return refused('alarm-unknown', alarmId);
  if (alarm.acknowledgedBy !== null) return NOTHING;
  const { code, deviceId, laneId } = alarm;
  const acknowledged: LotEvent = { type: 'AlarmAcknowledged', alarmId, code, deviceId, laneId };
  // What happened once and is over has nothing left to wait for.
  if (HAPPENED_ONCE.has(code) && alarm.clearedAt === null)
    return happened(acknowledged, { type: 'AlarmCleared', alarmId });
  return happened(acknowledged);
}

/** Tries a device. Not while a vehicle stands in its lane: what it shows is meant for that. */
export function decideTest(state: LotState, command: CommandOf<'TestDevice'>): Decision {
  const { deviceId, test } = command;
  const device = state.installed?.devices.get(deviceId);
  if (device === undefined) return refused('device-unknown', deviceId);
  if (!testsOf(device).includes(test)) return refused('device-not-testable', device.label);
  const laneId = 'laneId' in device ? device.laneId : undefined;
  const lane = laneId === undefined ? undefined : state.lanes.get(laneId);
  if (lane !== undefined && lane.phase !== 'idle') return refused('lane-busy', laneId);
  return happened({ type: 'DeviceTested', deviceId, test });
}

export const alarmDeciders: Deciders<
  Extract<CommandBody, { type: 'ReportDevice' | 'TestDevice' | 'AcknowledgeAlarm' }>
> = {
  TestDevice: decideTest,
  ReportDevice: decideDevice,
  AcknowledgeAlarm: decideAcknowledge,
};
