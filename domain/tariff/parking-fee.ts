import { must } from '../kernel/assert.ts';
import { type Instant, MINUTE_MS } from '../kernel/instant.ts';
import { type Minor, minorToDecimal } from '../kernel/money.ts';
import { ChargeRun, type Piece } from './charge-run.ts';
import type { CompiledRate, CompiledTariff } from './compile.ts';
import { exitSpan, type Visit } from './qualify.ts';
import { rounded } from './rounding.ts';
import type { Holidays } from './zone-clock.ts';

/** What a stretch of parking is charged by. */
export interface Parked extends Visit {
  readonly vehicleClass: string;
  /** Of the free time that the day's visits share, what earlier ones have used. */
  readonly pooledUsedMs: number;
  /** What validations give before the fee. */
  readonly givenMs: number;
  /** False where a product or an earlier part of the stay already had it. */
  readonly hasFreeTime: boolean;
}

/** The fee of a stretch by the best rate. */
export interface ParkingFee {
  readonly feeMinor: Minor;
  readonly pieces: readonly Piece[];
  /** Nothing is charged because the stay is within the free time. */
  readonly isFree: boolean;
  /** Where time begins to cost; free time that is deducted lies before it. */
  readonly chargedFromAt: Instant;
  /** No exit before this has another fee. */
  readonly steadyUntilAt: Instant;
  readonly why: string;
}

interface Offer {
  readonly rate: CompiledRate;
  /** From then on it serves no exit. Where a dearer one ends, nothing changes. */
  readonly untilAt: Instant;
  readonly feeMinor: Minor;
  readonly run: ChargeRun | null;
  readonly freeUntilAt: Instant;
  readonly freeMs: number;
}

/** Chooses the rate: of the first group with one that fits, the cheapest. */
export function parkingFee(
  parked: Parked,
  compiled: CompiledTariff,
  holidays: Holidays,
): ParkingFee {
  const offers: Offer[] = [];
  // When a rate that is not in question now may come into question, or one that is, out of it.
  let changeAt = Infinity;
  for (const group of compiled.groupsOf(parked.vehicleClass)) {
    for (const rate of group) {
      const span = exitSpan(rate, parked, compiled, holidays);
      if (span === null || span.untilAt <= parked.exitAt) continue;
      if (span.fromAt > parked.exitAt) {
        changeAt = Math.min(changeAt, span.fromAt);
        continue;
      }
      offers.push(offerOf(rate, span.untilAt, parked, compiled, holidays));
    }
    if (offers.length > 0) break;
  }
  return feeOf(offers, changeAt, parked, compiled);
}

function cheapestOf(offers: readonly Offer[]): Offer {
  return must(
    offers.reduce<Offer | undefined>(
      (best, offer) => (best === undefined || offer.feeMinor < best.feeMinor ? offer : best),
      undefined,
    ),
    'some rate serves every stay: the check of the tariff sees to it',
  );
}

function offerOf(
  rate: CompiledRate,
  untilAt: Instant,
  parked: Parked,
  { clock, scale, tariff }: CompiledTariff,
  holidays: Holidays,
): Offer {
  const { startAt, exitAt, givenMs, hasFreeTime, pooledUsedMs } = parked;
  const free = hasFreeTime ? rate.free : null;
  const used = free?.pooled === 'day' ? pooledUsedMs : 0;
  const freeMs = free === null ? 0 : Math.max(0, free.minutes * MINUTE_MS - used);
  const chargedFromAt = startAt + givenMs + (free?.mode === 'deducted' ? freeMs : 0);
  const freeUntilAt = free === null ? startAt : startAt + freeMs;
  if (freeMs > 0 && exitAt <= freeUntilAt)
    return { rate, untilAt, feeMinor: 0, run: null, freeUntilAt, freeMs };
  const run = new ChargeRun(rate, chargedFromAt, clock, holidays);
  // A stay of no time is charged nothing, whatever the bounds say.
  if (exitAt > chargedFromAt) run.runTo(exitAt + rate.boundaryMs);
  const feeMinor = rounded(run.units, scale.unitsPerMinor, tariff.rounding?.mode);
  return { rate, untilAt, feeMinor, run, freeUntilAt, freeMs };
}

function feeOf(
  offers: readonly Offer[],
  changeAt: Instant,
  parked: Parked,
  compiled: CompiledTariff,
): ParkingFee {
  const best = cheapestOf(offers);
  const { run, rate, freeMs, freeUntilAt, feeMinor } = best;
  const isFree = run === null;
  const riseAt = isFree
    ? freeUntilAt + 1
    : Math.max(run.nextRise() - rate.boundaryMs, parked.exitAt + 1);
  const pieces = isFree ? [] : run.pieces;
  const showsFree = isFree || (freeMs > 0 && rate.free?.mode === 'deducted');
  return {
    feeMinor,
    pieces: showsFree ? [freePiece(parked, freeMs), ...pieces] : pieces,
    isFree,
    chargedFromAt: parked.startAt + (rate.free?.mode === 'deducted' ? freeMs : 0),
    steadyUntilAt: Math.min(riseAt, changeAt, best.untilAt),
    why: whyOf(best, offers, isFree, compiled),
  };
}

function freePiece({ startAt, exitAt }: Parked, freeMs: number): Piece {
  return {
    code: 'free-period',
    text: 'Free period',
    fromAt: startAt,
    toAt: Math.max(startAt, Math.min(exitAt, startAt + freeMs)),
    quantity: Math.ceil(freeMs / MINUTE_MS),
    perMinutes: null,
    unitUnits: 0,
    units: 0,
  };
}

function whyOf(
  best: Offer,
  offers: readonly Offer[],
  isFree: boolean,
  { tariff: { currency } }: CompiledTariff,
): string {
  const { name } = best.rate.rate;
  if (isFree) return `${name}: within the free time.`;
  if (offers.length === 1) return `${name}: the rate that fits this stay.`;
  const price = (minor: Minor) => `${currency} ${minorToDecimal(minor, currency)}`;
  const others = offers
    .filter((offer) => offer !== best)
    .map((offer) => `${offer.rate.rate.name} ${price(offer.feeMinor)}`)
    .join(', ');
  return `${name}: the cheapest of ${offers.length} rates that fit, at ${price(best.feeMinor)} (${others}).`;
}
