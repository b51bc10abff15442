import type { SerialSettings } from '#domain/facility/device/serial.ts';
import { openMockPort } from '../mock-port.ts';
import type { Slave } from './slave.ts';

/** The field's end of a serial line with any number of played units on it. */
export interface MockLine {
  /** Hangs a unit on the line; returns what takes it off. */
  add(slave: Slave): () => void;
  /** Sends bytes that nobody asked for. */
  sendRaw(bytes: Uint8Array): void;
  stop(): Promise<void>;
}

/** Opens the line and serves. Rejects when it cannot open. */
export async function openMockLine(
  serial: SerialSettings,
  onLost?: (sentence: string) => void,
): Promise<MockLine> {
  const slaves = new Set<Slave>();
  const port = await openMockPort(
    serial,
    (chunk) => {
      for (const slave of slaves) for (const reply of slave.push(chunk)) port.write(reply);
    },
    onLost,
  );
  return {
    add(slave) {
      slaves.add(slave);
      return () => slaves.delete(slave);
    },
    sendRaw: (bytes) => port.write(bytes),
    stop: () => port.stop(),
  };
}
