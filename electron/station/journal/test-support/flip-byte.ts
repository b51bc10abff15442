import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/** Changes one byte of a file for good. `mask` says which bits turn over, all of them unless told. */
export function flipByte(file: string, offset: number, mask = 0xff): void {
  const descriptor = openSync(file, 'r+');
  try {
    const byte = Buffer.alloc(1);
    readSync(descriptor, byte, 0, 1, offset);
    byte[0] = (byte[0] ?? 0) ^ mask;
    writeSync(descriptor, byte, 0, 1, offset);
  } finally {
    closeSync(descriptor);
  }
}
