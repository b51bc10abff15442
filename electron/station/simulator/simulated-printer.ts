import type { DeviceOf } from '#domain/facility/device-file.ts';
import {
  type MockPrinter,
  type PrintedPiece,
  startMockPrinter,
} from '../drivers/printer-escpos/mock.ts';
import { openFieldLine } from './field-line.ts';

/** Plays a printer of the lot: on a serial line of the field, or on the TCP port that the lot file names. */
export async function startSimulatedPrinter(
  { connection }: DeviceOf<'printer-escpos'>,
  fieldDir: string,
  onPrinted: (piece: PrintedPiece) => void = () => undefined,
): Promise<MockPrinter> {
  if (connection.kind === 'tcp')
    return startMockPrinter({ connection: { kind: 'tcp', port: connection.port }, onPrinted });
  const line = await openFieldLine(fieldDir, connection.serial.path);
  const serial = { ...connection.serial, path: line.fieldPath };
  const printer = await startMockPrinter({ connection: { kind: 'serial', serial }, onPrinted });
  return {
    ...printer,
    async stop() {
      await printer.stop();
      await line.stop();
    },
  };
}

/** The code on a piece of paper, as a scanner would read it; null where there is none. */
export function codeOn({ strip }: PrintedPiece): string | null {
  for (const item of strip.items) if (item.kind === 'qr') return item.data;
  return null;
}
