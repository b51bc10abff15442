import type { SerialSettings } from '#domain/facility/device/serial.ts';
import {
  createMockController,
  type MockController,
  type MockControllerOptions,
} from '../modbus/mock-controller.ts';
import { type MockLine, openMockLine } from '../modbus/mock-line.ts';
import { createSlave } from '../modbus/slave.ts';

export type { CoilName, InputName } from '../modbus/mock-controller.ts';

export interface MockBarrierOptions extends MockControllerOptions {
  /** The field's end of the line. */
  readonly serial: SerialSettings;
  readonly unit: number;
  /** The line that it shares with others; absent: one of its own. */
  readonly line?: MockLine;
  /** The line broke under the mock, which opens it again by itself. */
  readonly onLost?: (sentence: string) => void;
}

/** A played barrier controller: a Modbus RTU server. */
export interface MockBarrier extends MockController {
  /** Hears and says nothing, as with its power off. */
  setSilent(silent: boolean): void;
  /** Sends bytes that nobody asked for. */
  sendRaw(bytes: Uint8Array): void;
  stop(): Promise<void>;
}

/** Opens the line and serves. Starts closed, with nobody on the loops. Rejects when it cannot open. */
export async function startMockBarrier(options: MockBarrierOptions): Promise<MockBarrier> {
  const controller = createMockController(options);
  const slave = createSlave(options.unit, controller.model);
  let silent = false;
  const line = options.line ?? (await openMockLine(options.serial, options.onLost));
  const leave = line.add({ push: (chunk) => (silent ? [] : slave.push(chunk)) });
  return {
    ...controller,
    setSilent(now) {
      silent = now;
    },
    sendRaw: (bytes) => line.sendRaw(bytes),
    async stop() {
      controller.stop();
      leave();
      if (options.line === undefined) await line.stop();
    },
  };
}
