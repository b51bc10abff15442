import type { PaymentRow } from '#domain/contract/payments.ts';
import type { PlateRef } from '#domain/kernel/ids.ts';
import { keptMinor, type Payment } from '#domain/payment/payment.ts';
import type { LotService } from '../runtime/lot-service.ts';
import { installedOf } from './lot-call.ts';
import { plateRefsOf, ticketPrefixOf } from './session-search.ts';
import { viewsUpToDate } from './views-up-to-date.ts';

type RevealRef = (ref: string | null) => string | null;

/** The stay that a payment was for, be the vehicle inside or gone. */
interface Stay {
  readonly ticketNumber: string;
  readonly plateRef: PlateRef | null;
}

/** A payment as callers see it. */
export async function paymentRow(
  service: LotService,
  payment: Payment,
  reveal: RevealRef,
): Promise<PaymentRow> {
  const stays = await staysOf(service, [payment]);
  return toRow(service, payment, stays, reveal);
}

/** Stays of payments by session; those that are over are in the read model. */
async function staysOf(
  service: LotService,
  payments: readonly Payment[],
): Promise<ReadonlyMap<string, Stay>> {
  const stays = new Map<string, Stay>();
  const gone: string[] = [];
  for (const { purpose } of payments) {
    if (purpose.kind !== 'session') continue;
    const session = service.state.sessions.get(purpose.sessionId);
    if (session === undefined) gone.push(purpose.sessionId);
    else stays.set(session.id, session);
  }
  if (gone.length === 0) return stays;
  await viewsUpToDate(service);
  for (const record of await service.views.sessionsOf(gone)) stays.set(record.id, record);
  return stays;
}

function toRow(
  service: LotService,
  payment: Payment,
  stays: ReadonlyMap<string, Stay>,
  reveal: RevealRef,
): PaymentRow {
  const { purpose } = payment;
  const stay = purpose.kind === 'session' ? stays.get(purpose.sessionId) : undefined;
  const plateRef = purpose.kind === 'lost-ticket' ? purpose.plateRef : (stay?.plateRef ?? null);
  return {
    id: payment.id,
    state: payment.state,
    method: payment.method,
    purpose: purpose.kind,
    purposeId: purposeId(payment),
    ticketNumber: stay?.ticketNumber ?? null,
    plate: reveal(plateRef),
    amountMinor: payment.amountMinor,
    capturedMinor: payment.capturedMinor,
    refundedMinor: payment.refundedMinor,
    overpaidMinor: payment.overpaidMinor,
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
  /** A receipt number, or part of a reference, ticket or plate. */
  readonly search?: string | undefined;
  readonly limit: number;
}

/** Shorter texts are receipt numbers and parts of plates: they stand in every other reference. */
const REFERENCE_MIN_CHARS = 4;
/** Stays that one search may stand for. */
const STAYS_MAX = 1_000;

/** Payments that the lot still holds, newest first. */
export async function searchPayments(
  service: LotService,
  { state, sessionId, search = '', limit }: PaymentSearch,
  reveal: RevealRef,
): Promise<PaymentRow[]> {
  const wanted = search.trim();
  const found = wanted === '' ? null : await sessionsLike(service, wanted);
  const hits: Payment[] = [];
  for (const payment of [...service.state.payments.payments.values()].reverse()) {
    if (hits.length >= limit) break;
    if (!isOfState(payment, state)) continue;
    const id = purposeId(payment);
    if (sessionId !== undefined && id !== sessionId) continue;
    if (found === null || (id !== null && found.has(id)) || matches(payment, wanted))
      hits.push(payment);
  }
  const stays = await staysOf(service, hits);
  return hits.map((payment) => toRow(service, payment, stays, reveal));
}

/** Sessions whose ticket or plate is like a text. */
async function sessionsLike(service: LotService, text: string): Promise<ReadonlySet<string>> {
  await viewsUpToDate(service);
  const page = { state: 'all', limit: STAYS_MAX, offset: 0 } as const;
  const [byTicket, byPlate] = await Promise.all([
    text.length < REFERENCE_MIN_CHARS
      ? []
      : service.views.sessions({ ...page, ticketPrefix: ticketPrefixOf(service, text) }),
    service.views.sessions({ ...page, plateRefs: plateRefsOf(service, text) }),
  ]);
  return new Set([...byTicket, ...byPlate].map(({ id }) => id));
}

function isOfState(payment: Payment, wanted: PaymentSearch['state']): boolean {
  switch (wanted) {
    case 'all':
      return !isUntakenOffer(payment);
    case 'open':
      return payment.state === 'requested';
    case 'attention':
      return needsAttention(payment);
    default:
      return payment.state === wanted;
  }
}

/** Every amount shown in a lane is offered there; what was then paid otherwise is found among the failed. */
function isUntakenOffer({ state, laneId }: Payment): boolean {
  return state === 'failed' && laneId !== null;
}

/** Nobody knows whether it was paid, or money of it is still to be given back. */
function needsAttention(payment: Payment): boolean {
  const { uncertain, overpaidMinor, refundedMinor } = payment;
  return uncertain || (keptMinor(payment) > 0 && overpaidMinor > refundedMinor);
}

function matches(payment: Payment, search: string): boolean {
  const wanted = search.toUpperCase().replace(/[\s-]/g, '');
  const { id, receiptNumber, reference } = payment;
  if (receiptNumber !== null && String(receiptNumber) === wanted) return true;
  if (wanted.length < REFERENCE_MIN_CHARS) return false;
  return [reference, id].some((text) => text.toUpperCase().replace(/[\s-]/g, '').includes(wanted));
}
