import { describe, expect, it } from 'vitest';
import type { LaneLive } from '#domain/views/live.ts';
import { gatePlanOf, gateSightOf } from './gate-sight.ts';
import { actionFor } from './key-actions.ts';
import { RecentChanges } from './recent-changes.ts';
import { scaleBarFor } from './scale-bar.ts';
import { shortLabels } from './short-labels.ts';
import { GATE_SIGHTS } from './types.ts';

const LANE: LaneLive = {
  id: 'entry-1',
  phase: 'idle',
  gate: 'closed',
  held: false,
  hold: null,
  call: null,
  way: 'entry',
  turning: null,
  turnedByHand: false,
  armingOn: false,
  safetyOn: false,
  lastPlate: null,
  sessionId: null,
  slotLabel: null,
  dueMinor: null,
  receipt: null,
  refusal: null,
  ask: null,
  unread: null,
  question: null,
};

describe('gate sight', () => {
  it.each([
    [{}, 'closed'],
    [{ gate: 'open' }, 'open'],
    [{ gate: 'moving' }, 'moving'],
    [{ gate: 'open', held: true }, 'held'],
    [{ gate: 'fault', held: true }, 'fault'],
    [{ gate: 'unknown', held: true }, 'unknown'],
  ] as const)('%o shows %s', (change, sight) => {
    expect(gateSightOf({ ...LANE, ...change })).toBe(sight);
  });

  it('is unknown while the lane has not been heard of', () => {
    expect(gateSightOf(undefined)).toBe('unknown');
  });

  it('tells every sight from every other by swing, arm or mark', () => {
    const shown = (['closed', 'moving', 'open', 'fault', 'unknown'] as const).map((gate) => {
      const plan = gatePlanOf({ ...LANE, gate });
      return `${plan.swingDegrees}/${plan.arm}/${plan.badge?.mark}`;
    });
    const held = gatePlanOf({ ...LANE, gate: 'open', held: true });
    shown.push(`${held.swingDegrees}/${held.arm}/${held.badge?.mark}`);
    expect(new Set(shown).size).toBe(GATE_SIGHTS.length);
  });

  it('asks for staff in amber, unless the gate is broken', () => {
    expect(gatePlanOf({ ...LANE, phase: 'asking' }).badge?.colour).toBe('amber');
    expect(gatePlanOf({ ...LANE, phase: 'asking', gate: 'fault' }).badge?.colour).toBe('red');
  });
});

describe('short labels', () => {
  it.each([
    [
      ['G-A01', 'G-A02', 'G-B01'],
      ['A01', 'A02', 'B01'],
    ],
    [
      ['A1', 'A2'],
      ['A1', 'A2'],
    ],
    [
      ['P2.A1', 'P2.A10'],
      ['A1', 'A10'],
    ],
    [
      ['G-A', 'G-'],
      ['G-A', 'G-'],
    ],
    [['G-A01'], ['G-A01']],
    [[], []],
  ])('%j are written %j', (labels, short) => {
    expect(shortLabels(labels)).toEqual(short);
  });
});

describe('keys', () => {
  const press = (key: string, held: { ctrlKey?: boolean; altKey?: boolean } = {}) =>
    actionFor({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

  it.each([
    ['ArrowLeft', { do: 'step', direction: 'left' }],
    ['Enter', { do: 'select' }],
    ['Escape', { do: 'clear' }],
    ['+', { do: 'zoom-in' }],
    ['-', { do: 'zoom-out' }],
    ['0', { do: 'fit' }],
    ['Home', { do: 'edge', edge: 'first', whole: false }],
  ])('%s', (key, action) => {
    expect(press(key)).toEqual(action);
  });

  it('leaves what belongs to the browser', () => {
    expect(press('+', { ctrlKey: true })).toBeUndefined();
    expect(press('ArrowLeft', { altKey: true })).toBeUndefined();
    expect(press('a')).toBeUndefined();
    expect(press('End', { ctrlKey: true })).toEqual({ do: 'edge', edge: 'last', whole: true });
  });
});

describe('scale bar', () => {
  it.each([
    [10, 100, 10],
    [21, 100, 2],
    [1, 100, 100],
    [0.3, 110, 200],
    [110, 110, 1],
  ])('at %d px a metre in %d px: %d m', (scale, room, metres) => {
    const bar = scaleBarFor(scale, room);
    expect(bar.metres).toBeCloseTo(metres, 9);
    expect(bar.px).toBeLessThanOrEqual(room + 1e-9);
  });
});

describe('recent changes', () => {
  it('fade and are forgotten', () => {
    const recent = new RecentChanges();
    recent.add(3, 1_000);
    expect(recent.strengths(1_000, false).get(3)).toBe(1);
    const later = recent.strengths(1_900, false).get(3) ?? 0;
    expect(later).toBeGreaterThan(0);
    expect(later).toBeLessThan(1);
    expect(recent.strengths(2_800, false).size).toBe(0);
    expect(recent.size).toBe(0);
  });

  it('stand still for who wants no motion', () => {
    const recent = new RecentChanges();
    recent.add(3, 0);
    expect(recent.strengths(100, true)).toEqual(recent.strengths(1_500, true));
  });

  it('stay few, the newest', () => {
    const recent = new RecentChanges();
    for (let i = 0; i < 5_000; i++) recent.add(i, 0);
    expect(recent.size).toBe(40);
    expect(recent.strengths(1, false).has(4_999)).toBe(true);
    expect(recent.strengths(1, false).has(0)).toBe(false);
  });
});
