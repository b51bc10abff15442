import { must } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import { type Sale, saleQuote } from '../../membership/fee-quote.ts';
import type { Membership } from '../../membership/membership.ts';
import type { PaymentPurpose } from '../../payment/payment.ts';
import { tariffAt } from '../../tariff/book.ts';
import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import { planOf } from '../membership-rights.ts';
import type { PurposeDue } from '../purpose-due.ts';
import type { LotState } from '../state.ts';
import { notRenewable, renewed } from './membership-life.ts';

type MembershipPurpose = Extract<PaymentPurpose, { kind: 'membership' }>;

/** No balance grows beyond this: a prepaid account is no bank account. In minor units. */
export const BALANCE_MAX_MINOR = 10_000_000;

/** How long a quote of a fee holds, so that it can be paid at leisure. */
const QUOTE_HOLDS_MS = 15 * 60_000;

/**
 * What is to be paid for a membership now. The amount of a top-up is whatever the payer wants, up to
 * what the balance may still take; for everything else `wantedMinor` does not matter.
 */
export function membershipDue(
  state: LotState,
  purpose: MembershipPurpose,
  at: Instant,
  wantedMinor: Minor | null = null,
): PurposeDue {
  const membership = state.memberships.memberships.get(purpose.membershipId);
  if (membership === undefined) return { ok: false, code: 'membership-unknown' };
  switch (purpose.what) {
    case 'fee':
      return feeDue(state, membership, at);
    case 'top-up':
      return topUpDue(state, membership, at, wantedMinor);
    case 'debt':
      return debtDue(state, membership, at);
  }
}

function feeDue(state: LotState, membership: Membership, at: Instant): PurposeDue {
  const { terms } = planOf(state, membership);
  const not = notRenewable(membership, at);
  if (not !== null) return { ok: false, code: not };
  if (terms.priceMinor === 0) return { ok: false, code: 'payment-not-due' };
  const due = sold(state, at, {
    code: 'product',
    text: terms.name,
    priceMinor: terms.priceMinor,
    why: `One ${terms.period} of the plan ${terms.name}`,
    isTaxed: true,
  });
  return { ...due, dueMinor: Math.max(0, due.dueMinor - membership.feePaidMinor) };
}

function topUpDue(
  state: LotState,
  membership: Membership,
  at: Instant,
  wantedMinor: Minor | null,
): PurposeDue {
  if (membership.state === 'ended') return { ok: false, code: 'membership-ended' };
  if (planOf(state, membership).terms.rights.kind !== 'prepaid')
    return { ok: false, code: 'payment-not-due' };
  const mostMinor = BALANCE_MAX_MINOR - membership.balanceMinor;
  const priceMinor = Math.max(0, Math.min(wantedMinor ?? mostMinor, mostMinor));
  const why = 'Money for the balance; stays are taxed when they are charged to it';
  return sold(state, at, { code: 'flat', text: 'Top-up', priceMinor, why, isTaxed: false });
}

function debtDue(state: LotState, { debtMinor }: Membership, at: Instant): PurposeDue {
  if (debtMinor === 0) return { ok: false, code: 'payment-not-due' };
  const why = 'Stays beyond the plan that were not paid at the exit';
  // What is owed is the fee of stays, which has its taxes in it whatever the tariff's way.
  return sold(state, at, { code: 'flat', text: 'Debt', priceMinor: debtMinor, why, isTaxed: 'in' });
}

function sold(
  state: LotState,
  at: Instant,
  sale: Pick<Sale, 'code' | 'text' | 'priceMinor' | 'why'> & { readonly isTaxed: boolean | 'in' },
): Extract<PurposeDue, { ok: true }> {
  const { lot } = must(state.installed, 'memberships are of an open lot');
  const { tariff } = tariffAt(state.tariffs, at);
  const { isTaxed, ...rest } = sale;
  const ofTariff = isTaxed === false ? null : (tariff.taxes ?? null);
  const taxes =
    isTaxed === 'in' && ofTariff !== null ? { ...ofTariff, mode: 'included' as const } : ofTariff;
  const about = { currency: lot.currency, tariffId: tariff.id };
  const quote = saleQuote({ ...rest, ...about, validUntilAt: at + QUOTE_HOLDS_MS }, taxes);
  return { ok: true, dueMinor: quote.totalMinor, quote };
}

/** Whether money that comes for a membership, however late, still buys something. */
export function membershipTakes(
  { memberships }: LotState,
  { membershipId, what }: MembershipPurpose,
): boolean {
  const membership = memberships.memberships.get(membershipId);
  if (membership === undefined) return false;
  // An account that was closed is still settled; another period of it is nobody's.
  return what !== 'fee' || membership.state !== 'ended';
}

/** What follows when money came for a membership. */
export function membershipPaid(
  state: LotState,
  { membershipId, what }: MembershipPurpose,
  amountMinor: Minor,
  at: Instant,
): readonly LotEvent[] {
  const membership = state.memberships.memberships.get(membershipId);
  // Money that comes long after its account was closed and forgotten is only a payment.
  if (membership === undefined) return [];
  if (!membershipTakes(state, { kind: 'membership', membershipId, what })) return [];
  switch (what) {
    case 'fee':
      return [feePaid(state, membership, amountMinor, at)];
    case 'top-up': {
      const balanceMinor = membership.balanceMinor + amountMinor;
      return [{ type: 'BalanceToppedUp', membershipId, amountMinor, balanceMinor }];
    }
    case 'debt': {
      // Two payments of one debt: what is beyond it waits on the balance.
      const paidMinor = Math.min(amountMinor, membership.debtMinor);
      const debtMinor = membership.debtMinor - paidMinor;
      const events: LotEvent[] = [
        { type: 'DebtPaid', membershipId, amountMinor: paidMinor, debtMinor },
      ];
      const restMinor = amountMinor - paidMinor;
      const balanceMinor = membership.balanceMinor + restMinor;
      if (restMinor > 0)
        events.push({
          type: 'BalanceToppedUp',
          membershipId,
          amountMinor: restMinor,
          balanceMinor,
        });
      return events;
    }
  }
}

/** A part of the fee waits for the rest; the whole of it is another period. */
function feePaid(
  state: LotState,
  membership: Membership,
  amountMinor: Minor,
  at: Instant,
): LotEvent {
  const due = feeDue(state, membership, at);
  if (due.ok && amountMinor < due.dueMinor) {
    const feePaidMinor = membership.feePaidMinor + amountMinor;
    return { type: 'FeePartPaid', membershipId: membership.id, amountMinor, feePaidMinor };
  }
  const plan = planOf(state, membership);
  return renewed(state, membership, plan, at, { by: 'payment', reason: '' });
}

/** Lets a member off what is owed, all or a part. */
export function decideWaiveDebt(state: LotState, command: CommandOf<'WaiveDebt'>): Decision {
  const { membershipId, amountMinor } = command;
  const membership = state.memberships.memberships.get(membershipId);
  if (membership === undefined) return refused('membership-unknown', membershipId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  if (membership.debtMinor === 0) return refused('payment-not-due');
  if (amountMinor <= 0 || amountMinor > membership.debtMinor)
    return refused('payment-wrong-amount', `${membership.debtMinor} is owed in minor units`);
  const debtMinor = membership.debtMinor - amountMinor;
  return happened({ type: 'DebtWaived', membershipId, amountMinor, debtMinor, reason });
}
