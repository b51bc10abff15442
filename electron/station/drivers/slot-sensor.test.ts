import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newSensor, type SensorInput, type SensorLimits, stepSensor } from './slot-sensor.ts';

const limits: SensorLimits = { settleMs: 1_000, silentAfterMs: 10_000 };
const on = (at: number): SensorInput => ({ kind: 'said', occupied: true, at });
const off = (at: number): SensorInput => ({ kind: 'said', occupied: false, at });
const kept = (at: number): SensorInput => ({ kind: 'said', occupied: true, at, kept: true });
const time = (at: number): SensorInput => ({ kind: 'time', at });
const lost: SensorInput = { kind: 'lost' };

/** What the lot is told, `.` where it is told nothing. */
function play(inputs: readonly SensorInput[], by: SensorLimits = limits): string {
  let state = newSensor;
  return inputs
    .map((input) => {
      const step = stepSensor(state, input, by);
      state = step.state;
      return step.report ?? '.';
    })
    .join(' ');
}

describe('one sensor', () => {
  it.each([
    ['is believed at once', [on(0)], 'occupied'],
    ['is told once', [on(0), on(10), on(5_000)], 'occupied . .'],
    ['is believed again after it was quiet', [on(0), off(1_000)], 'occupied vacant'],
    ['is waited for when it flaps', [on(0), off(400), on(800), time(1_900)], 'occupied . . .'],
    [
      'is believed when it has settled',
      [on(0), off(400), time(1_399), time(1_400)],
      'occupied . . vacant',
    ],
    ['is unknown when it is silent', [on(0), time(9_999), time(10_000)], 'occupied . unknown'],
    [
      'is no longer silent when it speaks',
      [on(0), time(10_000), on(10_001)],
      'occupied unknown occupied',
    ],
    [
      'lives by any word',
      [on(0), { kind: 'heard', at: 5_000 }, time(14_999), time(15_000)],
      'occupied . . unknown',
    ],
    ['is unknown when its controller is lost', [on(0), lost, lost], 'occupied unknown .'],
    ['speaks for itself after that', [on(0), lost, on(10)], 'occupied unknown occupied'],
    [
      'does not settle after it was lost',
      [on(0), off(400), lost, time(1_400)],
      'occupied . unknown .',
    ],
    ['is not alive by what a broker kept', [kept(0), time(60_000)], 'occupied .'],
  ] as const)('%s', (_name, inputs, told) => {
    expect(play(inputs)).toBe(told);
  });

  it('may be silent for ever where silence says nothing', () => {
    const patient = { settleMs: 1_000, silentAfterMs: undefined };
    expect(play([on(0), time(1e12)], patient)).toBe('occupied .');
  });

  it('that flaps once a second for an hour is one change, and its last word holds', () => {
    const hour = Array.from({ length: 3_600 }, (_, n) =>
      n % 2 === 0 ? on(n * 999) : off(n * 999),
    );
    const told = play([...hour, time(3_600 * 999 + 1_000)]).split(' ');
    expect(told.filter((word) => word !== '.')).toEqual(['occupied', 'vacant']);
  });
});

it('always comes to its last word, and never to one that it did not say', () => {
  const word = fc.record({ occupied: fc.boolean(), afterMs: fc.nat(3_000) });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (words) => {
      let state = newSensor;
      let at = 0;
      let dueAt: number | null = null;
      const tell = (input: SensorInput) => {
        const step = stepSensor(state, input, limits);
        state = step.state;
        dueAt = step.dueAt;
      };
      for (const { occupied, afterMs } of words) {
        // Time does its part on the way, as a timer would.
        while (dueAt !== null && dueAt <= at + afterMs) tell({ kind: 'time', at: dueAt });
        at += afterMs;
        tell({ kind: 'said', occupied, at });
      }
      tell({ kind: 'time', at: at + limits.settleMs });
      expect(state.reported).toBe(words.at(-1)?.occupied === true ? 'occupied' : 'vacant');
    }),
  );
});
