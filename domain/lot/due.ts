import type { LotFile } from '../facility/lot-file.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import { dueAmount } from '../payment/due.ts';
import type { Session } from '../session/session.ts';
import type { Quote } from '../tariff/quote.ts';
import { quote as quoteOf } from '../tariff/quote-of.ts';

/** What a session owes at an instant, with the quote behind it. Zero within the exit grace. */
export function duePayment(
  lot: LotFile,
  session: Session,
  at: Instant,
): { readonly dueMinor: Minor; readonly quote: Quote } {
  const quote = quoteOf(lot.tariff, {
    entryAt: session.startedAt ?? session.issuedAt,
    exitAt: at,
    vehicleClass: session.vehicleClass,
    timeZone: lot.timeZone,
    currency: lot.currency,
  });
  const { paidMinor, graceUntilAt } = session;
  return {
    quote,
    dueMinor: dueAmount({ totalMinor: quote.totalMinor, paidMinor, graceUntilAt, at }),
  };
}
