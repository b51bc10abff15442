import {
  inputRange,
  type ModbusBarrier,
  READ_BITS_MAX,
  wiringOf,
} from './device/barrier-modbus.ts';
import type { Device } from './device-file.ts';
import { foundText, type ProblemList } from './lot-file-problem.ts';

/** A line in use, and where its file says so. */
interface Line {
  readonly name: string;
  readonly at: string;
}

interface User {
  readonly device: Device;
  /** Where in the file the device stands. */
  readonly path: string;
  readonly at: string;
}

/** A line has one user, but for Modbus, whose units share it when they agree on how it runs. */
export function checkLines(devices: readonly Device[], to: ProblemList): void {
  const users = new Map<string, User[]>();
  devices.forEach((device, index) => {
    const path = `devices[${index}]`;
    if (isModbus(device)) checkWiring(device, path, to);
    const line = lineOf(device);
    if (line === null) return;
    const user = { device, path, at: `${path}.${line.at}` };
    const before = users.get(line.name) ?? [];
    checkShared(line.name, before, user, to);
    users.set(line.name, [...before, user]);
  });
}

function isModbus(device: Device): device is ModbusBarrier {
  return device.driver === 'barrier-modbus-rtu' || device.driver === 'barrier-modbus-tcp';
}

function checkWiring(device: ModbusBarrier, path: string, to: ProblemList): void {
  const wiring = wiringOf(device);
  const range = inputRange(wiring);
  if (range !== null && range.count > READ_BITS_MAX)
    to.add(
      `${path}.inputs`,
      `inputs that lie within ${READ_BITS_MAX} addresses`,
      `${range.count} from the first to the last`,
    );
  const coils = Object.values(wiring.coils).filter((coil) => coil !== null);
  if (new Set(coils).size < coils.length)
    to.add(`${path}.coils`, 'a coil of its own for each order', coils.join(', '));
}

function checkShared(
  name: string,
  before: readonly User[],
  { device, path, at }: User,
  to: ProblemList,
): void {
  const [first] = before;
  if (first === undefined) return;
  if (!isModbus(device) || !isModbus(first.device)) {
    to.add(at, 'a serial line of its own', `${foundText(name)} again after ${namedAt(first)}`);
    return;
  }
  const settings = settingsOf(first.device);
  if (settingsOf(device) !== settings)
    to.add(at, `the settings of the line at ${namedAt(first)}: ${settings}`, settingsOf(device));
  for (const other of before) checkUnit(device, path, other, to);
}

/** Where the file says it, and what people call the device. */
function namedAt({ at, device }: User): string {
  return `${at} (${device.label})`;
}

/** Two barriers may hang on one board, each on coils of its own. */
function checkUnit(device: ModbusBarrier, path: string, other: User, to: ProblemList): void {
  if (!isModbus(other.device) || other.device.unit !== device.unit) return;
  const taken = new Set(Object.values(wiringOf(other.device).coils));
  const twice = Object.values(wiringOf(device).coils).filter(
    (one) => one !== null && taken.has(one),
  );
  if (twice.length > 0)
    to.add(
      `${path}.unit`,
      `another unit than ${other.path} (${other.device.label}), or other coils`,
      `coil ${twice.join(', ')} of unit ${device.unit} again`,
    );
}

/** Everything about the line but its name, in words. */
function settingsOf(device: ModbusBarrier): string {
  if (device.driver === 'barrier-modbus-tcp') return `framing ${device.framing}`;
  const { baudRate, dataBits, parity, stopBits } = device.serial;
  return `${baudRate} baud, ${dataBits} data bits, parity ${parity}, ${stopBits} stop bits`;
}

/** The line that a device occupies. A host that takes any number of connections is none. */
function lineOf(device: Device): Line | null {
  if ('serial' in device) return { name: device.serial.path, at: 'serial.path' };
  if (device.driver === 'barrier-modbus-tcp')
    return { name: `${device.host}:${device.port}`, at: 'port' };
  if ('connection' in device && device.connection.kind === 'serial')
    return { name: device.connection.serial.path, at: 'connection.serial.path' };
  return null;
}
