import { must } from '../kernel/assert.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import { dueAmount } from '../payment/due.ts';
import type { Session } from '../session/session.ts';
import { tariffOfVersion } from '../tariff/book.ts';
import { combinedQuote } from '../tariff/combined-quote.ts';
import type { Quote, QuoteContext, QuoteLine } from '../tariff/quote.ts';
import { quote as quoteOf } from '../tariff/quote-of.ts';
import type { LotState } from './state.ts';

/** What is to be paid now, with the quote behind it. */
export interface Due {
  readonly dueMinor: Minor;
  readonly quote: Quote;
}

/** What a contract parker is charged for: parts of the stay by the tariff, and lines of their own. */
export interface ContractCharge {
  readonly spans: readonly { readonly fromAt: Instant; readonly toAt: Instant }[];
  readonly lines: readonly QuoteLine[];
  /** From this instant the charge may be higher, apart from what the tariff says of the spans. */
  readonly validUntilAt: Instant;
  readonly why: string;
}

/** What a session owes at an instant. Zero within the exit grace. */
export function duePayment(state: LotState, session: Session, at: Instant): Due {
  const quote = stayQuote(state, session, at);
  const { paidMinor, graceUntilAt } = session;
  return {
    quote,
    dueMinor: dueAmount({ totalMinor: quote.totalMinor, paidMinor, graceUntilAt, at }),
  };
}

function stayQuote(state: LotState, session: Session, at: Instant): Quote {
  const tariff = tariffOfVersion(state.tariffs, session.tariffVersion);
  const entryAt = session.startedAt ?? session.issuedAt;
  const { vehicleClass } = session;
  const context = contextOf(state, session);
  const charge = session.lostTicket ? null : contractCharge(state, session, at);
  if (charge === null) return quoteOf(tariff, { entryAt, exitAt: at, vehicleClass }, context);
  const { discounts = [], ...plain } = context;
  const quotes = charge.spans.map(({ fromAt, toAt }) =>
    quoteOf(tariff, { entryAt: fromAt, exitAt: toAt, vehicleClass }, plain),
  );
  const last = charge.spans.at(-1);
  // Only a span that still runs makes the fee rise with time.
  const running = last !== undefined && last.toAt >= at ? quotes.at(-1) : undefined;
  return combinedQuote(tariff, {
    quotes,
    lines: charge.lines,
    discounts,
    validUntilAt: Math.min(charge.validUntilAt, running?.validUntilAt ?? charge.validUntilAt),
    why: charge.why,
  });
}

/** What the quote of a stay depends on beside tariff and time. */
export function contextOf(state: LotState, session: Session): QuoteContext {
  const { installed, visits } = state;
  const { extras, price, plateRef } = session;
  const priorVisits = plateRef === null ? undefined : visits.get(plateRef);
  return {
    holidays: must(installed, 'sessions exist only in an open lot').holidays,
    lostTicket: session.lostTicket,
    chargingMinutes: extras.chargingMinutes,
    chargingWh: extras.chargingWh,
    oversized: extras.oversized,
    discounts: session.discounts,
    ...(extras.product !== null && { product: extras.product }),
    ...(price !== null && { price }),
    ...(priorVisits !== undefined && { priorVisits }),
  };
}

/** Transients have none: their whole stay is the tariff's. */
function contractCharge(_state: LotState, session: Session, _at: Instant): ContractCharge | null {
  switch (session.right.kind) {
    case 'transient':
    case 'reservation':
    case 'membership':
      return null;
  }
}
