import { join } from 'node:path';
import type { SerialSettings } from '#domain/facility/device-file.ts';
import { type MockBarrier, startMockBarrier } from '#station/drivers/barrier-modbus-rtu/mock.ts';
import { openMockPort } from '#station/drivers/mock-port.ts';
import { type SerialPair, serialPair } from '#station/drivers/serial-pair.ts';

const SETTINGS = { baudRate: 19_200, dataBits: 8, parity: 'even', stopBits: 1 } as const;

/** A barrier at the end of a serial line of the station, which can be harmed. */
export interface SoakBarrier {
  /** Orders to open that have reached it. */
  readonly vends: number;
  /** Bytes that nobody asked for. */
  garbage(bytes: Uint8Array): void;
  /** Pulls the line out, waits, and puts it back. */
  unplugFor(ms: number): Promise<void>;
  /** Answers each question with what a wrong baud rate makes of the answer. */
  atWrongBaudFor(ms: number, random: () => number): Promise<void>;
  stop(): Promise<void>;
}

export async function soakBarrier(dataDirectory: string, path: string): Promise<SoakBarrier> {
  const stationPath = join(dataDirectory, path);
  const fieldPath = `${stationPath}.far`;
  const serial: SerialSettings = { ...SETTINGS, path: fieldPath };
  const line: SerialPair = await serialPair({ stationPath, fieldPath });
  let vends = 0;
  const open = () =>
    startMockBarrier({
      serial,
      unit: 1,
      coils: { vend: 0, hold: 1, close: 2 },
      inputs: { armingLoop: 0, safetyLoop: 1, openLimit: 2, closedLimit: 3, fault: 4 },
      onCoil(coil, on) {
        if (coil === 'vend' && on) vends += 1;
      },
    });
  let barrier: MockBarrier = await open();
  return {
    get vends() {
      return vends;
    },
    garbage: (bytes) => barrier.sendRaw(bytes),
    async unplugFor(ms) {
      await barrier.stop();
      await line.unplug();
      await pause(ms);
      await line.plug();
      barrier = await open();
    },
    async atWrongBaudFor(ms, random) {
      await barrier.stop();
      // Bits are sampled at the wrong times: some bytes for each that was sent, none of them right.
      const noise = await openMockPort(serial, (chunk) => {
        noise.write(Buffer.from([...chunk].map(() => Math.floor(random() * 256))));
      });
      await pause(ms);
      await noise.stop();
      barrier = await open();
    },
    async stop() {
      await barrier.stop();
      await line.stop();
    },
  };
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
