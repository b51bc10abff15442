import { isAbsolute, join } from 'node:path';
import type { LotFile } from '#domain/facility/lot-file.ts';

/** Serial paths of a lot file that are not absolute lie in the data directory. */
export function wiredLot(lot: LotFile, dataDirectory: string): LotFile {
  const placed = <S extends { readonly path: string }>(serial: S): S =>
    isAbsolute(serial.path) || /^COM\d+$/i.test(serial.path)
      ? serial
      : { ...serial, path: join(dataDirectory, serial.path) };
  const devices = lot.devices.map((device) => {
    if ('serial' in device) return { ...device, serial: placed(device.serial) };
    if (!('connection' in device) || device.connection.kind !== 'serial') return device;
    const { connection } = device;
    return { ...device, connection: { ...connection, serial: placed(connection.serial) } };
  });
  return { ...lot, devices };
}
