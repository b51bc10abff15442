import { MINUTE_MS } from '../kernel/instant.ts';
import type { Each, Rung } from './tariff-file.ts';

/*
 * Within the engine, amounts are counted in units: so many to a minor unit that pro-rata fees and
 * fees made from a rate per hour are whole numbers of them. Sums are exact and rounded once.
 */

/** How fees become units, under the price that a session locked. */
export interface Scale {
  readonly unitsPerMinor: number;
  readonly percent: number;
  readonly rateMinorPerHour: number;
}

/** A fee under the locked price; percentages round to whole minor units, as a ticket prints them. */
export function pricedMinor(feeMinor: number, { percent }: Scale): number {
  return percent === 100 ? feeMinor : Math.floor((feeMinor * percent + 50) / 100);
}

export function feeUnits(feeMinor: number, scale: Scale): number {
  return pricedMinor(feeMinor, scale) * scale.unitsPerMinor;
}

/** A fee for each period. */
export interface CompiledEach {
  /** Length of what is counted: the period, or a minute where it is charged pro rata. */
  readonly stepMs: number;
  readonly stepUnits: number;
  readonly proRata: boolean;
  readonly perMinutes: number;
  /** For one whole period. */
  readonly periodUnits: number;
}

export function compileEach({ minutes, feeMinor, proRata }: Each, scale: Scale): CompiledEach {
  const periodUnits =
    feeMinor === 'hourly-rate'
      ? (pricedMinor(scale.rateMinorPerHour, scale) * scale.unitsPerMinor * minutes) / 60
      : feeUnits(feeMinor, scale);
  return {
    stepMs: proRata === true ? MINUTE_MS : minutes * MINUTE_MS,
    stepUnits: proRata === true ? periodUnits / minutes : periodUnits,
    proRata: proRata === true,
    perMinutes: minutes,
    periodUnits,
  };
}

interface CompiledRung {
  readonly fromMs: number;
  /** The last elapsed time on the rung. */
  readonly upToMs: number;
  /** Of the rungs before. */
  readonly baseUnits: number;
  readonly each: CompiledEach | null;
  /** The most that is reached on this rung. */
  readonly topUnits: number;
}

export interface CompiledLadder {
  readonly rungs: readonly CompiledRung[];
  /** Set where the whole ladder is one endless fee for each period. */
  readonly plain: CompiledEach | null;
}

export function compileLadder(rungs: readonly Rung[], scale: Scale): CompiledLadder {
  const compiled: CompiledRung[] = [];
  let fromMs = 0;
  let baseUnits = 0;
  for (const rung of rungs) {
    const upToMs = rung.upToMinutes === null ? Infinity : rung.upToMinutes * MINUTE_MS;
    const one = compileRung(rung, { fromMs, upToMs, baseUnits }, scale);
    compiled.push(one);
    fromMs = upToMs;
    baseUnits = one.each === null ? one.topUnits : rungUnits(one, upToMs);
  }
  const [first] = compiled;
  const isPlain =
    compiled.length === 1 && first?.upToMs === Infinity && first.topUnits === Infinity;
  return { rungs: compiled, plain: isPlain ? first.each : null };
}

function compileRung(
  rung: Rung,
  place: Pick<CompiledRung, 'fromMs' | 'upToMs' | 'baseUnits'>,
  scale: Scale,
): CompiledRung {
  if (!('each' in rung))
    return { ...place, each: null, topUnits: feeUnits(rung.totalMinor, scale) };
  const topUnits =
    rung.notAboveMinor === undefined ? Infinity : feeUnits(rung.notAboveMinor, scale);
  return { ...place, each: compileEach(rung.each, scale), topUnits };
}

function rungUnits({ each, fromMs, baseUnits, topUnits }: CompiledRung, elapsedMs: number): number {
  if (each === null) return topUnits;
  if (elapsedMs === Infinity) return topUnits;
  const steps = Math.ceil((elapsedMs - fromMs) / each.stepMs);
  // A top below what was reached before takes nothing back.
  return Math.max(baseUnits, Math.min(topUnits, baseUnits + steps * each.stepUnits));
}

/** The fee of an elapsed time; none for none. Beyond the last rung it stays. */
export function ladderUnits({ rungs }: CompiledLadder, elapsedMs: number): number {
  if (elapsedMs <= 0) return 0;
  let last = 0;
  for (const rung of rungs) {
    if (elapsedMs <= rung.upToMs) return rungUnits(rung, elapsedMs);
    last = rungUnits(rung, rung.upToMs);
  }
  return last;
}

/** The first elapsed time beyond `elapsedMs` whose fee is higher; Infinity where none is. */
export function nextLadderRise(ladder: CompiledLadder, elapsedMs: number): number {
  const now = ladderUnits(ladder, elapsedMs);
  for (const { fromMs, upToMs, each } of ladder.rungs) {
    if (elapsedMs >= upToMs) continue;
    const startMs = Math.max(fromMs, elapsedMs);
    // The first moment on this rung, then the start of its next period.
    if (ladderUnits(ladder, startMs + 1) > now) return startMs + 1;
    if (each === null) continue;
    const steps = Math.ceil((startMs + 1 - fromMs) / each.stepMs);
    const next = fromMs + steps * each.stepMs + 1;
    if (next <= upToMs && ladderUnits(ladder, next) > now) return next;
  }
  return Infinity;
}
