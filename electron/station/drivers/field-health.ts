import type { LatencySource } from '#domain/facility/device-link.ts';
import type { DeviceId, SlotId } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { CLOCK_SANE_MS } from './device-clock.ts';
import type { DropReason, FieldInput } from './driver.ts';
import type { LineMeter } from './line-tap.ts';
import type { LinePace } from './modbus/pace.ts';
import { type RecentCounts, RecentShare } from './recent-share.ts';

/** What a device did since the station started. */
export interface DeviceHealth {
  /** When it last sent something that could be read. */
  readonly heardAt: Instant | null;
  readonly inputs: number;
  readonly drops: Readonly<Partial<Record<DropReason, number>>>;
  /** How long its last answer took, or the way from it to the station. */
  readonly latencyMs: number | null;
  readonly latencyBy: LatencySource | null;
  /** By how much its clock is ahead (or behind, below zero); null while it is sane or not known. */
  readonly clockAheadMs: number | null;
  /** As it says of itself. */
  readonly firmware: string | null;
  /** How it is reached on its line; null for devices that are not polled. */
  readonly line: LinePace | null;
}

export interface SensorHealth {
  readonly heardAt: Instant | null;
  readonly batteryPercent: number | null;
  readonly temperatureCelsius: number | null;
  readonly signalDbm: number | null;
  readonly firmware: string | null;
  readonly flaps: number;
}

const NEW_DEVICE: DeviceHealth = {
  heardAt: null,
  inputs: 0,
  drops: {},
  latencyMs: null,
  latencyBy: null,
  clockAheadMs: null,
  firmware: null,
  line: null,
};
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
  readonly #recent = new Map<DeviceId, RecentShare>();
  readonly #sensors = new Map<DeviceId, Map<SlotId, SensorHealth>>();

  /** Takes note of what a device said. A status is the station's own word and counts for nothing. */
  take(deviceId: DeviceId, input: FieldInput, at: Instant): void {
    if (input.kind === 'status') return;
    const known = this.device(deviceId);
    if (input.kind === 'line') {
      const { kind: _, ...line } = input;
      this.#devices.set(deviceId, { ...known, heardAt: at, line });
      return;
    }
    const firmware = input.kind === 'about' ? input.firmware : known.firmware;
    this.#devices.set(deviceId, { ...known, heardAt: at, inputs: known.inputs + 1, firmware });
    this.#share(deviceId).count('inputs', at);
    if (input.kind === 'sensor') {
      const { kind: _, slotId, ...said } = input;
      this.#sensor(deviceId, slotId, { ...said, heardAt: at });
    } else if (input.kind === 'presence' && input.presence !== 'unknown') {
      this.#sensor(deviceId, input.slotId, { heardAt: at });
    }
  }

  drop(deviceId: DeviceId, reason: DropReason, at: Instant): void {
    const known = this.device(deviceId);
    const drops = { ...known.drops, [reason]: (known.drops[reason] ?? 0) + 1 };
    this.#devices.set(deviceId, { ...known, drops });
    this.#share(deviceId).count('drops', at);
  }

  /** Takes note of how fast a device answers, and of what its clock says. */
  meterOf(deviceId: DeviceId, now: () => Instant): LineMeter {
    return {
      answered: (latencyMs, by) => {
        const known = this.device(deviceId);
        // That the broker took it says less than an answer of the device itself.
        if (by === 'broker' && known.latencyBy === 'device') return;
        this.#devices.set(deviceId, { ...known, latencyMs, latencyBy: by });
      },
      toldTime: (at) => this.#toldTime(deviceId, at - now()),
    };
  }

  /** A sane clock tells how long the message took; of one that is hours off nothing follows but that. */
  #toldTime(deviceId: DeviceId, aheadMs: number): void {
    const known = this.device(deviceId);
    const isSane = Math.abs(aheadMs) <= CLOCK_SANE_MS;
    const ownWay =
      known.latencyBy === 'device'
        ? {}
        : isSane && aheadMs <= 0
          ? { latencyMs: -aheadMs, latencyBy: 'clock' as const }
          : { latencyMs: null, latencyBy: null };
    this.#devices.set(deviceId, { ...known, ...ownWay, clockAheadMs: isSane ? null : aheadMs });
  }

  device(deviceId: DeviceId): DeviceHealth {
    return this.#devices.get(deviceId) ?? NEW_DEVICE;
  }

  /** What came and what was dropped in the last hour. */
  recent(deviceId: DeviceId, at: Instant): RecentCounts {
    return this.#recent.get(deviceId)?.counts(at) ?? { inputs: 0, drops: 0 };
  }

  sensors(deviceId: DeviceId): ReadonlyMap<SlotId, SensorHealth> {
    return this.#sensors.get(deviceId) ?? new Map();
  }

  /** Devices that are no longer installed are forgotten, and so is what was heard of strangers. */
  keepOnly(deviceIds: ReadonlySet<DeviceId>): void {
    for (const held of [this.#devices, this.#recent, this.#sensors])
      for (const id of held.keys()) if (!deviceIds.has(id)) held.delete(id);
  }

  #share(deviceId: DeviceId): RecentShare {
    const share = this.#recent.get(deviceId) ?? new RecentShare();
    this.#recent.set(deviceId, share);
    return share;
  }

  #sensor(deviceId: DeviceId, slotId: SlotId, said: Partial<SensorHealth>): void {
    const sensors = this.#sensors.get(deviceId) ?? new Map<SlotId, SensorHealth>();
    this.#sensors.set(deviceId, sensors);
    sensors.set(slotId, { ...(sensors.get(slotId) ?? NEW_SENSOR), ...said });
  }
}
