import { SerialPort } from 'serialport';
import type { SerialSettings } from '#domain/facility/device-file.ts';

/** The field's end of a serial line, opened once. */
export interface MockPort {
  write(bytes: Uint8Array): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the port and hands over what comes in. Rejects when it cannot be opened. */
export async function openMockPort(
  serial: SerialSettings,
  onData: (chunk: Buffer) => void = () => undefined,
  onLost: (error: Error) => void = () => undefined,
): Promise<MockPort> {
  const { path, baudRate, dataBits, parity, stopBits } = serial;
  const port = new SerialPort({ path, baudRate, dataBits, parity, stopBits, autoOpen: false });
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error ? reject(error) : resolve()));
  });
  port.on('data', onData);
  port.on('error', onLost);
  port.on('close', (error: Error | null) => {
    if (error) onLost(error);
  });
  return {
    write(bytes) {
      return new Promise((resolve, reject) => {
        port.write(Buffer.from(bytes), (error) => (error ? reject(error) : resolve()));
      });
    },
    stop() {
      if (!port.isOpen) return Promise.resolve();
      return new Promise((resolve) => port.close(() => resolve()));
    },
  };
}
