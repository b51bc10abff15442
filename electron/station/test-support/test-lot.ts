import { join } from 'node:path';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import type { DeviceInput } from '../drivers/test-support/small-lot.ts';

export const LOT_ID = 'small';
/** A lane without loops and devices: one call is one whole entry, whatever happens elsewhere. */
export const SIDE_LANE = 'side';
export const SIDE_EXIT = 'side-out';

const SLOTS = 40;

/** A lot file with an entry and an exit lane with loops, a side entry and exit without, and these devices. */
export function lotWith(devices: readonly DeviceInput[]): object {
  const lot = smallLot(Array.from({ length: SLOTS }, (_, index) => ({ id: `a${index + 1}` })));
  const [entry, exit] = lot.lanes;
  const loopless = { detection: 'none' as const };
  return {
    ...lot,
    lanes: [
      ...lot.lanes,
      { ...entry, ...loopless, id: SIDE_LANE, label: 'Side entry' },
      { ...exit, ...loopless, id: SIDE_EXIT, label: 'Side exit' },
    ],
    devices,
  };
}

/** One of each device that speaks MQTT. */
export const MQTT_DEVICES: readonly DeviceInput[] = [
  { id: 'camera-in', label: 'Entry camera', driver: 'camera-mqtt', laneId: 'in' },
  { id: 'camera-side', label: 'Side camera', driver: 'camera-mqtt', laneId: SIDE_LANE },
  { id: 'sensors', label: 'Slot sensors', driver: 'slot-sensors-mqtt' },
  { id: 'sign-in', label: 'Entry sign', driver: 'sign-mqtt', laneId: 'in' },
];

/** A barrier and a scanner on serial lines of the data directory. */
export const BARRIER_PATH = 'field/barrier-in';
export const SCANNER_PATH = 'field/scanner-out';
export const SERIAL_DEVICES: readonly DeviceInput[] = [
  {
    id: 'barrier-in',
    label: 'Entry barrier',
    driver: 'barrier-modbus-rtu',
    laneId: 'in',
    serial: { path: BARRIER_PATH },
  },
  {
    id: 'scanner-out',
    label: 'Exit scanner',
    driver: 'scanner-serial',
    laneId: SIDE_EXIT,
    serial: { path: SCANNER_PATH },
  },
];

/** Where a lot file's serial path lies for a station with this data directory. */
export function serialPaths(dataDirectory: string, path: string) {
  const stationPath = join(dataDirectory, path);
  return { stationPath, fieldPath: `${stationPath}.far` };
}
