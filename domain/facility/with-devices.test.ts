import { describe, expect, it } from 'vitest';
import { smallLot } from './small-lot.testing.ts';
import { deviceChanges, withDevices } from './with-devices.ts';

const lot = smallLot([{ id: 'a1' }]);
const sign = { id: 'sign', label: 'Sign', driver: 'sign-mqtt', laneId: 'in' };
const scanner = (id: string, path = '/dev/ttyUSB0') => ({
  id,
  label: 'Scanner',
  driver: 'scanner-serial',
  laneId: 'out',
  serial: { path },
});

const problemsOf = (devices: readonly unknown[]) => {
  const result = withDevices(lot, devices);
  return result.ok ? [] : result.error.map(({ path, message }) => `${path}: ${message}`);
};

describe('other devices for a lot', () => {
  it('are read with their defaults, and the rest of the lot stays', () => {
    const result = withDevices(lot, [sign, scanner('scan')]);
    expect(result).toMatchObject({
      ok: true,
      value: { id: lot.id, devices: [sign, { serial: { baudRate: 19_200, parity: 'even' } }] },
    });
  });

  it.each<[string, readonly unknown[], RegExp]>([
    [
      'a field of a wrong form',
      [sign, { ...scanner('s'), serial: { path: '', baudRate: 1 } }],
      /^devices\[1\]\.serial\.path: expected a text of at least 1/,
    ],
    [
      'an unknown driver',
      [{ ...sign, driver: 'telepathy' }],
      /^devices\[0\]\.driver: expected one of "barrier/,
    ],
    ['an unknown field', [{ ...sign, colour: 'red' }], /^devices\[0\]\.colour: /],
    [
      'a lane that is not there',
      [{ ...sign, laneId: 'moon' }],
      /^devices\[0\]\.laneId: expected the id of a lane/,
    ],
    ['an id twice', [sign, sign], /^devices\[1\]\.id: expected an id used once/],
    [
      'a line twice',
      [scanner('one'), scanner('two')],
      /^devices\[1\]\.serial\.path: expected a serial line of its own/,
    ],
    ['what is no device at all', [null], /^devices\[0\]: /],
  ])('name the place of %s', (_, devices, problem) => {
    expect(problemsOf(devices)[0]).toMatch(problem);
  });

  it('are compared by their ids', () => {
    const read = (devices: readonly unknown[]) => {
      const result = withDevices(lot, devices);
      if (!result.ok) throw new Error(JSON.stringify(result.error));
      return result.value.devices;
    };
    const changes = deviceChanges(
      read([sign, scanner('stays'), scanner('goes', '/dev/ttyS0')]),
      read([{ ...sign, label: 'Big sign' }, scanner('stays'), scanner('comes', '/dev/ttyS1')]),
    );
    expect(changes).toMatchObject({
      added: [{ id: 'comes' }],
      changed: [{ before: { label: 'Sign' }, after: { label: 'Big sign' } }],
      removed: [{ id: 'goes' }],
      same: 1,
    });
  });
});
