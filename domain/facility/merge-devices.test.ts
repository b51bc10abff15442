import { expect, test } from 'vitest';
import type { Device } from './device-file.ts';
import { mergeDevices } from './merge-devices.ts';

const device = (id: string, label = id): Device =>
  ({ id, label, driver: 'sign-mqtt', laneId: 'in' }) as Device;
const A = device('a');
const A2 = device('a', 'A by hand');
const A3 = device('a', 'A by the file');
const B = device('b');

test.each([
  ['nothing has changed', [A, B], [A, B], [A, B], [A, B], [], []],
  ['changed here', [A], [A2], [A], [A2], [], ['a']],
  ['added here', [A], [A, B], [A], [A, B], [], ['b']],
  ['removed here', [A, B], [A], [A, B], [A], [], ['b']],
  ['changed in the file', [A], [A], [A3], [A3], [], []],
  ['added in the file', [A], [A], [A, B], [A, B], [], []],
  ['removed in the file', [A, B], [A, B], [A], [A], [], []],
  ['changed in both', [A], [A2], [A3], [A3], ['a'], []],
  ['changed in both alike', [A], [A2], [A2], [A2], [], []],
  ['removed here, changed in the file', [A], [], [A3], [A3], ['a'], []],
  ['changed here, removed in the file', [A], [A2], [], [], ['a'], []],
  ['removed in both', [A, B], [B], [B], [B], [], []],
  ['one changed here, another in the file', [A, B], [A2, B], [A], [A2], [], ['a']],
  ['never taken in before: the file stands', [], [A2], [A3], [A3], ['a'], []],
])('%s', (_, before, here, file, devices, overruled, kept) => {
  expect(mergeDevices(before, here, file)).toEqual({ devices, overruled, kept });
});
