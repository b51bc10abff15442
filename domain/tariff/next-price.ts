import { DAY_MS, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import { clockWindows, occurrenceAt } from './clock-windows.ts';
import type { BandsRule, DynamicRule, LockedPrice, StepRule } from './dynamic-schema.ts';
import { clockOf } from './zone-clock.ts';

/** What the price follows at a moment. */
export interface PriceFacts {
  readonly at: Instant;
  /** Measured occupancy, 0 to 100. */
  readonly occupancyPct: number;
  /** Null before the first change. */
  readonly lastChangeAt: Instant | null;
  /** The band of the last change, by its place in the rule; null before it. */
  readonly band: number | null;
  /** For the windows of peaks. */
  readonly timeZone: string;
  readonly holidays?: readonly string[];
}

/** Why a price is what it is: kept with the change, so that it can be followed afterwards. */
export interface PriceFigures {
  readonly occupancyPct: number;
  /** `up`, `down`: a step. `band`, `peak`: what moved the percentage. */
  readonly cause: 'up' | 'down' | 'band' | 'peak';
  /** The threshold that the occupancy passed: of the step, or where the band begins. */
  readonly thresholdPct: number;
  readonly band: number | null;
  readonly bandPercent: number | null;
  /** The name of the peak window that runs. */
  readonly peak: string | null;
  readonly peakPercent: number | null;
  /** The floor or ceiling stopped it short. */
  readonly held: 'floor' | 'ceiling' | null;
}

export interface PriceChange {
  readonly price: LockedPrice;
  readonly figures: PriceFigures;
}

/** The price that a rule makes of what it is now, or null when it stays. */
export function nextPrice(
  rule: DynamicRule,
  current: LockedPrice,
  facts: PriceFacts,
): PriceChange | null {
  return rule.kind === 'step' ? nextStep(rule, current, facts) : nextBand(rule, current, facts);
}

/** One step at most, within floor and ceiling; a price outside them is brought back by the step. */
function nextStep(rule: StepRule, current: LockedPrice, facts: PriceFacts): PriceChange | null {
  const { occupancyPct, lastChangeAt, at } = facts;
  if (lastChangeAt !== null && at - lastChangeAt < rule.everyDays * DAY_MS) return null;
  const isUp = occupancyPct >= rule.upAtPct;
  if (!isUp && occupancyPct >= rule.downBelowPct) return null;
  const rate = current.rateMinorPerHour ?? rule.startMinorPerHour;
  const stepped = isUp ? rate + rule.stepMinor : rate - rule.stepMinor;
  const { value, held } = clamped(stepped, rule.floorMinor, rule.ceilingMinor);
  if (value === rate) return null;
  return {
    price: { percent: current.percent, rateMinorPerHour: value },
    figures: {
      occupancyPct,
      cause: isUp ? 'up' : 'down',
      thresholdPct: isUp ? rule.upAtPct : rule.downBelowPct,
      band: null,
      bandPercent: null,
      peak: null,
      peakPercent: null,
      held,
    },
  };
}

function nextBand(rule: BandsRule, current: LockedPrice, facts: PriceFacts): PriceChange | null {
  const { occupancyPct, lastChangeAt, at } = facts;
  const tooSoon =
    lastChangeAt !== null && at - lastChangeAt < rule.minutesBetweenChanges * MINUTE_MS;
  if (tooSoon) return null;
  const band = bandOf(rule, occupancyPct, facts.band);
  const { fromPct = 0, percent: bandPercent = 100 } = rule.bands[band] ?? {};
  const peak = peakAt(rule, facts);
  const peakPercent = peak?.percent ?? null;
  const wanted = Math.round((bandPercent * (peakPercent ?? 100)) / 100);
  const { value, held } = clamped(wanted, rule.floorPercent, rule.ceilingPercent);
  if (value === current.percent) return null;
  return {
    price: { percent: value, rateMinorPerHour: current.rateMinorPerHour },
    figures: {
      occupancyPct,
      cause: band === facts.band ? 'peak' : 'band',
      thresholdPct: fromPct,
      band,
      bandPercent,
      peak: peak?.name ?? null,
      peakPercent,
      held,
    },
  };
}

/** Up as soon as a band's start is reached; down only once occupancy is well below its own. */
function bandOf(
  { bands, hysteresisPct }: BandsRule,
  occupancyPct: number,
  last: number | null,
): number {
  let reached = 0;
  bands.forEach(({ fromPct }, index) => {
    if (occupancyPct >= fromPct) reached = index;
  });
  if (last === null || reached >= last) return reached;
  let band = Math.min(last, bands.length - 1);
  while (band > reached && occupancyPct < (bands[band]?.fromPct ?? 0) - hysteresisPct) band -= 1;
  return band;
}

function peakAt({ peaks }: BandsRule, { at, timeZone, holidays = [] }: PriceFacts) {
  if (peaks === undefined || peaks.length === 0) return null;
  const found = occurrenceAt(clockWindows(peaks), at, clockOf(timeZone), new Set(holidays));
  return found === null ? null : (peaks[found.index] ?? null);
}

function clamped(
  value: number,
  floor: number,
  ceiling: number,
): { readonly value: number; readonly held: 'floor' | 'ceiling' | null } {
  if (value < floor) return { value: floor, held: 'floor' };
  if (value > ceiling) return { value: ceiling, held: 'ceiling' };
  return { value, held: null };
}
