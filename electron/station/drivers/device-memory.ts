import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceId } from '#domain/kernel/ids.ts';
import { isMissing, writePrivateFile } from '../api/sign-in/private-file.ts';

/** A small text that a driver keeps across restarts of the station. Nothing secret, nothing personal. */
export interface DeviceMemory {
  /** What was written last, or null. Rejects when the disk refuses. */
  read(): Promise<string | null>;
  /** Durable when it resolves; rejects when the disk refuses, and then the old text stands. */
  write(text: string): Promise<void>;
}

/** Lasts as long as the process: for tests and for a fleet without a folder. */
export function forgetfulMemory(): DeviceMemory {
  let kept: string | null = null;
  return {
    async read() {
      return kept;
    },
    async write(text) {
      kept = text;
    },
  };
}

/** A file of the device's own in `folder`. The id of a device is safe in a path (`ID_PATTERN`). */
export function fileMemory(folder: string, deviceId: DeviceId): DeviceMemory {
  const path = join(folder, `${deviceId}.json`);
  return {
    async read() {
      return readFile(path, 'utf8').catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      });
    },
    write: (text) => writePrivateFile(path, text),
  };
}
