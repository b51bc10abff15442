import { type ClockWindows, clockWindows } from './clock-windows.ts';
import {
  type CompiledEach,
  type CompiledLadder,
  compileEach,
  compileLadder,
  feeUnits,
  type Scale,
} from './compiled-ladder.ts';
import type { LockedPrice } from './dynamic-schema.ts';
import type { Cap, Charge, Each, Free, Rate, Span, Surcharge, Tariff } from './tariff-file.ts';
import { clockOf, daysMask, minuteOf, namesHolidays, type ZoneClock } from './zone-clock.ts';

export interface CompiledCap {
  readonly per: Cap['per'];
  readonly units: number;
}

export type CompiledCharge =
  | { readonly kind: 'ladder'; readonly ladder: CompiledLadder; readonly restart: Span | 'never' }
  | {
      readonly kind: 'windows';
      readonly when: ClockWindows;
      readonly countAnew: boolean;
      readonly windows: readonly CompiledWindow[];
    };

export interface CompiledWindow {
  readonly name: string;
  readonly capUnits: number;
  readonly charge:
    | { readonly kind: 'each'; readonly each: CompiledEach }
    | { readonly kind: 'flat'; readonly units: number }
    | { readonly kind: 'ladder'; readonly ladder: CompiledLadder };
}

export interface CompiledRate {
  readonly rate: Rate;
  readonly charge: CompiledCharge;
  /** 1 where a bound belongs to what follows it: such a charge sees every exit a moment later. */
  readonly boundaryMs: 0 | 1;
  readonly caps: readonly CompiledCap[];
  readonly free: Free | null;
  readonly daysMask: number;
  readonly entryBetween: ClockWindows | null;
  readonly exitBetween: ClockWindows | null;
  readonly within: ClockWindows | null;
  readonly leaveBeforeMinute: number | null;
}

export interface CompiledSurcharge {
  readonly surcharge: Surcharge;
  /** When it comes round; null for those that do not follow the clock. */
  readonly when: ClockWindows | null;
}

/** A tariff under one locked price, made ready for many quotes. */
export interface CompiledTariff {
  readonly tariff: Tariff;
  readonly clock: ZoneClock;
  readonly scale: Scale;
  readonly mindsHolidays: boolean;
  /** Groups of comparable rates in order of appearance. */
  groupsOf(vehicleClass: string): readonly (readonly CompiledRate[])[];
  readonly surcharges: readonly CompiledSurcharge[];
}

/** Kept for each tariff object: sessions of one lot share a few prices. */
const PRICES_PER_TARIFF_MAX = 64;
const compiled = new WeakMap<Tariff, Map<string, CompiledTariff>>();

/** Compiles once for each tariff object and price. A tariff must not be changed after its first use. */
export function compileTariff(tariff: Tariff, locked: LockedPrice | null): CompiledTariff {
  const price = locked ?? startingPrice(tariff);
  const key = `${price.percent}/${price.rateMinorPerHour}`;
  let prices = compiled.get(tariff);
  if (prices === undefined) {
    prices = new Map();
    compiled.set(tariff, prices);
  }
  const known = prices.get(key);
  if (known !== undefined) return known;
  if (prices.size >= PRICES_PER_TARIFF_MAX) prices.clear();
  const made = compile(tariff, price);
  prices.set(key, made);
  return made;
}

/** The price before any change: all fees as they stand, and the rule's own rate per hour. */
export function startingPrice({ dynamic }: Tariff): LockedPrice {
  const rateMinorPerHour = dynamic?.kind === 'step' ? dynamic.startMinorPerHour : null;
  return { percent: 100, rateMinorPerHour };
}

