import { must } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/instant.ts';
import { minorToDecimal } from '../../kernel/money.ts';
import { type TariffVersion, tariffAt } from '../../tariff/book.ts';
import { startingPrice } from '../../tariff/compile.ts';
import type { LockedPrice } from '../../tariff/dynamic-schema.ts';
import { nextPrice, type PriceChange } from '../../tariff/next-price.ts';
import { measuredPct, startMeasure } from '../../tariff/occupancy-measure.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';

/**
 * The dynamic price at an instant, as an event where it changes. A stepped rate follows the occupancy
 * measured since its last change, bands follow the moment. What vehicles inside have locked stays.
 */
export function priceTick(state: LotState, at: Instant): readonly LotEvent[] {
  const { tariffs } = state;
  const inForce = tariffAt(tariffs, at);
  const { dynamic } = inForce.tariff;
  if (dynamic === undefined) {
    if (tariffs.price === null) return [];
    return [changed(state, inForce, at, null, 'The tariff in force has one price.')];
  }
  if (tariffs.price === null || tariffs.priceVersion !== inForce.version) {
    const price = startingPrice(inForce.tariff);
    return [
      changed(state, inForce, at, { price, figures: null }, 'A tariff with dynamic prices begins.'),
    ];
  }
  const { lot, holidays } = must(state.installed, 'a lot that ticks is open');
  const change = nextPrice(dynamic, tariffs.price, {
    at,
    occupancyPct: occupancyPct(state, at, dynamic.kind === 'step'),
    // That a price began says nothing of occupancy: bands follow it at once, steps wait their time.
    lastChangeAt:
      dynamic.kind === 'bands' && tariffs.priceBand === null ? null : tariffs.priceChangedAt,
    band: tariffs.priceBand,
    timeZone: lot.timeZone,
    holidays,
  });
  if (change === null) return [];
  return [changed(state, inForce, at, change, wordsOf(change, tariffs.price, lot.currency))];
}

/** How full the lot is: at the moment, or on average since the last change of price. In whole percent. */
export function occupancyPct(state: LotState, at: Instant, isAverage: boolean): number {
  const now = { vehicles: state.sessions.size, capacity: capacityOf(state), at };
  return measuredPct(isAverage ? state.tariffs.measure : startMeasure(at), now);
}

/** Slots that are in use. */
export function capacityOf({ installed }: LotState): number {
  const { slots, blocked } = must(installed, 'a lot that ticks is open');
  return slots.length - blocked.size;
}

function changed(
  state: LotState,
  { version }: TariffVersion,
  at: Instant,
  to: PriceChange | { readonly price: LockedPrice; readonly figures: null } | null,
  why: string,
): LotEvent {
  return {
    type: 'PriceChanged',
    tariffVersion: version,
    from: state.tariffs.price,
    to: to?.price ?? null,
    occupancyPct: to?.figures?.occupancyPct ?? occupancyPct(state, at, false),
    inside: state.sessions.size,
    capacity: capacityOf(state),
    figures: to?.figures ?? null,
    why,
  };
}

function wordsOf({ price, figures }: PriceChange, from: LockedPrice, currency: string): string {
  const { cause, occupancyPct: pct, thresholdPct, bandPercent, peak, held } = figures;
  const stopped = held === null ? '' : `, held at the ${held}`;
  if (price.rateMinorPerHour !== null && price.rateMinorPerHour !== from.rateMinorPerHour) {
    const rate = `${currency} ${minorToDecimal(price.rateMinorPerHour, currency)} an hour`;
    const passed = cause === 'up' ? `at ${thresholdPct} % or above` : `below ${thresholdPct} %`;
    return `Occupancy of ${pct} % is ${passed}: ${rate}${stopped}.`;
  }
  const band = `Occupancy of ${pct} %: ${bandPercent ?? 100} % of the tariff`;
  const inPeak = peak === null ? '' : `, ${peak}`;
  return `${band}${inPeak}, ${price.percent} % in all${stopped}.`;
}
