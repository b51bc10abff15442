import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FieldInput } from './driver.ts';
import { type SlotPresence, type SlotPresenceLimits, watchSlots } from './slot-presence.ts';

let watched: SlotPresence | null = null;
afterEach(() => {
  watched?.stop();
  vi.useRealTimers();
});

function watch(limits: Partial<SlotPresenceLimits> = {}, returned?: () => void) {
  vi.useFakeTimers();
  const inputs: FieldInput[] = [];
  const slots = watchSlots(
    { emit: (input) => inputs.push(input), now: Date.now },
    ['a', 'b'],
    { settleMs: 1_000, lostAfterMs: 5_000, ...limits },
    returned,
  );
  watched = slots;
  const told = () =>
    inputs.flatMap((one) => (one.kind === 'presence' ? [`${one.slotId} ${one.presence}`] : []));
  return { slots, inputs, told };
}

describe('the sensors of one controller', () => {
  it('settle by themselves, each for itself', () => {
    const { slots, told, inputs } = watch();
    slots.said('a', true);
    slots.said('b', false);
    vi.advanceTimersByTime(300);
    slots.said('a', false);
    expect(told()).toEqual(['a occupied', 'b vacant']);
    vi.advanceTimersByTime(1_100);
    expect(told()).toEqual(['a occupied', 'b vacant', 'a vacant']);
    expect(inputs).toContainEqual({ kind: 'sensor', slotId: 'a', flaps: 1 });
  });

  it('become unknown one by one when they are silent, also those that never spoke', () => {
    const { slots, told } = watch({ silentAfterMs: 10_000 });
    vi.advanceTimersByTime(4_000);
    slots.said('a', true);
    vi.advanceTimersByTime(6_100);
    expect(told()).toEqual(['a occupied', 'b unknown']);
    vi.advanceTimersByTime(4_000);
    expect(told()).toEqual(['a occupied', 'b unknown', 'a unknown']);
  });

  it('become unknown when their controller stays away, and not when it is back in time', () => {
    let returns = 0;
    const { slots, told } = watch({}, () => {
      returns += 1;
    });
    slots.said('a', true);
    slots.controller('offline');
    vi.advanceTimersByTime(4_000);
    slots.controller('online');
    vi.advanceTimersByTime(60_000);
    expect(told()).toEqual(['a occupied']);
    slots.controller('offline');
    vi.advanceTimersByTime(5_000);
    expect(told()).toEqual(['a occupied', 'a unknown', 'b unknown']);
    expect(returns).toBe(0);
    slots.controller('online');
    expect(returns).toBe(1);
    slots.said('a', true);
    expect(told().at(-1)).toBe('a occupied');
  });

  it('say nothing after the end', () => {
    const { slots, told } = watch({ silentAfterMs: 1_000 });
    slots.controller('offline');
    slots.stop();
    vi.advanceTimersByTime(60_000);
    expect(told()).toEqual([]);
  });
});
