import { DAY_MS, HOUR_MS, type Instant } from '../kernel/instant.ts';
import { addDiscounts, settle } from './adjustments.ts';
import { type ChargingFee, chargingFee } from './charging.ts';
import { compileTariff } from './compile.ts';
import type { Quote, QuoteContext, Stay } from './quote.ts';
import { mergedLines } from './quote-lines.ts';
import { type Chain, chainOf } from './re-entry.ts';
import { stayFee } from './stay-fee.ts';
import type { Tariff } from './tariff-file.ts';
import type { Holidays, ZoneClock } from './zone-clock.ts';

/**
 * Charging stops after so many calendar days: a vehicle left for years is a matter for staff, and no
 * clock that went wrong may make a quote without end.
 */
export const CHARGED_DAYS_MAX = 1_000;
/** A quote whose total never rises is still only good for so long. */
export const VALID_DAYS_MAX = 31;

const NO_CONTEXT: QuoteContext = {};
const NO_HOLIDAYS: Holidays = new Set();
const holidaySets = new WeakMap<readonly string[], Holidays>();

/**
 * The fee of a stay, the same for the same input. Elapsed time is charged as elapsed, so a clock change
 * neither gives nor takes an hour; clock windows follow the tariff's zone. The tariff has been checked
 * by `parseTariff`, and a product that the context names exists (`findProduct`).
 */
export function quote(tariff: Tariff, stay: Stay, context: QuoteContext = NO_CONTEXT): Quote {
  const compiled = compileTariff(tariff, context.price ?? null);
  const { clock } = compiled;
  const holidays = holidaysOf(context.holidays);
  const chain = chainOf(tariff, stay, context.priorVisits);
  const limitAt = chargingLimit(chain.entryAt, clock);
  const exitAt = Math.min(Math.max(stay.exitAt, stay.entryAt), limitAt);
  const fee = stayFee({ ...stay, exitAt }, chain, compiled, context, holidays);
  const lines = mergedLines(fee.lines);
  addDiscounts(lines, context.discounts ?? []);
  const { totalMinor, taxes } = settle(lines, tariff, chain.paidMinor);
  let taxMinor = 0;
  for (const tax of taxes) taxMinor += tax.amountMinor;
  const steady = exitAt === limitAt ? Infinity : fee.steadyUntilAt;
  const validMax = Math.max(stay.exitAt, stay.entryAt) + VALID_DAYS_MAX * DAY_MS;
  return {
    lines,
    totalMinor,
    netMinor: totalMinor - taxMinor,
    taxMinor,
    taxes,
    currency: tariff.currency,
    tariffId: tariff.id,
    validUntilAt: Math.min(steady, validMax),
    why: fee.why + notes(tariff, chain, exitAt),
  };
}

/** What a stay is charged for charging alone, where the tariff does not charge the whole of it. */
export function chargingOf(
  tariff: Tariff,
  stay: Pick<Stay, 'vehicleClass' | 'exitAt'>,
  context: QuoteContext,
): ChargingFee {
  return chargingFee(compileTariff(tariff, context.price ?? null), stay, context);
}

/** The end of the last calendar day that is charged. */
function chargingLimit(entryAt: Instant, clock: ZoneClock): Instant {
  // Around noon of the day after the last, whatever the clocks did in between.
  const noon = clock.dayAt(entryAt).startsAt + CHARGED_DAYS_MAX * DAY_MS + 12 * HOUR_MS;
  return clock.dayAt(noon).startsAt;
}

function holidaysOf(days: readonly string[] | undefined): Holidays {
  if (days === undefined || days.length === 0) return NO_HOLIDAYS;
  const known = holidaySets.get(days);
  if (known !== undefined) return known;
  const made = new Set(days);
  holidaySets.set(days, made);
  return made;
}

function notes({ maxStayDays }: Tariff, chain: Chain, exitAt: Instant): string {
  let text = '';
  if (chain.visits > 0)
    text += ` It continues ${chain.visits === 1 ? 'an earlier visit' : `${chain.visits} earlier visits`}.`;
  if (maxStayDays !== undefined && exitAt - chain.entryAt > maxStayDays * DAY_MS)
    text += ` The stay is longer than the ${maxStayDays} days that are allowed.`;
  return text;
}
