import type { SerialSettings } from '#domain/facility/device-file.ts';
import { openSerialLine } from './serial-line.ts';

/** The field's end of a serial line, opened again when it was lost. */
export interface MockPort {
  /** What is written while the line is down is lost, as on a wire. */
  write(bytes: Uint8Array): void;
  stop(): Promise<void>;
}

/** Opens the port and hands over what comes in. Rejects when it cannot be opened at first. */
export async function openMockPort(
  serial: SerialSettings,
  onData: (chunk: Buffer) => void = () => undefined,
  onLost: (sentence: string) => void = () => undefined,
): Promise<MockPort> {
  const opened = Promise.withResolvers<void>();
  let wasOpen = false;
  const line = openSerialLine(serial, {
    onOpen() {
      wasOpen = true;
      line.settled();
      opened.resolve();
    },
    onData,
    onDown(sentence) {
      if (wasOpen) onLost(sentence);
      else opened.reject(new Error(sentence));
    },
  });
  try {
    await opened.promise;
  } catch (error) {
    await line.stop();
    throw error;
  }
  return { write: (bytes) => line.write(bytes), stop: () => line.stop() };
}
