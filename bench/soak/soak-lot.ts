import type { LotFile } from '#domain/facility/lot-file.ts';
import { must } from '#domain/kernel/assert.ts';
import { fromLegacyTariff } from '#domain/tariff/from-legacy-tariff.ts';
import type { DeviceInput } from '#station/drivers/test-support/small-lot.ts';
import { bigLot } from '../big-lot.ts';

export const LOT_ID = 'bench';
/** A lane without loops, where one call is one whole entry or exit. */
export const ENTRY_LANE = 'in';
export const EXIT_LANE = 'out';
/** A lane without loops whose camera lets vehicles in. */
export const READ_LANE = 'read';
/** A lane with a barrier that nobody harms, and one whose line is harmed in every way. */
export const GOOD_GATE = 'gate-good';
export const BAD_GATE = 'gate-bad';

export const GOOD_LINE = 'field/good';
export const BAD_LINE = 'field/bad';

const barrier = (id: string, laneId: string, path: string): DeviceInput => ({
  id,
  label: id,
  driver: 'barrier-modbus-rtu',
  laneId,
  serial: { path },
  // The other end is played by a process that has much else to do.
  replyTimeoutMs: 2_000,
});
const camera = (id: string, laneId: string): DeviceInput => ({
  id,
  label: id,
  driver: 'camera-mqtt',
  laneId,
});

const DEVICES: readonly DeviceInput[] = [
  { id: 'sensors', label: 'Sensors', driver: 'slot-sensors-mqtt' },
  camera('cam-good', READ_LANE),
  { id: 'sign-good', label: 'Sign', driver: 'sign-mqtt', laneId: READ_LANE },
  camera('cam-flood', BAD_GATE),
  camera('cam-noise', BAD_GATE),
  camera('cam-flap', BAD_GATE),
  camera('cam-twin', BAD_GATE),
  barrier('barrier-good', GOOD_GATE, GOOD_LINE),
  barrier('barrier-bad', BAD_GATE, BAD_LINE),
];

/** A lot of so many slots that is free for a day, with devices that are well and devices that are not. */
export function soakLot(slots: number): object {
  const lot = bigLot(slots);
  const entry = must(lot.lanes[0], 'the lot has an entry');
  const lane = (id: string, detection: LotFile['lanes'][number]['detection']) => ({
    ...entry,
    id,
    label: id,
    detection,
  });
  const { currency, timeZone } = lot;
  const rates = {
    car: { freeMinutes: 1_440, periodMinutes: 60, periodFeeMinor: 100, dayCapMinor: 1_000 },
  };
  const tariff = fromLegacyTariff({ id: 'free', name: 'Free', rates }, { currency, timeZone });
  return {
    ...lot,
    tariff,
    lanes: [
      ...lot.lanes,
      lane(READ_LANE, 'none'),
      lane(GOOD_GATE, 'loops'),
      lane(BAD_GATE, 'loops'),
    ],
    devices: DEVICES,
  };
}
