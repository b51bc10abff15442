import type { ShiftId } from '../../kernel/ids.ts';
import type { Minor } from '../../kernel/money.ts';
import { expectedCashMinor } from '../../shift/shift.ts';
import type { Actor } from '../actor.ts';
import { actorName } from '../actor.ts';
import type { LotState } from '../state.ts';

/** A shift is one clerk's till: what others take does not go through it. */
export function shiftOf({ shifts }: LotState, actor: Actor): ShiftId | null {
  return shifts.byClerk.get(actorName(actor)) ?? null;
}

/** A shift that is still open, or null: the figures of a closed one are final. */
export function openShift({ shifts }: LotState, shiftId: ShiftId | null): ShiftId | null {
  return shiftId !== null && shifts.open.has(shiftId) ? shiftId : null;
}

/** Whether a drawer holds an amount. Cash that comes out of no open drawer is not checked. */
export function holdsCash({ shifts }: LotState, shiftId: ShiftId | null, amount: Minor): boolean {
  const shift = shiftId === null ? undefined : shifts.open.get(shiftId);
  return shift === undefined || expectedCashMinor(shift) >= amount;
}
