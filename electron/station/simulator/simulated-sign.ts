import type { SignDevice } from '#domain/facility/device/sign.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { Connection } from '../drivers/device-line.ts';
import type { MockAddress } from '../drivers/mock-end.ts';
import type { SerialPair } from '../drivers/serial-pair.ts';
import { startMockAlphaSign } from '../drivers/sign-alpha/mock.ts';
import { startMockAsciiSign } from '../drivers/sign-ascii/mock.ts';
import { startMockSign } from '../drivers/sign-mqtt/mock.ts';
import { openFieldLine } from './field-line.ts';

/** A sign that is played, whatever it speaks. */
export interface SimulatedSign {
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

export interface SimulatedSignOptions {
  readonly lot: LotFile;
  readonly mqttUrl: string;
  readonly fieldDir: string;
  readonly onShow?: (lines: readonly string[]) => void;
  readonly onLost?: (sentence: string) => void;
}

/** Plays a sign. Rejects with a sentence when its line, its port or the broker is not to be had. */
export async function startSimulatedSign(
  device: SignDevice,
  { lot, mqttUrl, fieldDir, onShow, onLost }: SimulatedSignOptions,
): Promise<SimulatedSign> {
  const told = {
    ...(onShow === undefined ? {} : { onShow }),
    ...(onLost === undefined ? {} : { onLost }),
  };
  if (device.driver === 'sign-mqtt')
    return startMockSign({ url: mqttUrl, lotId: lot.id, deviceId: device.id, ...told });
  const { address, line } = await addressOf(device.connection, fieldDir);
  const sign =
    device.driver === 'sign-alpha'
      ? await startMockAlphaSign({ address, answers: device.readsBack, ...told })
      : await startMockAsciiSign({ address, device, ...told });
  return {
    get lines() {
      return sign.lines;
    },
    async stop() {
      await sign.stop();
      await line?.stop();
    },
  };
}

/** The device's end of its connection; a TCP port is played on this machine. */
export async function addressOf(
  connection: Connection,
  fieldDir: string,
): Promise<{ readonly address: MockAddress; readonly line: SerialPair | null }> {
  if (connection.kind === 'tcp')
    return { address: { kind: 'tcp', port: connection.port }, line: null };
  const line = await openFieldLine(fieldDir, connection.serial.path);
  return {
    address: { kind: 'serial', serial: { ...connection.serial, path: line.fieldPath } },
    line,
  };
}
