import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { wiringOf } from '#domain/facility/device/barrier-modbus.ts';
import type { DeviceOf } from '#domain/facility/device-file.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { type MockBarrier, startMockBarrier } from '#station/drivers/barrier-modbus-rtu/mock.ts';
import { serialPair } from '#station/drivers/serial-pair.ts';

const TRAVEL_MS = 200;

/** A barrier at the far end of a real serial line, and a vehicle that drives over its loops. */
export interface Gate {
  readonly barrier: MockBarrier;
  /** How often it was told to open for one vehicle. */
  readonly vends: () => number;
  arrive(): void;
  /** Over the safety loop and away. */
  passThrough(): Promise<void>;
  backOut(): void;
  stop(): Promise<void>;
}

/** Plays the barrier of a lane under the serial path that the lot file gives, in the data directory. */
export async function playGate(lot: LotFile, laneId: string, data: string): Promise<Gate> {
  const device = lot.devices.find(
    (one): one is DeviceOf<'barrier-modbus-rtu'> =>
      one.driver === 'barrier-modbus-rtu' && one.laneId === laneId,
  );
  if (device === undefined) throw new Error(`lane ${laneId} has no barrier`);
  const stationPath = join(data, device.serial.path);
  mkdirSync(dirname(stationPath), { recursive: true });
  const line = await serialPair({ stationPath, fieldPath: `${stationPath}.far` });
  let vends = 0;
  const { serial, unit } = device;
  const barrier = await startMockBarrier({
    serial: { ...serial, path: line.fieldPath },
    unit,
    ...wiringOf(device),
    onCoil(coil, on) {
      if (coil === 'vend' && on) vends += 1;
      if ((coil === 'vend' || coil === 'hold') && on) move(true);
      if (coil === 'close' && on) move(false);
    },
  });
  const move = (open: boolean) => {
    barrier.setInputs({ openLimit: false, closedLimit: false });
    setTimeout(() => barrier.setInputs({ openLimit: open, closedLimit: !open }), TRAVEL_MS);
  };
  return {
    barrier,
    vends: () => vends,
    arrive: () => barrier.setInputs({ armingLoop: true }),
    async passThrough() {
      await pause(TRAVEL_MS * 2);
      barrier.setInputs({ safetyLoop: true });
      await pause(TRAVEL_MS);
      barrier.setInputs({ armingLoop: false });
      await pause(TRAVEL_MS);
      barrier.setInputs({ safetyLoop: false });
      move(false);
    },
    backOut: () => barrier.setInputs({ armingLoop: false }),
    async stop() {
      await barrier.stop();
      await line.stop();
    },
  };
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
