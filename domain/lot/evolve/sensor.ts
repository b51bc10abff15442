import type { SensorEvent } from '../event/sensor.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState } from '../state.ts';

/** Which sensors want a battery. */
export function evolveSensor(state: LotState, event: SensorEvent): void {
  const { deviceId, slotId } = event;
  const low = state.lowBatteries.get(deviceId) ?? new Set();
  if (event.type === 'BatteryLow') low.add(slotId);
  else low.delete(slotId);
  if (low.size === 0) state.lowBatteries.delete(deviceId);
  else state.lowBatteries.set(deviceId, low);
}

export const sensorEvolvers = evolversOf<SensorEvent>(evolveSensor, {
  BatteryLow: true,
  BatteryGood: true,
});
