import { assert } from '../kernel/assert.ts';
import type { TicketNumber } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Currency, Minor } from '../kernel/money.ts';
import { centred, type Paper, pair, qr, ruled, total } from '../paper/paper.ts';
import { paperWords } from '../paper/words.ts';
import { paperWriter } from '../paper/writer.ts';
import { headBlocks } from '../printing/letterhead.ts';
import { formatTicketNumber } from '../ticket/number.ts';

/** An amount that waits to be paid with a phone. It proves nothing: the payment comes later. */
export interface PaymentSlip {
  readonly lotName: string;
  readonly lotAddress?: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly currency: Currency;
  readonly at: Instant;
  readonly amountMinor: Minor;
  /** What the QR code says: `upi://pay?…`, or a payment provider's link. */
  readonly scanUri: string;
  /** By which the payment is found again. */
  readonly reference: string;
  /** Null where the provider sets no end. */
  readonly expiresAt: Instant | null;
  readonly ticketNumber?: TicketNumber;
}

const words = paperWords.slip;

/** Lays out the slip with the code to be scanned. */
export function slipPaper(slip: PaymentSlip): Paper {
  assert(slip.amountMinor > 0, 'a slip asks for an amount');
  const write = paperWriter(slip);
  const { ticketNumber } = slip;
  const isUpi = slip.scanUri.startsWith('upi:');
  return {
    title: words.fileTitle(slip.reference),
    author: slip.lotName,
    at: slip.at,
    locale: slip.locale,
    blocks: ruled([
      headBlocks(slip, { header: null, logo: null }),
      [total(words.heading, write.money(slip.amountMinor))],
      [centred(isUpi ? words.scanUpi : words.scan, 'strong'), qr(slip.scanUri)],
      [
        ...(ticketNumber === undefined
          ? []
          : [pair(words.ticket, formatTicketNumber(ticketNumber))]),
        pair(words.reference, slip.reference),
        ...(slip.expiresAt === null
          ? []
          : [pair(words.validUntil, write.timeOn(slip.expiresAt, slip.at), 'strong')]),
      ],
      [centred(words.note, 'small')],
    ]),
  };
}
