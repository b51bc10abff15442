import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { findSerialPorts } from './serial-ports.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-ports-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('without udevadm the folders of the system are read, and a port is named once', async () => {
  mkdirSync(join(folder, 'serial', 'by-id'), { recursive: true });
  for (const name of ['ttyUSB0', 'ttyACM1', 'ttyS0', 'null', 'ttyUSBx'])
    writeFileSync(join(folder, name), '');
  symlinkSync('../../ttyUSB0', join(folder, 'serial', 'by-id', 'usb-FTDI_FT232R_A1-if00'));
  expect(await findSerialPorts({ devices: folder, path: '' })).toEqual([
    { path: join(folder, 'serial/by-id/usb-FTDI_FT232R_A1-if00'), label: 'FTDI FT232R A1-if00' },
    { path: join(folder, 'ttyACM1'), label: '' },
  ]);
});

it('a machine without any has none, and nothing trips', async () => {
  expect(await findSerialPorts({ devices: join(folder, 'nothing'), path: '' })).toEqual([]);
  expect(await findSerialPorts()).toEqual(expect.any(Array));
});
