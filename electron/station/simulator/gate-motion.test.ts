import { describe, expect, it } from 'vitest';
import { closedGate, type GateInput, gateTransition } from './gate-motion.ts';

const timer: GateInput = { kind: 'timer' };
const vend: GateInput = { kind: 'vend' };
const close: GateInput = { kind: 'close' };
const hold = (on: boolean): GateInput => ({ kind: 'hold', on });
const under = (on: boolean): GateInput => ({ kind: 'obstructed', on });

/** Positions after each input, with the timer that each one starts. */
function run(...inputs: GateInput[]): string[] {
  let state = closedGate;
  return inputs.map((input) => {
    const step = gateTransition(state, input);
    state = step.state;
    return `${state.position} ${step.timer.kind}`;
  });
}

describe('a barrier', () => {
  it.each<[string, GateInput[], string[]]>([
    [
      'opens, lets one pass and closes behind it',
      [vend, timer, under(true), under(false), timer, timer],
      [
        'opening travel',
        'open open-limit',
        'open none',
        'open after-pass',
        'closing travel',
        'closed none',
      ],
    ],
    [
      'closes after its limit when nobody comes',
      [vend, timer, timer, timer],
      ['opening travel', 'open open-limit', 'closing travel', 'closed none'],
    ],
    [
      'opens again for what gets under the closing arm',
      [vend, timer, timer, under(true), timer, under(false), timer],
      [
        'opening travel',
        'open open-limit',
        'closing travel',
        'opening travel',
        'open none',
        'open after-pass',
        'closing travel',
      ],
    ],
    [
      'does not close on what stands under it, whatever it is told',
      [vend, timer, under(true), close, under(false), timer],
      [
        'opening travel',
        'open open-limit',
        'open none',
        'open none',
        'open after-pass',
        'closing travel',
      ],
    ],
    [
      'stays open while it is held, also behind vehicles',
      [hold(true), timer, under(true), under(false), hold(false), close, timer],
      [
        'opening travel',
        'open none',
        'open none',
        'open keep',
        'open keep',
        'closing travel',
        'closed none',
      ],
    ],
    [
      'opens again when it is told to while closing',
      [vend, timer, timer, vend, timer],
      ['opening travel', 'open open-limit', 'closing travel', 'opening travel', 'open open-limit'],
    ],
    [
      'stays open for the next one that is let in behind the first',
      [vend, timer, under(true), under(false), vend],
      ['opening travel', 'open open-limit', 'open none', 'open after-pass', 'open open-limit'],
    ],
    ['ignores close when closed', [close], ['closed keep']],
  ])('%s', (_, inputs, expected) => {
    expect(run(...inputs)).toEqual(expected);
  });
});
