import { chargesOf } from '../charging/book.ts';
import { must } from '../kernel/assert.ts';
import type { SessionId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import { dueAmount } from '../payment/due.ts';
import { endsGrace, type Payment, type PaymentBook } from '../payment/payment.ts';
import type { Session } from '../session/session.ts';
import { tariffOfVersion } from '../tariff/book.ts';
import { combinedQuote } from '../tariff/combined-quote.ts';
import type { Quote, QuoteContext } from '../tariff/quote.ts';
import { chargingOf, quote as quoteOf } from '../tariff/quote-of.ts';
import type { ContractCharge } from './contract-charge.ts';
import { memberShare, membershipCharge, membershipCover } from './membership-cover.ts';
import { reservationCharge } from './reservation-charge.ts';
import type { LotState } from './state.ts';

/** What is to be paid now, with the quote behind it. */
export interface Due {
  readonly dueMinor: Minor;
  /** What a membership may still take over of it included; equal to `dueMinor` for everybody else. */
  readonly owedMinor: Minor;
  readonly quote: Quote;
}

/**
 * What a session owes at an instant. Zero within the exit grace. A payment that is being reversed counts
 * as gone: else the gate would open on money that is on its way back.
 */
export function duePayment(state: LotState, session: Session, at: Instant): Due {
  const { quote, creditMinor } = stayQuote(state, session, at);
  const held = withoutReversed(state, session);
  const { graceUntilAt } = held;
  const paidMinor = held.paidMinor + creditMinor;
  const owedMinor = dueAmount({ totalMinor: quote.totalMinor, paidMinor, graceUntilAt, at });
  const cover = membershipCover(state, session, at);
  const dueMinor = cover === null ? owedMinor : memberShare(cover, owedMinor).driverMinor;
  return { quote, owedMinor, dueMinor };
}

/** What of a session's money stays when the reversals that are under way succeed. */
function withoutReversed({ payments }: LotState, session: Session): Paid {
  let { paidMinor, graceUntilAt }: Paid = session;
  for (const payment of reversalsOf(payments, session.id)) {
    paidMinor -= payment.capturedMinor;
    if (endsGrace(payment, payment.capturedMinor)) graceUntilAt = null;
  }
  return { paidMinor, graceUntilAt };
}

type Paid = Pick<Session, 'paidMinor' | 'graceUntilAt'>;

/** The payments of a session that its terminal is reversing. */
export function reversalsOf(book: PaymentBook, sessionId: SessionId): readonly Payment[] {
  const found: Payment[] = [];
  for (const id of book.reversing) {
    const payment = book.payments.get(id);
    if (payment?.purpose.kind === 'session' && payment.purpose.sessionId === sessionId)
      found.push(payment);
  }
  return found;
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
  const charge = contractCharge(state, session, at);
  // Whoever has lost the ticket pays the tariff's fee for that; what was paid before it still counts.
  if (charge === null || session.lostTicket)
    return {
      quote: quoteOf(tariff, { entryAt, exitAt: at, vehicleClass }, context),
      creditMinor: charge?.creditMinor ?? 0,
    };
  // Each span is a stay by itself: none goes on with an earlier visit, or that is paid twice.
  // What was charged belongs to none of them: it is paid once, whatever right the vehicle came by.
  const {
    discounts = [],
    priorVisits: _visits,
    charges: _charges,
    chargingMinutes: _minutes,
    chargingWh: _wh,
    ...plain
  } = context;
  const charging = chargingOf(tariff, { vehicleClass, exitAt: at }, context);
  const quotes = charge.spans.map(({ fromAt, toAt }) =>
    quoteOf(tariff, { entryAt: fromAt, exitAt: toAt, vehicleClass }, plain),
  );
  const last = charge.spans.at(-1);
  // Only a span that still runs makes the fee rise with time.
  const running = last !== undefined && last.toAt >= at ? quotes.at(-1) : undefined;
  const { why, creditMinor } = charge;
  const lines = [...charge.lines, ...charging.lines];
  const validUntilAt = Math.min(
    charge.validUntilAt,
    running?.validUntilAt ?? charge.validUntilAt,
    charging.steadyUntilAt,
  );
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
    charges: chargesOf(state.charging, session.id),
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
      const charge = membershipCharge(state, session, at);
      return charge === null ? null : { ...charge, creditMinor: 0 };
    }
  }
}
