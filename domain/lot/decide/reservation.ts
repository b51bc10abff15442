import type { ReservationId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import type { PaymentPurpose } from '../../payment/payment.ts';
import type { ReservationCommand } from '../command/reservation.ts';
import type { Deciders } from '../deciders.ts';
import type { LotEvent } from '../event.ts';
import type { PurposeDue } from '../purpose-due.ts';
import type { LotState } from '../state.ts';

export const reservationDeciders: Deciders<ReservationCommand> = {};

/** What is to be paid for a reservation now. */
export function reservationDue(
  _state: LotState,
  _reservationId: ReservationId,
  _at: Instant,
): PurposeDue {
  return { ok: false, code: 'payment-not-due' };
}

/** What follows when money came for a reservation. */
export function reservationPaid(
  _state: LotState,
  _purpose: Extract<PaymentPurpose, { kind: 'reservation' }>,
  _amountMinor: Minor,
  _at: Instant,
): readonly LotEvent[] {
  return [];
}
