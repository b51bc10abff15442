import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#domain/kernel/instant.ts';
import { newFlow, take } from '../drivers/flow.ts';
import { systemClock } from './clock.ts';

const NOON = Date.parse('2026-10-25T12:00:00Z');

/** A machine whose clock can be set. */
function machine() {
  let steadyMs = 0;
  let offsetMs = NOON;
  return {
    clock: systemClock({ wall: () => offsetMs + steadyMs, steady: () => steadyMs }),
    wait: (ms: number) => {
      steadyMs += ms;
    },
    set: (byMs: number) => {
      offsetMs += byMs;
    },
    wall: () => offsetMs + steadyMs,
  };
}

describe('the clock of the station', () => {
  test('is that of the machine', () => {
    const { clock, wait, wall } = machine();
    for (const ms of [0, 1, 250, HOUR_MS]) {
      wait(ms);
      expect(clock.now()).toBe(wall());
    }
  });

  test('goes on when the machine is set back an hour, and meets it again', () => {
    const { clock, wait, set, wall } = machine();
    const before = clock.now();
    set(-HOUR_MS);
    wait(45 * SECOND_MS);
    // A passage limit of 45 s is over after 90 s, and not after an hour.
    expect(clock.now()).toBe(before + 22_500);
    wait(45 * SECOND_MS);
    expect(clock.now()).toBe(before + 45 * SECOND_MS);
    wait(2 * HOUR_MS);
    expect(clock.now()).toBe(wall());
  });

  test('a device may go on sending after it was set back', () => {
    const { clock, wait, set } = machine();
    const limits = { perSecond: 50, burst: 100 };
    let flow = newFlow(limits, clock.now());
    set(-HOUR_MS);
    for (let second = 0; second < 60; second += 1)
      for (let one = 0; one < 20; one += 1) {
        wait(50);
        const next = take(flow, limits, clock.now());
        expect(next).not.toBeNull();
        flow = next ?? flow;
      }
  });

  test('jumps with a machine that is set forth', () => {
    const { clock, set } = machine();
    const before = clock.now();
    set(3 * MINUTE_MS);
    expect(clock.now()).toBe(before + 3 * MINUTE_MS);
  });

  test('never runs back, and never stands still, however often it is set', () => {
    const step = fc.record({
      waitMs: fc.integer({ min: 2, max: HOUR_MS }),
      setMs: fc.integer({ min: -3 * HOUR_MS, max: 3 * HOUR_MS }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { clock, wait, set } = machine();
        let before = clock.now();
        for (const { waitMs, setMs } of steps) {
          wait(waitMs);
          set(setMs);
          const now = clock.now();
          expect(now).toBeGreaterThan(before);
          before = now;
        }
      }),
    );
  });
});
