import { access, readdir, realpath } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { SerialPort } from 'serialport';

/** More than any machine has. */
const PORTS_MAX = 256;
const TTY = /^tty(?:USB|ACM|AMA|XRUSB)\d+$/;

export interface FoundPort {
  /** To be written into a configuration: a name that stays when cables change places, where there is one. */
  readonly path: string;
  /** What hangs on it, as far as the system says. */
  readonly label: string;
}

/**
 * The serial ports of this machine. The library asks `udevadm` on Linux and trips, uncaught, where that is
 * missing; there the system's own folders are read instead.
 */
export async function findSerialPorts(
  { devices, path = '' } = { devices: '/dev', path: process.env.PATH },
): Promise<readonly FoundPort[]> {
  if (process.platform === 'linux' && !(await hasProgram('udevadm', path)))
    return portsInFolders(devices);
  const ports = await SerialPort.list();
  return ports
    .slice(0, PORTS_MAX)
    .map((port) => ({ path: port.path, label: port.manufacturer ?? port.serialNumber ?? '' }));
}

async function portsInFolders(devices: string): Promise<readonly FoundPort[]> {
  const byId = join(devices, 'serial', 'by-id');
  const found: FoundPort[] = [];
  const named = new Set<string>();
  for (const name of await namesIn(byId)) {
    const link = join(byId, name);
    found.push({ path: link, label: name.replace(/^usb-/, '').replaceAll('_', ' ') });
    named.add(await realpath(link).catch(() => link));
  }
  for (const name of await namesIn(devices)) {
    const path = join(devices, name);
    if (TTY.test(name) && !named.has(path)) found.push({ path, label: '' });
  }
  return found.slice(0, PORTS_MAX);
}

/** A folder that is not there has nothing in it. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function hasProgram(name: string, path: string): Promise<boolean> {
  for (const folder of path.split(delimiter).filter((one) => one !== '')) {
    const isThere = await access(join(folder, name)).then(
      () => true,
      () => false,
    );
    if (isThere) return true;
  }
  return false;
}
