import { must } from '../kernel/assert.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import { dueAmount } from '../payment/due.ts';
import type { Session } from '../session/session.ts';
import { tariffOfVersion } from '../tariff/book.ts';
import type { Quote } from '../tariff/quote.ts';
import { quote as quoteOf } from '../tariff/quote-of.ts';
import type { LotState } from './state.ts';

/** What is to be paid now, with the quote behind it. */
export interface Due {
  readonly dueMinor: Minor;
  readonly quote: Quote;
}

/** What a session owes at an instant. Zero within the exit grace. */
export function duePayment(state: LotState, session: Session, at: Instant): Due {
  const { lot } = must(state.installed, 'sessions exist only in an open lot');
  const quote = quoteOf(tariffOfVersion(state.tariffs, session.tariffVersion), {
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
