import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SimClock } from './sim-clock.ts';
import { Waits } from './waits.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function waitsAt(speed: number, crowd = { isThere: false }) {
  const clock = new SimClock(0, speed);
  return new Waits({ clock, random: () => 0, isCrowdedAtExits: () => crowd.isThere });
}

describe('waits', () => {
  it.each([
    ['loop', 1, 900, 900],
    ['loop', 600, 900, 400],
    ['free', 600, 900, 150],
    ['patience', 600, 120_000, 8_000],
    ['drive', 10, 45_000, 4_500],
  ] as const)('a %s phase at %d times: %d ms of life take %d ms', (pace, speed, lifeMs, realMs) => {
    const ring = vi.fn();
    waitsAt(speed).start(pace, lifeMs, ring);
    vi.advanceTimersByTime(realMs - 1);
    expect(ring).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(ring).toHaveBeenCalledOnce();
  });

  it('moves faster in a hurry, while stays keep their time', () => {
    const waits = waitsAt(1);
    const [moved, left] = [vi.fn(), vi.fn()];
    waits.isHurrying = true;
    waits.start('drive', 45_000, moved);
    waits.start('stay', 10_000, left);
    vi.advanceTimersByTime(9_000);
    expect(moved).toHaveBeenCalledOnce();
    expect(left).not.toHaveBeenCalled();
  });

  it('prolongs a stay while the exits are crowded, and can still be called off', () => {
    const crowd = { isThere: true };
    const waits = waitsAt(60, crowd);
    const [first, second] = [vi.fn(), vi.fn()];
    waits.start('stay', 60_000, first);
    const callOff = waits.start('stay', 60_000, second);
    vi.advanceTimersByTime(3_500);
    callOff();
    crowd.isThere = false;
    vi.advanceTimersByTime(1_500);
    expect(first).toHaveBeenCalledOnce();
    expect(second).not.toHaveBeenCalled();
  });
});
