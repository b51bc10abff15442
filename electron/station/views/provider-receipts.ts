import { ownReferenceOf } from '#domain/payment/own-reference.ts';
import type { ProviderReceipt, Span } from '#domain/reports/source.ts';
import type { Database } from '../journal/sqlite.ts';
import type { JournalSource } from './journal-source.ts';

const EVENTS_PER_TURN = 500;

interface ReceiptRow {
  readonly seq: number;
  readonly paymentId: string;
  readonly at: number;
  readonly kind: string;
  readonly method: string;
  readonly amountMinor: number;
  readonly party: string;
}

/**
 * Receipts of every payment that a terminal or provider had a part in and that has one in the time, with
 * what both sides call it. The provider's name for it stands in the event that captured it.
 */
export async function providerReceipts(
  database: Database,
  journal: Pick<JournalSource, 'readEach'>,
  { fromAt, toAt }: Span,
  turn: () => Promise<void>,
): Promise<readonly ProviderReceipt[]> {
  await turn();
  const rows = database
    .prepare(
      `SELECT p.seq, p.payment_id AS paymentId, p.at, p.kind, p.method,
         p.amount_minor AS amountMinor, coalesce(r.counterpart, '') AS party
       FROM payments p LEFT JOIN payment_requests r ON r.payment_id = p.payment_id
       WHERE p.payment_id IN (
         SELECT payment_id FROM payments INDEXED BY payments_by_time
         WHERE at >= @fromAt AND at < @toAt AND method <> 'cash')
       ORDER BY p.receipt_number`,
    )
    .all({ fromAt, toAt }) as readonly ReceiptRow[];
  const captures = rows.filter(({ kind }) => kind === 'payment');
  const named = new Map<string, string>();
  for (let from = 0; from < captures.length; from += EVENTS_PER_TURN) {
    await turn();
    const seqs = captures.slice(from, from + EVENTS_PER_TURN).map(({ seq }) => seq);
    for (const { event } of journal.readEach(seqs))
      if (event.type === 'PaymentCaptured' && event.providerReference !== null)
        named.set(event.paymentId, event.providerReference.id);
  }
  return rows.map(({ paymentId, at, method, amountMinor, party }) => {
    const name = named.get(paymentId);
    const own = ownReferenceOf(paymentId);
    const references = name === undefined ? [own] : [name, own];
    return { paymentId, at, method, amountMinor, party, references };
  });
}
