import type { SerialSettings } from '#domain/facility/device-file.ts';
import { openMockPort } from '../mock-port.ts';

export interface MockScanner {
  /** Types a line as the scanner would. Lost while the line is down. */
  scan(text: string, ending?: '\r' | '\n' | '\r\n'): void;
  sendRaw(bytes: Uint8Array): void;
  stop(): Promise<void>;
}

/** Plays a barcode scanner at the field's end of a serial line. */
export async function startMockScanner(serial: SerialSettings): Promise<MockScanner> {
  const port = await openMockPort(serial);
  return {
    scan: (text, ending = '\r') => port.write(Buffer.from(text + ending, 'latin1')),
    sendRaw: (bytes) => port.write(bytes),
    stop: () => port.stop(),
  };
}
