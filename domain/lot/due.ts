import { must } from '../kernel/assert.ts';
import { type Instant, MINUTE_MS } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import { dueAmount } from '../payment/due.ts';
import type { Session } from '../session/session.ts';
import { tariffOfVersion } from '../tariff/book.ts';
import { combinedQuote } from '../tariff/combined-quote.ts';
import type { Quote, QuoteContext } from '../tariff/quote.ts';
import { quote as quoteOf } from '../tariff/quote-of.ts';
import type { ContractCharge } from './contract-charge.ts';
import { memberShare, membershipCover } from './membership-cover.ts';
import { reservationCharge } from './reservation-charge.ts';
import type { LotState } from './state.ts';

/** What is to be paid now, with the quote behind it. */
export interface Due {
  readonly dueMinor: Minor;
  /** What a membership may still take over of it included; equal to `dueMinor` for everybody else. */
  readonly owedMinor: Minor;
  readonly quote: Quote;
}

/** What a session owes at an instant. Zero within the exit grace. */
export function duePayment(state: LotState, session: Session, at: Instant): Due {
  const { quote, creditMinor } = stayQuote(state, session, at);
  const { graceUntilAt } = session;
  const paidMinor = session.paidMinor + creditMinor;
  const owedMinor = dueAmount({ totalMinor: quote.totalMinor, paidMinor, graceUntilAt, at });
  const cover = membershipCover(state, session, at);
  const dueMinor = cover === null ? owedMinor : memberShare(cover, owedMinor).driverMinor;
  return { quote, owedMinor, dueMinor };
}

interface StayQuote {
  readonly quote: Quote;
  /** Paid for the stay before it began. */
  readonly creditMinor: Minor;
}

function stayQuote(state: LotState, session: Session, at: Instant): StayQuote {
  const tariff = tariffOfVersion(state.tariffs, session.tariffVersion);
  const entryAt = session.startedAt ?? session.issuedAt;
  const { vehicleClass } = session;
  const context = contextOf(state, session);
  const charge = session.lostTicket ? null : contractCharge(state, session, at);
  if (charge === null)
    return {
      quote: quoteOf(tariff, { entryAt, exitAt: at, vehicleClass }, context),
      creditMinor: 0,
    };
  const { discounts = [], ...plain } = context;
  const quotes = charge.spans.map(({ fromAt, toAt }) =>
    quoteOf(tariff, { entryAt: fromAt, exitAt: toAt, vehicleClass }, plain),
  );
  const last = charge.spans.at(-1);
  // Only a span that still runs makes the fee rise with time.
  const running = last !== undefined && last.toAt >= at ? quotes.at(-1) : undefined;
  const { lines, why, creditMinor } = charge;
  const validUntilAt = Math.min(charge.validUntilAt, running?.validUntilAt ?? charge.validUntilAt);
  const quote = combinedQuote(tariff, { quotes, lines, discounts, validUntilAt, why });
  return { quote, creditMinor };
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
function contractCharge(
  state: LotState,
  session: Session,
  at: Instant,
): (ContractCharge & { readonly creditMinor: Minor }) | null {
  switch (session.right.kind) {
    case 'transient':
      return null;
    case 'reservation':
      return reservationCharge(state, session, at);
    case 'membership': {
      const cover = membershipCover(state, session, at);
      if (cover === null) return null;
      const why = cover.coveredSpans.length === 0 ? '' : 'Covered by the membership in part.';
      const isAll = cover.chargedSpans.length === 0;
      return {
        spans: cover.chargedSpans,
        lines: [],
        // What is covered now may end at any minute: a window closes, a month begins.
        validUntilAt: at + MINUTE_MS,
        why: isAll ? 'Covered by the membership.' : why,
        creditMinor: 0,
      };
    }
  }
}
