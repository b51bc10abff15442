import type { LotFile } from '#domain/facility/lot-file.ts';
import type { DeviceStatus } from '#domain/lot/words.ts';
import type { DropReason, FieldInput } from '../driver.ts';
import { type Fleet, type FleetOptions, startFleet } from '../fleet.ts';
import type { MqttLink } from '../mqtt-link.ts';
import { createPushDoor } from '../push-link.ts';
import { recordedLog } from './recorded-log.ts';

/** A fleet with everything its devices say kept. */
export interface RecordedFleet {
  readonly fleet: Fleet;
  readonly inputs: { readonly deviceId: string; readonly input: FieldInput }[];
  readonly drops: {
    readonly deviceId: string;
    readonly reason: DropReason;
    readonly detail: string;
  }[];
  readonly log: ReturnType<typeof recordedLog>;
  /** The last status of a device. */
  status(deviceId: string): DeviceStatus | null;
  detail(deviceId: string): string | null;
}

export async function recordFleet(
  lot: LotFile,
  mqtt: MqttLink,
  more: Partial<FleetOptions> = {},
): Promise<RecordedFleet> {
  const inputs: RecordedFleet['inputs'] = [];
  const drops: RecordedFleet['drops'] = [];
  const log = recordedLog();
  const fleet = await startFleet({
    lot,
    mqtt,
    push: createPushDoor().ofLot(lot.id),
    log,
    emit: (deviceId, input) => inputs.push({ deviceId, input }),
    drop: (deviceId, reason, detail) => drops.push({ deviceId, reason, detail }),
    now: Date.now,
    ...more,
  });
  const last = (deviceId: string) =>
    inputs
      .flatMap((one) =>
        one.deviceId === deviceId && one.input.kind === 'status' ? [one.input] : [],
      )
      .at(-1);
  return {
    fleet,
    inputs,
    drops,
    log,
    status: (deviceId) => last(deviceId)?.status ?? null,
    detail: (deviceId) => last(deviceId)?.detail ?? null,
  };
}
