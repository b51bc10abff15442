import type { PlateRef } from '#domain/kernel/ids.ts';
import type { Receipt } from '#domain/payment/receipt.ts';
import type { LotService } from '../runtime/lot-service.ts';

/** Read models that know the receipts of a lot. */
export interface ReceiptSource {
  receipt(number: number): Promise<Receipt | null>;
}

/**
 * A receipt's facts, with the plate for those who may see it: read models keep references alone.
 * Null for a number that was not given yet.
 */
export async function receiptFacts(
  service: LotService,
  source: ReceiptSource,
  number: number,
  reveal: (ref: PlateRef | null) => string | null,
): Promise<Receipt | null> {
  const receipt = await source.receipt(number);
  if (receipt?.stay === undefined) return receipt;
  const { ticketNumber: ticketPrefix } = receipt.stay;
  const query = { state: 'all', ticketPrefix, limit: 1, offset: 0 } as const;
  const [session] = await service.views.sessions(query);
  const plate = reveal(session?.plateRef ?? null);
  return plate === null ? receipt : { ...receipt, stay: { ...receipt.stay, plate } };
}
