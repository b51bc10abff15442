import type { SerialSettings } from '#domain/facility/device/serial.ts';
import { type MockLine, openMockLine } from '../drivers/modbus/mock-line.ts';
import type { SerialPair } from '../drivers/serial-pair.ts';
import { openFieldLine } from './field-line.ts';

/** A simulated serial line of Modbus, on which any number of played controllers hang. */
export interface FieldModbusLine {
  readonly line: MockLine;
  readonly pair: Pick<SerialPair, 'unplug' | 'plug'>;
  /** Ends it after the last of its users. */
  stop(): Promise<void>;
}

interface Shared {
  readonly opened: Promise<{ readonly line: MockLine; readonly pair: SerialPair }>;
  users: number;
}

/** Lines that are played now, by folder and path. */
const shared = new Map<string, Shared>();

/** Joins the line, opening it for the first. `onLost` is told of a break by the one who opened it. */
export async function joinFieldModbusLine(
  fieldDir: string,
  serial: SerialSettings,
  onLost: (sentence: string) => void,
): Promise<FieldModbusLine> {
  const key = `${fieldDir}\n${serial.path}`;
  const held = shared.get(key) ?? { opened: open(fieldDir, serial, onLost), users: 0 };
  shared.set(key, held);
  held.users += 1;
  const leave = () => {
    held.users -= 1;
    if (held.users === 0) shared.delete(key);
    return held.users === 0;
  };
  try {
    const { line, pair } = await held.opened;
    return {
      line,
      pair,
      async stop() {
        if (!leave()) return;
        await line.stop();
        await pair.stop();
      },
    };
  } catch (error) {
    leave();
    throw error;
  }
}

async function open(
  fieldDir: string,
  serial: SerialSettings,
  onLost: (sentence: string) => void,
): Promise<{ readonly line: MockLine; readonly pair: SerialPair }> {
  const pair = await openFieldLine(fieldDir, serial.path);
  try {
    return { line: await openMockLine({ ...serial, path: pair.fieldPath }, onLost), pair };
  } catch (error) {
    await pair.stop();
    throw error;
  }
}
