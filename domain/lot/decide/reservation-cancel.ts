import { cancellationFeeMinor, chargeMinor } from '../../reservation/reservation.ts';
import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import { reservationPolicies } from '../reservation-supply.ts';
import type { LotState } from '../state.ts';
import { refundsOf } from './payment-refund.ts';
import { endedCode } from './reservation-state.ts';

/** Nobody comes any more: the fee by the lot's rules, the slot to others, the rest of the money back. */
export function decideCancel(state: LotState, command: CommandOf<'CancelReservation'>): Decision {
  const { installed } = state;
  const one = state.reservations.reservations.get(command.reservationId);
  if (installed === null || one === undefined)
    return refused('reservation-unknown', command.reservationId);
  if (one.state === 'cancelled') return NOTHING;
  const code = one.state === 'arrived' ? 'reservation-arrived' : endedCode(one);
  if (code !== null) return refused(code);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  const { id: reservationId, number, slotId, paidMinor, paymentIds } = one;
  const feeMinor = cancellationFeeMinor(one, reservationPolicies(installed), command.at);
  const event: LotEvent = {
    type: 'ReservationCancelled',
    reservationId,
    number,
    slotId,
    feeMinor,
    reason,
  };
  if (!command.refund) return happened(event);
  const back = refundsOf(state, command, paymentIds, paidMinor - feeMinor, reason);
  return back.ok ? happened(event, ...back.events) : back;
}

/** Grace for a driver who could not come or not cancel in time. */
export function decideWaive(state: LotState, command: CommandOf<'WaiveReservationFee'>): Decision {
  const one = state.reservations.reservations.get(command.reservationId);
  if (one === undefined) return refused('reservation-unknown', command.reservationId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  const { id: reservationId, number, feeMinor, paidMinor, paymentIds } = one;
  if (feeMinor === 0) return NOTHING;
  const event: LotEvent = { type: 'ReservationFeeWaived', reservationId, number, feeMinor, reason };
  if (!command.refund) return happened(event);
  const back = refundsOf(state, command, paymentIds, paidMinor, reason);
  return back.ok ? happened(event, ...back.events) : back;
}

/** Money that a cancellation or a change has set free and that was not given back then. */
export function decideReservationRefund(
  state: LotState,
  command: CommandOf<'RefundReservation'>,
): Decision {
  const one = state.reservations.reservations.get(command.reservationId);
  if (one === undefined) return refused('reservation-unknown', command.reservationId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  const tooMuchMinor = one.paidMinor - chargeMinor(one);
  return refundsOf(state, command, one.paymentIds, tooMuchMinor, reason);
}
