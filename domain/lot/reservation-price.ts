import type { VehicleNeeds } from '../facility/kinds.ts';
import { must } from '../kernel/assert.ts';
import { DAY_MS, type Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import { timingOf } from '../reservation/reservation.ts';
import type { Span } from '../reservation/span.ts';
import { tariffAt } from '../tariff/book.ts';
import { combinedQuote } from '../tariff/combined-quote.ts';
import type { Quote, QuoteLineCode } from '../tariff/quote.ts';
import { quote as quoteOf } from '../tariff/quote-of.ts';
import { reservationPolicies } from './reservation-supply.ts';
import type { LotState } from './state.ts';

/**
 * What a window costs: as a stay by the tariff that will be in force. A dynamic price says something
 * about now and nothing about next week, so it counts only for windows that are about to begin.
 */
export function windowQuote(
  state: LotState,
  { vehicleClass }: Pick<VehicleNeeds, 'vehicleClass'>,
  { fromAt, toAt }: Span,
  at: Instant,
): Quote {
  const installed = must(state.installed, 'reservations exist only in an open lot');
  const { tariff } = tariffAt(state.tariffs, fromAt);
  const timing = timingOf({ fromAt, toAt }, reservationPolicies(installed));
  const price = timing.holdFromAt <= at ? state.tariffs.price : null;
  const stay = { entryAt: fromAt, exitAt: toAt, vehicleClass };
  return quoteOf(tariff, stay, {
    holidays: installed.holidays,
    ...(price !== null && { price }),
  });
}

/** A quote of one fee, with the tariff's taxes. */
export function feeQuote(
  state: LotState,
  code: Extract<QuoteLineCode, 'cancellation' | 'no-show'>,
  feeMinor: Minor,
  at: Instant,
): Quote {
  const text = code === 'cancellation' ? 'Cancellation' : 'No-show';
  return combinedQuote(tariffAt(state.tariffs, at).tariff, {
    quotes: [],
    lines: [{ code, text, quantity: 1, unitMinor: feeMinor, amountMinor: feeMinor }],
    discounts: [],
    validUntilAt: at + DAY_MS,
    why: `${text} fee of a reservation.`,
  });
}
