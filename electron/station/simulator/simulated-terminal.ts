import type { DeviceOf } from '#domain/facility/device-file.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { SerialPair } from '../drivers/serial-pair.ts';
import { currencyNumber } from '../drivers/terminal-zvt/currency-numbers.ts';
import { startCardTerminal } from './card-terminal/terminal.ts';
import { openFieldLine } from './field-line.ts';

/** Between the steps of a payment: a card is held to the reader and the bank answers. */
const STEP_MS = 900;

export interface SimulatedTerminal {
  stop(): Promise<void>;
}

/**
 * Plays a card terminal of the lot: on a serial line of the field, or on the TCP port that the lot file
 * names. It approves every payment. Rejects with a sentence when the line is missing or the port taken.
 */
export async function startSimulatedTerminal(
  device: DeviceOf<'terminal-zvt'>,
  { lot, fieldDir }: { readonly lot: LotFile; readonly fieldDir: string },
): Promise<SimulatedTerminal> {
  const { connection, password } = device;
  let line: SerialPair | null = null;
  if (connection.kind === 'serial') line = await openFieldLine(fieldDir, connection.serial.path);
  const terminal = await startCardTerminal({
    connection:
      connection.kind === 'serial'
        ? { kind: 'serial', serial: { ...connection.serial, path: line?.fieldPath ?? '' } }
        : { kind: 'tcp', port: connection.port },
    password,
    currencyNumeric: device.currencyNumeric ?? currencyNumber(lot.currency) ?? 0,
    stepMs: STEP_MS,
  });
  return {
    async stop() {
      await terminal.stop();
      await line?.stop();
    },
  };
}
