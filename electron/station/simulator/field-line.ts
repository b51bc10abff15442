import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type SerialPair, serialPair } from '../drivers/serial-pair.ts';

/**
 * Opens a simulated serial line: the station opens `<fieldDir>/<name>`, the player the other end. The
 * name is the last part of the path that the lot file gives. Rejects with a sentence without socat.
 */
export async function openFieldLine(fieldDir: string, serialPath: string): Promise<SerialPair> {
  await mkdir(fieldDir, { recursive: true });
  const stationPath = join(fieldDir, basename(serialPath));
  return serialPair({ stationPath, fieldPath: `${stationPath}.device` });
}
