import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LOOP_GAP_MS, newBarrierEvents } from './barrier-events.ts';

const inputs = { armingLoop: 0, safetyLoop: 1, openLimit: 2, closedLimit: 3, fault: null };
let said: string[];
let events: ReturnType<typeof newBarrierEvents>;
beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  events = newBarrierEvents({ inputs, inverted: [] }, 'in', (input) => {
    if (input.kind === 'loop') said.push(`${input.loop} ${input.on ? 'on' : 'off'}`);
    if (input.kind === 'gate') said.push(input.gate);
  });
  for (const channel of [0, 1]) events.input(channel, false);
  said.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

describe('loops of a barrier that speaks by itself', () => {
  it('that bounce never lost their vehicle', () => {
    events.input(0, true);
    for (let bounce = 0; bounce < 50; bounce += 1) {
      events.input(0, false);
      vi.advanceTimersByTime(LOOP_GAP_MS - 1);
      events.input(0, true);
      vi.advanceTimersByTime(20);
    }
    expect(said).toEqual(['arming on']);
    events.input(0, false);
    vi.advanceTimersByTime(LOOP_GAP_MS);
    expect(said).toEqual(['arming on', 'arming off']);
  });

  it('tell an arrival at once, and the first word as it is', () => {
    events.input(0, true);
    expect(said).toEqual(['arming on']);
    events.forget();
    said.length = 0;
    events.input(0, false);
    events.input(1, true);
    expect(said).toEqual(['arming off', 'safety on']);
  });

  it('keep the order in which a vehicle leaves them', () => {
    events.input(0, true);
    events.input(1, true);
    events.input(0, false);
    vi.advanceTimersByTime(50);
    events.input(1, false);
    events.input(1, false);
    vi.advanceTimersByTime(LOOP_GAP_MS);
    expect(said).toEqual(['arming on', 'safety on', 'arming off', 'safety off']);
  });

  it('say nothing more when the barrier is away or its driver has ended', () => {
    events.input(0, true);
    events.input(0, false);
    events.stop();
    vi.advanceTimersByTime(10 * LOOP_GAP_MS);
    expect(said).toEqual(['arming on']);
  });
});

it('the arm is told at once', () => {
  events.input(2, false);
  events.input(3, true);
  events.input(3, false);
  events.input(2, true);
  expect(said).toEqual(['closed', 'moving', 'open']);
});
