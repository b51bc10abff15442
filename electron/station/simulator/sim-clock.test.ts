import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SimClock } from './sim-clock.ts';

const START = Date.UTC(2026, 2, 3, 10);
const HOUR_MS = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('lot time', () => {
  it('runs at its speed and goes on from where it was when that changes', () => {
    const clock = new SimClock(START, 60);
    vi.advanceTimersByTime(60_000);
    expect(clock.now() - START).toBeCloseTo(HOUR_MS, -1);
    clock.setSpeed(600);
    vi.advanceTimersByTime(6_000);
    expect(clock.now() - START).toBeCloseTo(2 * HOUR_MS, -1);
  });

  it('brings timers forward and back when the speed changes under them', () => {
    const clock = new SimClock(START, 1);
    const rung: number[] = [];
    clock.after(HOUR_MS, () => rung.push(Math.round((clock.now() - START) / 60_000)));
    vi.advanceTimersByTime(10_000);
    clock.setSpeed(600);
    vi.advanceTimersByTime(5_000);
    clock.setSpeed(60);
    vi.advanceTimersByTime(8_000);
    expect(rung).toEqual([]);
    vi.advanceTimersByTime(2_100);
    expect(rung).toEqual([60]);
  });

  it('never rings what was called off, what waits for ever, or after it was stopped', () => {
    const clock = new SimClock(START, 600);
    const ring = vi.fn();
    clock.after(HOUR_MS, ring)();
    clock.after(Number.POSITIVE_INFINITY, ring);
    clock.after(HOUR_MS, ring);
    clock.stop();
    vi.advanceTimersByTime(20_000);
    expect(ring).not.toHaveBeenCalled();
  });

  it('waits longer than a timeout can count', () => {
    const clock = new SimClock(START, 1);
    const ring = vi.fn();
    const month = 30 * 24 * HOUR_MS;
    clock.after(month, ring);
    vi.advanceTimersByTime(month - 1_000);
    expect(ring).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1_100);
    expect(ring).toHaveBeenCalledOnce();
  });
});
