import type { ShiftId } from '../../kernel/ids.ts';
import type { Minor } from '../../kernel/money.ts';
import type { PaymentMethod } from '../../payment/payment.ts';
import type { MethodTotal } from '../../shift/shift.ts';
import { actorName } from '../actor.ts';
import type { ShiftEvent } from '../event/shift.ts';
import type { RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState } from '../state.ts';

/** What happens at the tills. */
export function evolveShift(state: LotState, event: ShiftEvent, recorded: RecordedEvent): void {
  const { shifts } = state;
  switch (event.type) {
    case 'ShiftOpened': {
      const { shiftId: id, floatMinor } = event;
      const by = actorName(recorded.actor);
      shifts.open.set(id, {
        id,
        openedAt: recorded.at,
        by,
        floatMinor,
        totals: new Map(),
        movedMinor: 0,
      });
      shifts.byClerk.set(by, id);
      return;
    }
    case 'CashMoved': {
      const shift = shifts.open.get(event.shiftId);
      if (shift === undefined) return;
      shift.movedMinor += event.move === 'pay-in' ? event.amountMinor : -event.amountMinor;
      return;
    }
    case 'ShiftClosed': {
      const shift = shifts.open.get(event.shiftId);
      shifts.lastCloseNumber = event.closeNumber;
      if (shift === undefined) return;
      shifts.open.delete(shift.id);
      shifts.byClerk.delete(shift.by);
      return;
    }
  }
}

export function countTaken(
  state: LotState,
  shiftId: ShiftId | null,
  method: PaymentMethod,
  amountMinor: Minor,
): void {
  const total = totalOf(state, shiftId, method);
  if (total === null) return;
  total.count += 1;
  total.takenMinor += amountMinor;
}

/** Money given back: a refund, or a payment reversed. */
export function countRefund(
  state: LotState,
  shiftId: ShiftId | null,
  method: PaymentMethod,
  amountMinor: Minor,
): void {
  const total = totalOf(state, shiftId, method);
  if (total === null) return;
  total.refundCount += 1;
  total.refundedMinor += amountMinor;
}

function totalOf(
  { shifts }: LotState,
  shiftId: ShiftId | null,
  method: PaymentMethod,
): MethodTotal | null {
  const shift = shiftId === null ? undefined : shifts.open.get(shiftId);
  if (shift === undefined) return null;
  const known = shift.totals.get(method);
  if (known !== undefined) return known;
  const total = { count: 0, takenMinor: 0, refundCount: 0, refundedMinor: 0 };
  shift.totals.set(method, total);
  return total;
}

export const shiftEvolvers = evolversOf<ShiftEvent>(evolveShift, {
  ShiftOpened: true,
  CashMoved: true,
  ShiftClosed: true,
});
