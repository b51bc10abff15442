import type { Instant } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import type { PaymentPurpose } from '../../payment/payment.ts';
import type { MembershipCommand } from '../command/membership.ts';
import type { Deciders } from '../deciders.ts';
import type { LotEvent } from '../event.ts';
import type { PurposeDue } from '../purpose-due.ts';
import type { LotState } from '../state.ts';

export const membershipDeciders: Deciders<MembershipCommand> = {};

/** What is to be paid for a membership now. */
export function membershipDue(
  _state: LotState,
  _purpose: Extract<PaymentPurpose, { kind: 'membership' }>,
  _at: Instant,
): PurposeDue {
  return { ok: false, code: 'payment-not-due' };
}

/** What follows when money came for a membership. */
export function membershipPaid(
  _state: LotState,
  _purpose: Extract<PaymentPurpose, { kind: 'membership' }>,
  _amountMinor: Minor,
  _at: Instant,
): readonly LotEvent[] {
  return [];
}
