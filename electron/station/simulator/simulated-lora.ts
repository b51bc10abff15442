import type { DeviceOf } from '#domain/facility/device-file.ts';
import type { SlotId } from '#domain/kernel/ids.ts';
import { startMockChirpstack } from '../drivers/slot-sensors-chirpstack/mock.ts';

/** TPS110 sensors behind a played ChirpStack. */
export interface SimulatedLora {
  has(slotId: SlotId): boolean;
  /** As the sensor of that slot tells it: a parking status. */
  presence(slotId: SlotId, isOccupied: boolean): Promise<void>;
  stop(): Promise<void>;
}

/** Plays the sensors of a device; those that are mapped by paths send what the TPS110 does as well. */
export async function startSimulatedLora(
  device: DeviceOf<'slot-sensors-chirpstack'>,
  url: string,
): Promise<SimulatedLora> {
  const { applicationId, sensors } = device;
  const devEuis = new Map(sensors.map(({ devEui, slotId }) => [slotId, devEui.toLowerCase()]));
  const mock = await startMockChirpstack({ url, applicationId });
  return {
    has: (slotId) => devEuis.has(slotId),
    async presence(slotId, isOccupied) {
      const devEui = devEuis.get(slotId);
      if (devEui !== undefined)
        await mock.uplink({ devEui, fPort: 1, bytes: [isOccupied ? 1 : 0] });
    },
    stop: mock.stop,
  };
}
