import { afterEach, expect, it } from 'vitest';
import type { Driver, DriverContext } from './driver.ts';
import type { Fleet } from './fleet.ts';
import { noMqtt } from './test-support/no-mqtt.ts';
import { recordFleet } from './test-support/recorded-fleet.ts';
import { type DeviceInput, smallLot } from './test-support/small-lot.ts';

const barrier: DeviceInput = {
  id: 'gate',
  label: 'Gate',
  driver: 'barrier-modbus-rtu',
  laneId: 'in',
  serial: { path: '/dev/none' },
};
const sign: DeviceInput = { id: 'sign', label: 'Sign', driver: 'sign-mqtt', laneId: 'in' };
const sensors = (id: string, slotIds: string[]): DeviceInput => ({
  id,
  label: id,
  driver: 'slot-sensors-mqtt',
  slotIds,
});

let fleet: Fleet | null = null;
afterEach(() => fleet?.stop());

/** A fleet whose drivers only note that they come and go. */
async function noted(devices: DeviceInput[]) {
  const log: string[] = [];
  const load = async ({ device }: DriverContext): Promise<Driver> => {
    log.push(`+${device.id}`);
    return {
      perform: async () => {},
      stop: async () => {
        log.push(`-${device.id}`);
      },
    };
  };
  ({ fleet } = await recordFleet(smallLot(devices), noMqtt, { load }));
  log.length = 0;
  return { log, change: (next: DeviceInput[]) => fleet?.change(smallLot(next)) };
}

it('a changed device starts anew, what stays goes on, what is gone ends first', async () => {
  const { log, change } = await noted([barrier, sign]);
  await change([barrier, { ...sign, label: 'Big sign' }]);
  expect(log).toEqual(['-sign', '+sign']);
  log.length = 0;
  await change([barrier, { ...barrier, id: 'gate-2', serial: { path: '/dev/none2' } }]);
  expect(log).toEqual(['-sign', '+gate-2']);
  log.length = 0;
  await change([barrier, { ...barrier, id: 'gate-2', serial: { path: '/dev/none2' } }]);
  expect(log).toEqual([]);
});

it('controllers that share the slots of a lot start anew together', async () => {
  const { log, change } = await noted([barrier, sensors('north', ['s-1']), sensors('rest', [])]);
  await change([barrier, sensors('north', ['s-1', 's-2']), sensors('rest', [])]);
  expect(log.toSorted()).toEqual(['+north', '+rest', '-north', '-rest']);
});

it('a restart starts everything anew, so that every device says again how it stands', async () => {
  const { log } = await noted([barrier, sign]);
  await fleet?.restart(smallLot([barrier, sign]));
  expect(log.toSorted()).toEqual(['+gate', '+sign', '-gate', '-sign']);
});
