import { describe, expect, it } from 'vitest';
import { createTurns, SILENT_AFTER, type Turns } from './turns.ts';

/**
 * Units that ask to be polled again as soon as they had their turn, on a line whose time is told: who
 * answers takes 30 ms, who does not takes 300.
 */
function play(
  turns: Turns<string>,
  units: readonly string[],
  dead: ReadonlySet<string>,
  ms: number,
) {
  const asked: string[] = [];
  for (const unit of units) turns.ask(unit, false);
  let now = 0;
  while (now < ms) {
    const next = turns.next(now);
    if (!('member' in next)) {
      now += next.waitMs ?? ms;
      continue;
    }
    const tookMs = dead.has(next.member) ? 300 : 30;
    now += tookMs;
    asked.push(next.member);
    turns.done(next.member, !dead.has(next.member), now, tookMs);
    turns.ask(next.member, false);
  }
  return { asked, count: (unit: string) => asked.filter((one) => one === unit).length };
}

const units = Array.from({ length: 16 }, (_, i) => `unit ${i + 1}`);

describe('turns on a line', () => {
  it('go round', () => {
    const { asked } = play(createTurns(), units, new Set(), 30 * 48);
    expect(asked).toEqual([...units, ...units, ...units]);
  });

  it.each([1, 4, 15])('leave four fifths of the time to who answers, with %i dead', (deadCount) => {
    const dead = new Set(units.slice(0, deadCount));
    const { asked, count } = play(createTurns(), units, dead, 60_000);
    const silentMs = asked.filter((unit) => dead.has(unit)).length * 300;
    // Until they count as silent, each costs its timeout three times.
    expect(silentMs - deadCount * SILENT_AFTER * 300).toBeLessThanOrEqual(60_000 * 0.21);
    const alive = units.filter((unit) => !dead.has(unit)).map(count);
    expect(Math.max(...alive) - Math.min(...alive)).toBeLessThanOrEqual(1);
  });

  it('come back to a dead unit, each in turn', () => {
    const dead = new Set(units.slice(0, 4));
    const { count } = play(createTurns(), units, dead, 60_000);
    const probed = [...dead].map(count);
    expect(Math.min(...probed)).toBeGreaterThan(SILENT_AFTER);
    expect(Math.max(...probed) - Math.min(...probed)).toBeLessThanOrEqual(1);
  });

  it('do not rest while nobody answers at all', () => {
    const { asked } = play(createTurns(), units, new Set(units), 30_000);
    expect(asked).toHaveLength(100);
  });

  it('give an order the next one, and polls theirs between many orders', () => {
    const turns = createTurns<string>();
    turns.ask('a', false);
    turns.ask('b', false);
    for (let n = 1; n <= 6; n++) turns.ask(`order ${n}`, true);
    const asked: string[] = [];
    for (let n = 0; n < 8; n++) {
      const next = turns.next(0);
      if (!('member' in next)) throw new Error('somebody waits');
      asked.push(next.member);
      turns.done(next.member, true, 0, 30);
    }
    expect(asked).toEqual([
      ...['order 1', 'order 2', 'order 3', 'order 4', 'a'],
      ...['order 5', 'order 6', 'b'],
    ]);
    expect(turns.next(0)).toEqual({ waitMs: null });
  });

  it('forget who has left', () => {
    const turns = createTurns<string>();
    turns.ask('a', false);
    turns.leave('a');
    turns.done('a', false, 0, 300);
    expect(turns.next(0)).toEqual({ waitMs: null });
    expect(turns.isSilent('a')).toBe(false);
  });
});
