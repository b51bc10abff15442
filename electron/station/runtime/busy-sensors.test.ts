import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newBusySensors, SAY_AGAIN_AFTER_MS } from './busy-sensors.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const word = (slotId: string, presence: 'occupied' | 'vacant') =>
  ({ kind: 'presence', slotId, presence }) as const;

test('what there was no room for is said again, the last word of each slot, once', () => {
  const said: string[] = [];
  const busy = newBusySensors((deviceId, input) =>
    said.push(`${deviceId} ${input.slotId} ${input.presence}`),
  );
  busy.hold('ctl', word('a1', 'occupied'));
  busy.hold('ctl', word('a1', 'vacant'));
  busy.hold('ctl', word('a2', 'occupied'));
  busy.hold('ctl', word('a3', 'occupied'));
  // Something newer of it has been taken meanwhile.
  busy.heard('a2');
  vi.advanceTimersByTime(SAY_AGAIN_AFTER_MS - 1);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(said).toEqual(['ctl a1 vacant', 'ctl a3 occupied']);
  vi.advanceTimersByTime(10 * SAY_AGAIN_AFTER_MS);
  expect(said).toHaveLength(2);
});

test('still no room: it is held on', () => {
  let tries = 0;
  const busy = newBusySensors((deviceId, input) => {
    tries += 1;
    if (tries < 3) busy.hold(deviceId, input);
  });
  busy.hold('ctl', word('a1', 'occupied'));
  vi.advanceTimersByTime(10 * SAY_AGAIN_AFTER_MS);
  expect(tries).toBe(3);
});