function compile(tariff: Tariff, price: LockedPrice): CompiledTariff {
  const scale: Scale = {
    unitsPerMinor: unitsPerMinor(tariff),
    percent: price.percent,
    rateMinorPerHour: price.rateMinorPerHour ?? startingPrice(tariff).rateMinorPerHour ?? 0,
  };
  const rates = tariff.rates.map((rate) => compileRate(rate, tariff, scale));
  const byClass = new Map<string, readonly (readonly CompiledRate[])[]>();
  const named = new Set(tariff.rates.flatMap(({ classes }) => classes ?? []));
  for (const one of [...named, 'car']) byClass.set(one, groupsFor(one, rates));
  const ofCars = byClass.get('car') ?? [];
  return {
    tariff,
    clock: clockOf(tariff.timeZone),
    scale,
    mindsHolidays: namesHolidays(tariff.rates.map(({ days }) => days)),
    groupsOf: (vehicleClass) => byClass.get(vehicleClass) ?? ofCars,
    surcharges: (tariff.surcharges ?? []).map((surcharge) => ({
      surcharge,
      when: surcharge.kind === 'window' ? clockWindows([surcharge]) : null,
    })),
  };
}

function groupsFor(vehicleClass: string, rates: readonly CompiledRate[]): CompiledRate[][] {
  const groups = new Map<string, CompiledRate[]>();
  for (const one of rates) {
    const { classes, compare = '' } = one.rate;
    if (classes !== undefined && !classes.includes(vehicleClass)) continue;
    const group = groups.get(compare);
    if (group === undefined) groups.set(compare, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

function compileRate(rate: Rate, tariff: Tariff, scale: Scale): CompiledRate {
  return {
    rate,
    charge: compileCharge(rate.charge, scale),
    boundaryMs: rate.charge.boundary === 'under' ? 1 : 0,
    caps: (rate.caps ?? []).map(({ per, amountMinor }) => ({
      per,
      units: feeUnits(amountMinor, scale),
    })),
    free: rate.free ?? tariff.free ?? null,
    daysMask: daysMask(rate.days),
    entryBetween: rate.entryBetween === undefined ? null : clockWindows([rate.entryBetween]),
    exitBetween: rate.exitBetween === undefined ? null : clockWindows([rate.exitBetween]),
    within: rate.within === undefined ? null : clockWindows([rate.within]),
    leaveBeforeMinute: rate.leaveBefore === undefined ? null : minuteOf(rate.leaveBefore),
  };
}

function compileCharge(charge: Charge, scale: Scale): CompiledCharge {
  if (charge.kind === 'ladder') {
    const { restart = 'never', rungs } = charge;
    return { kind: 'ladder', ladder: compileLadder(rungs, scale), restart };
  }
  return {
    kind: 'windows',
    when: clockWindows(charge.windows),
    countAnew: charge.countAnew === true,
    windows: charge.windows.map(({ name, from, to, capMinor, charge: inside }) => ({
      name: name ?? `${from} to ${to}`,
      capUnits: capMinor === undefined ? Infinity : feeUnits(capMinor, scale),
      charge:
        inside.kind === 'each'
          ? { kind: 'each', each: compileEach(inside, scale) }
          : inside.kind === 'flat'
            ? { kind: 'flat', units: feeUnits(inside.feeMinor, scale) }
            : { kind: 'ladder', ladder: compileLadder(inside.rungs, scale) },
    })),
  };
}

/**
 * So many units make one minor unit that every pro-rata minute and every share of an hour is a whole
 * number of them.
 */
export function unitsPerMinor({ rates }: Pick<Tariff, 'rates'>): number {
  let units = 1;
  for (const { charge } of rates) {
    for (const { minutes, feeMinor, proRata } of eachesOf(charge)) {
      if (feeMinor === 'hourly-rate') units = leastCommonMultiple(units, 60);
      else if (proRata === true) units = leastCommonMultiple(units, minutes);
    }
  }
  return units;
}

/** Every fee for a period that a charge holds. */
export function eachesOf(charge: Charge): Each[] {
  if (charge.kind === 'ladder')
    return charge.rungs.flatMap((rung) => ('each' in rung ? [rung.each] : []));
  return charge.windows.flatMap(({ charge: inside }) => {
    if (inside.kind === 'each') return [inside];
    if (inside.kind === 'flat') return [];
    return inside.rungs.flatMap((rung) => ('each' in rung ? [rung.each] : []));
  });
}

function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
