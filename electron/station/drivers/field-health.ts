import type { DeviceId, SlotId } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { DropReason, FieldInput } from './driver.ts';

/** What a device did since the station started. */
export interface DeviceHealth {
  /** When it last sent something that could be read. */
  readonly heardAt: Instant | null;
  readonly inputs: number;
  readonly drops: Readonly<Partial<Record<DropReason, number>>>;
}

export interface SensorHealth {
  readonly heardAt: Instant | null;
  readonly batteryPercent: number | null;
  readonly temperatureCelsius: number | null;
  readonly signalDbm: number | null;
  readonly firmware: string | null;
  readonly flaps: number;
}

const NEW_DEVICE: DeviceHealth = { heardAt: null, inputs: 0, drops: {} };
const NEW_SENSOR: SensorHealth = {
  heardAt: null,
  batteryPercent: null,
  temperatureCelsius: null,
  signalDbm: null,
  firmware: null,
  flaps: 0,
};

/**
 * How a lot's devices and slot sensors are, by what they send: kept in memory, since nothing of it is worth
 * a line in the journal. Bounded by the lot's own devices and slots.
 */
export class FieldHealth {
  readonly #devices = new Map<DeviceId, DeviceHealth>();
  readonly #sensors = new Map<DeviceId, Map<SlotId, SensorHealth>>();

  /** Takes note of what a device said. A status is the station's own word and counts for nothing. */
  take(deviceId: DeviceId, input: FieldInput, at: Instant): void {
    if (input.kind === 'status') return;
    const known = this.#devices.get(deviceId) ?? NEW_DEVICE;
    this.#devices.set(deviceId, { ...known, heardAt: at, inputs: known.inputs + 1 });
    if (input.kind === 'sensor') {
      const { kind: _, slotId, ...said } = input;
      this.#sensor(deviceId, slotId, { ...said, heardAt: at });
    } else if (input.kind === 'presence' && input.presence !== 'unknown') {
      this.#sensor(deviceId, input.slotId, { heardAt: at });
    }
  }

  drop(deviceId: DeviceId, reason: DropReason): void {
    const known = this.#devices.get(deviceId) ?? NEW_DEVICE;
    const drops = { ...known.drops, [reason]: (known.drops[reason] ?? 0) + 1 };
    this.#devices.set(deviceId, { ...known, drops });
  }

  device(deviceId: DeviceId): DeviceHealth {
    return this.#devices.get(deviceId) ?? NEW_DEVICE;
  }

  sensors(deviceId: DeviceId): ReadonlyMap<SlotId, SensorHealth> {
    return this.#sensors.get(deviceId) ?? new Map();
  }

  #sensor(deviceId: DeviceId, slotId: SlotId, said: Partial<SensorHealth>): void {
    const sensors = this.#sensors.get(deviceId) ?? new Map<SlotId, SensorHealth>();
    this.#sensors.set(deviceId, sensors);
    sensors.set(slotId, { ...(sensors.get(slotId) ?? NEW_SENSOR), ...said });
  }
}
