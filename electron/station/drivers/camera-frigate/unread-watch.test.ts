import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TrackedVehicle } from './tracked-vehicle.ts';
import { READS_FOR_MS, type UnreadWatch, watchUnread } from './unread-watch.ts';

const vehicle = (id: string, change: Partial<TrackedVehicle> = {}): TrackedVehicle => ({
  id,
  label: 'car',
  vehicleClass: null,
  at: null,
  isNew: true,
  isGone: false,
  isRead: false,
  ...change,
});
const bytes = (text: string) => Buffer.from(text);

let told: (readonly [string, string | null])[];
let watch: UnreadWatch;
beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  watch = watchUnread(({ id }, picture) => told.push([id, picture?.toString() ?? null]), Date.now);
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

describe('the vehicle that Frigate cannot read', () => {
  it('is told of once, with its latest picture', () => {
    watch.saw(vehicle('a'));
    watch.pictured('car', bytes('far'));
    watch.pictured('car', bytes('near'));
    vi.advanceTimersByTime(READS_FOR_MS - 1);
    expect(told).toEqual([]);
    watch.saw(vehicle('a', { isNew: false }));
    vi.advanceTimersByTime(3_600_000);
    expect(told).toEqual([['a', 'near']]);
  });

  it('is not one that was read meanwhile, or has driven on', () => {
    watch.saw(vehicle('a'));
    watch.read('a');
    vi.advanceTimersByTime(READS_FOR_MS);
    watch.saw(vehicle('b'));
    watch.saw(vehicle('b', { isNew: false, isRead: true }));
    vi.advanceTimersByTime(READS_FOR_MS);
    watch.saw(vehicle('c'));
    watch.saw(vehicle('c', { isNew: false, isGone: true }));
    vi.advanceTimersByTime(READS_FOR_MS);
    expect(told).toEqual([]);
  });

  it('has no picture of another one, nor of one that came long before', () => {
    watch.pictured('car', bytes('of the one before'));
    vi.advanceTimersByTime(1_001);
    watch.saw(vehicle('a'));
    watch.pictured('motorcycle', bytes('of another'));
    vi.advanceTimersByTime(READS_FOR_MS);
    watch.pictured('car', bytes('a moment before'));
    vi.advanceTimersByTime(1_000);
    watch.saw(vehicle('b'));
    expect(watch.pictureOf('b')?.toString()).toBe('a moment before');
    expect(watch.pictureOf('a')).toBeNull();
    vi.advanceTimersByTime(READS_FOR_MS);
    expect(told).toEqual([
      ['a', null],
      ['b', 'a moment before'],
    ]);
  });

  it('is not put off by what stands in the background', () => {
    watch.saw(vehicle('a'));
    for (let second = 0; second < 4; second += 1) {
      watch.saw(vehicle('parked', { isNew: false }));
      vi.advanceTimersByTime(1_000);
    }
    expect(told).toEqual([['a', null]]);
  });
});
