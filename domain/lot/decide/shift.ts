import type { Shift } from '../../shift/shift.ts';
import { expectedCashMinor } from '../../shift/shift.ts';
import { actorName } from '../actor.ts';
import type { ShiftCommand } from '../command/shift.ts';
import type { CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, refused } from '../decision.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';

const REASON_MIN_CHARS = 3;

/** A clerk starts with a counted float. One shift at a time for each clerk. */
export function decideOpenShift(state: LotState, command: CommandOf<'OpenShift'>): Decision {
  if (ownShift(state, command) !== null) return refused('shift-open');
  const { floatMinor } = command;
  return happened({ type: 'ShiftOpened', shiftId: idFrom(command, 'sh'), floatMinor });
}

/** Change fetched, money brought to the safe, a bill paid out of the drawer. */
function decideMoveCash(state: LotState, command: CommandOf<'MoveCash'>): Decision {
  const shift = ownShift(state, command);
  if (shift === null) return refused('shift-not-open');
  const { move, amountMinor } = command;
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  if (move !== 'pay-in' && amountMinor > expectedCashMinor(shift))
    return refused('drawer-too-little');
  return happened({ type: 'CashMoved', shiftId: shift.id, move, amountMinor, reason });
}

/** Cash-up: what was counted beside what should be there. */
export function decideCloseShift(state: LotState, command: CommandOf<'CloseShift'>): Decision {
  const { shiftId, countedMinor, pieces } = command;
  const shift =
    shiftId === null ? ownShift(state, command) : (state.shifts.open.get(shiftId) ?? null);
  if (shift === null)
    return shiftId === null ? refused('shift-not-open') : refused('shift-unknown', shiftId);
  const sum = pieces.reduce((total, { pieceMinor, count }) => total + pieceMinor * count, 0);
  if (pieces.length > 0 && sum !== countedMinor) return refused('count-wrong');
  const expectedMinor = expectedCashMinor(shift);
  const reason = command.reason.trim();
  if (countedMinor !== expectedMinor && reason.length < REASON_MIN_CHARS)
    return refused('reason-needed', 'the count differs from what is expected');
  return happened({
    type: 'ShiftClosed',
    shiftId: shift.id,
    closeNumber: state.shifts.lastCloseNumber + 1,
    countedMinor,
    expectedMinor,
    pieces,
    reason,
  });
}

function ownShift(
  { shifts }: LotState,
  { actor }: { readonly actor: CommandOf<'OpenShift'>['actor'] },
): Shift | null {
  const id = shifts.byClerk.get(actorName(actor));
  return (id === undefined ? undefined : shifts.open.get(id)) ?? null;
}

export const shiftDeciders: Deciders<ShiftCommand> = {
  OpenShift: decideOpenShift,
  MoveCash: decideMoveCash,
  CloseShift: decideCloseShift,
};
