import type { LotFile } from '#domain/facility/lot-file.ts';
import type { PaymentId, PlateRef, SessionId } from '#domain/kernel/ids.ts';
import { actorName } from '#domain/lot/actor.ts';
import type { Receipt, ReceiptStay } from '#domain/payment/receipt.ts';
import { type ReceiptContext, receiptOfEvent } from '#domain/payment/receipt-of-event.ts';
import type { LotService } from '../runtime/lot-service.ts';

/** How the station's own actor is named. */
const STATION_NAME = actorName({ kind: 'station' });

type Reveal = (ref: PlateRef | null) => string | null;

/**
 * A receipt's facts, from the event that it was given with; the plate only where it may be seen. Null
 * for a number that was not given yet.
 */
export async function receiptFacts(
  service: LotService,
  lot: LotFile,
  number: number,
  reveal: Reveal,
): Promise<Receipt | null> {
  const recorded = await service.views.receiptEvent(number);
  if (recorded === null) return null;
  const { event } = recorded;
  const sessionId = 'sessionId' in event ? event.sessionId : null;
  const stay = sessionId === null ? null : await stayOf(service, sessionId, reveal);
  const isBack = event.type === 'PaymentReversed' || event.type === 'PaymentRefunded';
  const captured = isBack ? await capturedOf(service, event.paymentId) : null;
  const askedBy = 'paymentId' in event ? askedByOf(service, event.paymentId) : null;
  return receiptOfEvent(recorded, { lot, stay, captured, askedBy });
}

/** Null for what the station asked for itself, in a lane. */
function askedByOf(service: LotService, paymentId: PaymentId): string | null {
  const by = service.state.payments.payments.get(paymentId)?.by ?? null;
  return by === STATION_NAME ? null : by;
}

async function stayOf(
  service: LotService,
  sessionId: SessionId,
  reveal: Reveal,
): Promise<Omit<ReceiptStay, 'exitAt'> | null> {
  const record = await service.views.session(sessionId);
  if (record === null) return null;
  const { ticketNumber, entryAt, plateRef } = record;
  const plate = reveal(plateRef);
  return { ticketNumber, entryAt, ...(plate === null ? {} : { plate }) };
}

/** How money had come that was given back; null where the lot has forgotten the payment since. */
async function capturedOf(
  service: LotService,
  paymentId: PaymentId,
): Promise<ReceiptContext['captured']> {
  const number = service.state.payments.payments.get(paymentId)?.receiptNumber ?? null;
  const recorded = number === null ? null : await service.views.receiptEvent(number);
  return recorded?.event.type === 'PaymentCaptured'
    ? { at: recorded.at, event: recorded.event }
    : null;
}
