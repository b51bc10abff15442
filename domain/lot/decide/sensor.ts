import type { SensorCommand } from '../command/sensor.ts';
import type { CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import { type Decision, happened, NOTHING, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';

/** A battery at or below so much is low. */
export const BATTERY_LOW_PERCENT = 15;
/** One that was low is good again from here on: cold and warm nights must not raise an alarm each. */
export const BATTERY_GOOD_PERCENT = 25;

/** One alarm for a controller, however many of its sensors want a battery. */
function decideBattery(state: LotState, command: CommandOf<'ReportBattery'>): Decision {
  const { deviceId, slotId, percent } = command;
  if (!state.devices.has(deviceId)) return refused('device-unknown', deviceId);
  if (!state.slots.has(slotId)) return refused('slot-unknown', slotId);
  const low = state.lowBatteries.get(deviceId);
  const wasLow = low?.has(slotId) === true;
  if (percent <= BATTERY_LOW_PERCENT && !wasLow) {
    const told: LotEvent = { type: 'BatteryLow', deviceId, slotId, percent };
    if (low !== undefined && low.size > 0) return happened(told);
    const detail = `The battery of the sensor at slot ${labelOf(state, slotId)} is low (${percent} %)`;
    const alarmId = `${idFrom(command, 'a')}-battery`;
    const raised = { type: 'AlarmRaised', alarmId, code: 'battery-low', deviceId } as const;
    return happened(told, { ...raised, laneId: null, detail });
  }
  if (percent < BATTERY_GOOD_PERCENT || !wasLow) return NOTHING;
  const isLast = low?.size === 1;
  return happened(
    { type: 'BatteryGood', deviceId, slotId },
    ...(isLast ? alarmOver(state, deviceId) : []),
  );
}

function alarmOver({ alarms }: LotState, deviceId: string): readonly LotEvent[] {
  for (const { id, code, deviceId: its, clearedAt } of alarms.values())
    if (code === 'battery-low' && its === deviceId && clearedAt === null)
      return [{ type: 'AlarmCleared', alarmId: id }];
  return [];
}

function labelOf({ installed }: LotState, slotId: string): string {
  return installed?.slots[installed.slotIndex.get(slotId) ?? -1]?.label ?? slotId;
}

export const sensorDeciders: Deciders<SensorCommand> = { ReportBattery: decideBattery };
