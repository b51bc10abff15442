import type { PaymentRow } from '#domain/contract/payments.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';

/** One line of what happened to a payment. */
export interface Moment {
  /** Null for what goes on right now. */
  readonly at: number | null;
  readonly text: string;
}

const { events } = t.payments;

/** What happened to a payment, in the order in which it did. */
export function timelineOf(payment: PaymentRow, format: Format): readonly Moment[] {
  const { state, capturedAt, capturedMinor, receiptNumber, by, detail } = payment;
  const asked = format.money(payment.amountMinor);
  const receipt = format.number(receiptNumber ?? 0);
  const moments: Moment[] = [];
  // Cash is asked for and taken at once.
  if (payment.method === 'cash')
    moments.push({ at: payment.requestedAt, text: events.taken(asked, by, receipt) });
  else moments.push({ at: payment.requestedAt, text: events.requested(asked, by) });
  if (payment.method !== 'cash' && capturedAt !== null)
    moments.push({ at: capturedAt, text: events.captured(format.money(capturedMinor), receipt) });
  for (const {
    requestedAt,
    settledAt,
    failed,
    amountMinor,
    reason,
    by: clerk,
  } of payment.refunds) {
    const amount = format.money(amountMinor);
    moments.push({ at: requestedAt, text: `${events.refundAsked(amount, clerk)}: ${reason}` });
    if (settledAt !== null) moments.push({ at: settledAt, text: events.refunded(amount) });
    else if (failed !== null) moments.push({ at: null, text: events.refundFailed(failed) });
  }
  if (state === 'failed')
    moments.push({ at: null, text: detail === '' ? events.failed : `${events.failed}: ${detail}` });
  if (state === 'reversed') moments.push({ at: null, text: events.reversed });
  if (payment.ending !== null) moments.push({ at: null, text: events.ending[payment.ending] });
  // Equal instants keep the order in which they were written down; what goes on now comes last.
  return moments.sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity) || 0);
}

/** What of a payment can still be given back. */
export function refundableMinor(payment: PaymentRow): number {
  if (payment.state !== 'captured' && payment.state !== 'refunded') return 0;
  if (payment.ending !== null) return 0;
  const underWay = payment.refunds
    .filter(({ settledAt, failed }) => settledAt === null && failed === null)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return payment.capturedMinor - payment.refundedMinor - underWay;
}

/** Whether a payment can still be taken back as if it had never been. */
export function isReversible(payment: PaymentRow): boolean {
  const { state, method, ending, refunds } = payment;
  return (
    state === 'captured' &&
    (method === 'cash' || method === 'card') &&
    ending === null &&
    refunds.every(({ failed }) => failed !== null)
  );
}

/** Nobody knows whether it was paid, or money of it is still to be given back. */
export function needsAttention(payment: PaymentRow): boolean {
  return payment.uncertain || overpaidMinor(payment) > 0;
}

/** What nobody owed and is not given back yet. */
export function overpaidMinor(payment: PaymentRow): number {
  if (payment.state !== 'captured' && payment.state !== 'refunded') return 0;
  return Math.max(0, payment.overpaidMinor - payment.refundedMinor);
}
