import type { LotFile } from '#domain/facility/lot-file.ts';
import type { DeviceStatus } from '#domain/lot/words.ts';
import { forgetfulMemory } from '../device-memory.ts';
import type { Driver, DriverContext, DropReason, FieldInput } from '../driver.ts';
import { LaneSecret } from '../lane-secret.ts';
import { meteredTap } from '../line-tap.ts';
import type { MqttLink } from '../mqtt-link.ts';
import { noPictures } from '../picture-sink.ts';
import { createPushDoor } from '../push-link.ts';
import { loadDriver } from '../registry.ts';
import { noSockets } from '../socket-link.ts';
import { recordedLog } from './recorded-log.ts';

/** The token of a device whose driver is recorded. */
export const RECORDED_TOKEN = 'token-of-a-recorded-device';

/** A driver started as the fleet would, with everything it says kept. */
export interface RecordedDriver {
  readonly driver: Driver;
  readonly inputs: FieldInput[];
  readonly drops: { readonly reason: DropReason; readonly detail: string }[];
  /** How long its device took to answer, and what the device's clock said. */
  readonly latenciesMs: number[];
  readonly toldTimes: number[];
  readonly log: ReturnType<typeof recordedLog>;
  /** The last status it reported. */
  status(): DeviceStatus | null;
  of<K extends FieldInput['kind']>(kind: K): Extract<FieldInput, { kind: K }>[];
}

/** Starts the driver of the lot's device `deviceId`. */
export async function recordDriver(
  lot: LotFile,
  deviceId: string,
  mqtt: MqttLink,
  {
    memory = forgetfulMemory(),
    secret = () => LaneSecret.ofToken(RECORDED_TOKEN),
    push = createPushDoor().ofLot(lot.id),
    sockets = noSockets,
    pictures = noPictures,
  }: Partial<Pick<DriverContext, 'memory' | 'secret' | 'push' | 'sockets' | 'pictures'>> = {},
): Promise<RecordedDriver> {
  const device = lot.devices.find((one) => one.id === deviceId);
  if (!device) throw new Error(`no device ${deviceId}`);
  const inputs: FieldInput[] = [];
  const drops: { reason: DropReason; detail: string }[] = [];
  const latenciesMs: number[] = [];
  const toldTimes: number[] = [];
  const log = recordedLog();
  const driver = await loadDriver({
    device,
    lot,
    mqtt,
    push,
    sockets,
    pictures,
    log,
    emit: (input) => inputs.push(input),
    drop: (reason, detail) => drops.push({ reason, detail }),
    now: Date.now,
    tap: meteredTap({
      answered: (latencyMs) => latenciesMs.push(latencyMs),
      toldTime: (at) => toldTimes.push(at),
    }),
    memory,
    secret,
  });
  const of = <K extends FieldInput['kind']>(kind: K) =>
    inputs.filter((input): input is Extract<FieldInput, { kind: K }> => input.kind === kind);
  return {
    driver,
    inputs,
    drops,
    latenciesMs,
    toldTimes,
    log,
    of,
    status: () => of('status').at(-1)?.status ?? null,
  };
}
