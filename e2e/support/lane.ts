import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DeviceOf } from '#domain/facility/device-file.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { must } from '#domain/kernel/assert.ts';
import { type MockCamera, startMockCamera } from '#station/drivers/camera-mqtt/mock.ts';
import { startMockScanner } from '#station/drivers/scanner-serial/mock.ts';
import { serialPair } from '#station/drivers/serial-pair.ts';
import { type MockSign, startMockSign } from '#station/drivers/sign-mqtt/mock.ts';
import { type Gate, playGate } from './gate.ts';

/** What a driver meets at a lane: loops and a barrier, a camera, a scanner and a sign. */
export interface Lane extends Gate {
  readonly sign: Pick<MockSign, 'lines' | 'qr'>;
  /** Holds a code under the scanner. */
  scan(code: string): void;
  /** The camera has read a plate. */
  read(plate: string, confidence?: number): Promise<void>;
}

export interface LaneSite {
  readonly lot: LotFile;
  readonly data: string;
  readonly mqttUrl: string;
  /** Epoch milliseconds, by the clock of the station. */
  readonly now: () => number;
}

/** Plays all devices of a lane of `moneyLot`. Call it before the station starts: it opens the lines. */
export async function playLane(site: LaneSite, laneId: string): Promise<Lane> {
  const { lot, data, mqttUrl } = site;
  const gate = await playGate(lot, laneId, data);
  const { scanner, stopScanner } = await playScanner(lot, laneId, data);
  const onBroker = (deviceId: string) => ({ url: mqttUrl, lotId: lot.id, deviceId });
  const camera: MockCamera = await startMockCamera(onBroker(`camera-${laneId}`));
  const sign = await startMockSign(onBroker(`sign-${laneId}`));
  let reads = 0;
  return {
    ...gate,
    sign,
    scan: (code) => scanner.scan(code),
    async read(plate, confidence = 0.97) {
      reads += 1;
      const at = new Date(site.now()).toISOString();
      await camera.read({ id: `${laneId}-${site.now()}-${reads}`, plate, confidence, at });
    },
    async stop() {
      await sign.stop();
      await camera.stop();
      await stopScanner();
      await gate.stop();
    },
  };
}

async function playScanner(lot: LotFile, laneId: string, data: string) {
  const device = must(
    lot.devices.find(
      (one): one is DeviceOf<'scanner-serial'> =>
        one.driver === 'scanner-serial' && one.laneId === laneId,
    ),
    `lane ${laneId} has a scanner`,
  );
  const stationPath = join(data, device.serial.path);
  mkdirSync(dirname(stationPath), { recursive: true });
  const line = await serialPair({ stationPath, fieldPath: `${stationPath}.far` });
  const scanner = await startMockScanner({ ...device.serial, path: line.fieldPath });
  return {
    scanner,
    async stopScanner() {
      await scanner.stop();
      await line.stop();
    },
  };
}
