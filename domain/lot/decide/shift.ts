import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, refused } from '../decision.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';

/** A clerk starts with a counted float. One shift at a time for now. */
export function decideOpenShift(state: LotState, command: CommandOf<'OpenShift'>): Decision {
  if (state.shift !== null) return refused('shift-open', `by ${state.shift.by}`);
  return happened({
    type: 'ShiftOpened',
    shiftId: idFrom(command, 'sh'),
    floatMinor: command.floatMinor,
  });
}

/** Cash-up: what was counted beside what should be there. */
export function decideCloseShift(state: LotState, command: CommandOf<'CloseShift'>): Decision {
  const { shift } = state;
  if (shift === null) return refused('shift-not-open');
  const expectedMinor = shift.floatMinor + shift.takenMinor;
  return happened({
    type: 'ShiftClosed',
    shiftId: shift.id,
    countedMinor: command.countedMinor,
    expectedMinor,
  });
}
