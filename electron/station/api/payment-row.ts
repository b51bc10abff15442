import type { PaymentRow } from '#domain/contract/payments.ts';
import type { Payment } from '#domain/payment/payment.ts';
import type { LotService } from '../runtime/lot-service.ts';
import { installedOf } from './lot-call.ts';

type RevealRef = (ref: string | null) => string | null;

/** A payment as callers see it. */
export function paymentRow(service: LotService, payment: Payment, reveal: RevealRef): PaymentRow {
  const { purpose } = payment;
  const session =
    purpose.kind === 'session' ? service.state.sessions.get(purpose.sessionId) : undefined;
  const plateRef = purpose.kind === 'lost-ticket' ? purpose.plateRef : (session?.plateRef ?? null);
  return {
    id: payment.id,
    state: payment.state,
    method: payment.method,
    purpose: purpose.kind,
    purposeId: purposeId(payment),
    ticketNumber: session?.ticketNumber ?? null,
    plate: reveal(plateRef),
    amountMinor: payment.amountMinor,
    capturedMinor: payment.capturedMinor,
    refundedMinor: payment.refundedMinor,
    currency: installedOf(service).lot.currency,
    requestedAt: payment.requestedAt,
    capturedAt: payment.capturedAt,
    by: payment.by,
    receiptNumber: payment.receiptNumber,
    link: payment.link,
    reference: payment.reference,
    expiresAt: payment.expiresAt,
    laneId: payment.laneId,
    deviceId: payment.deviceId,
    provider: payment.provider,
    detail: payment.detail,
    uncertain: payment.uncertain,
    ending: payment.ending,
    refunds: payment.refunds.map((refund) => ({ ...refund })),
  };
}

function purposeId({ purpose }: Payment): string | null {
  switch (purpose.kind) {
    case 'session':
      return purpose.sessionId;
    case 'reservation':
      return purpose.reservationId;
    case 'membership':
      return purpose.membershipId;
    case 'lost-ticket':
      return null;
  }
}

export interface PaymentSearch {
  readonly state: Payment['state'] | 'open' | 'attention' | 'all';
  readonly sessionId?: string | undefined;
  /** Part of a receipt number, reference, ticket or plate. */
  readonly search?: string | undefined;
  readonly limit: number;
}

/** Payments that the lot still holds, newest first. */
export function searchPayments(
  service: LotService,
  { state, sessionId, search, limit }: PaymentSearch,
  reveal: RevealRef,
): PaymentRow[] {
  const rows: PaymentRow[] = [];
  for (const payment of [...service.state.payments.payments.values()].reverse()) {
    if (rows.length >= limit) break;
    if (!isOfState(service, payment, state)) continue;
    if (sessionId !== undefined && purposeId(payment) !== sessionId) continue;
    const row = paymentRow(service, payment, reveal);
    if (search === undefined || search.trim() === '' || matches(row, search)) rows.push(row);
  }
  return rows;
}

function isOfState(
  { state: { alarms } }: LotService,
  payment: Payment,
  wanted: PaymentSearch['state'],
): boolean {
  switch (wanted) {
    case 'all':
      return true;
    case 'open':
      return payment.state === 'requested';
    case 'attention':
      return payment.uncertain || alarms.has(`overpaid-${payment.id}`);
    default:
      return payment.state === wanted;
  }
}

function matches(row: PaymentRow, search: string): boolean {
  const wanted = search.toUpperCase().replace(/[\s-]/g, '');
  const texts = [row.receiptNumber?.toString(), row.reference, row.ticketNumber, row.plate, row.id];
  return texts.some((text) => text?.toUpperCase().replace(/[\s-]/g, '').includes(wanted) === true);
}
