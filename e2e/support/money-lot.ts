import type { z } from 'zod';
import type { deviceSchema } from '#domain/facility/device-file.ts';
import { type LotFile, lotFileSchema } from '#domain/facility/lot-file.ts';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';

export const LOT_ID = 'small';
/** ₹40.00 for each started hour, from the first minute on. */
export const HOUR_FEE_MINOR = 4_000;
export const LOST_FEE_MINOR = 30_000;

export const TARIFF: Tariff = {
  id: 'by-the-hour',
  name: 'By the hour',
  currency: 'INR',
  timeZone: 'Asia/Kolkata',
  rates: [
    {
      id: 'car',
      name: 'Car',
      charge: {
        kind: 'ladder',
        rungs: [{ upToMinutes: null, each: { minutes: 60, feeMinor: HOUR_FEE_MINOR } }],
      },
    },
  ],
  lostTicket: { mode: 'at-least', feeMinor: LOST_FEE_MINOR },
  taxes: {
    mode: 'included',
    parts: [
      { label: 'CGST', basisPoints: 900 },
      { label: 'SGST', basisPoints: 900 },
    ],
  },
};

type DeviceInput = z.input<typeof deviceSchema>;

/** What stands at one lane: a barrier and a scanner on serial lines, a camera and a sign on MQTT. */
function laneDevices(laneId: string): readonly DeviceInput[] {
  return [
    {
      id: `barrier-${laneId}`,
      label: `Barrier ${laneId}`,
      driver: 'barrier-modbus-rtu',
      laneId,
      serial: { path: `field/barrier-${laneId}` },
    },
    {
      id: `scanner-${laneId}`,
      label: `Scanner ${laneId}`,
      driver: 'scanner-serial',
      laneId,
      serial: { path: `field/scanner-${laneId}` },
    },
    { id: `camera-${laneId}`, label: `Camera ${laneId}`, driver: 'camera-mqtt', laneId },
    { id: `sign-${laneId}`, label: `Sign ${laneId}`, driver: 'sign-mqtt', laneId },
  ];
}

export interface MoneyLotOptions {
  readonly slots?: number;
  readonly tariff?: Tariff;
  readonly policies?: z.input<typeof lotFileSchema>['policies'];
  /** Beside those of the two lanes. */
  readonly devices?: readonly DeviceInput[];
}

/** A small lot in India with one entry (`in`) and one exit (`out`), both fully equipped. */
export function moneyLot(options: MoneyLotOptions = {}): LotFile {
  const { slots = 6, tariff = TARIFF, policies = {}, devices = [] } = options;
  const sketches = Array.from({ length: slots }, (_, index) => ({ id: `a${index + 1}` }));
  const lot = smallLot(sketches, {
    currency: tariff.currency,
    timeZone: tariff.timeZone,
    locale: 'en-IN',
    tariff,
  });
  return lotFileSchema.parse({
    ...lot,
    policies: { ...lot.policies, ...policies },
    devices: [...laneDevices('in'), ...laneDevices('out'), ...devices],
  });
}
