import { must } from '../kernel/assert.ts';
import type { Instant } from '../kernel/instant.ts';
import type { LockedPrice } from './dynamic-schema.ts';
import { type OccupancyMeasure, startMeasure } from './occupancy-measure.ts';
import type { Tariff } from './tariff-file.ts';

/** A tariff as it was published, and from when it is in force. */
export interface TariffVersion {
  /** 1, 2, 3 … in the order of publishing. */
  readonly version: number;
  readonly tariff: Tariff;
  readonly effectiveAt: Instant;
}

/** All tariffs a lot has ever had, and the price in force. Plain data: it is part of snapshots. */
export interface TariffBook {
  readonly versions: Map<number, TariffVersion>;
  lastVersion: number;
  /** The version that came with the lot file, 0 before the first. */
  lastFromFile: number;
  /** The dynamic price that the next vehicle locks; null where the tariff has none. */
  price: LockedPrice | null;
  /** The version whose rule gave the price. */
  priceVersion: number;
  priceChangedAt: Instant | null;
  /** The band of the last change, for its hysteresis; null before it and for stepped rates. */
  priceBand: number | null;
  /** Since the last change of price. */
  measure: OccupancyMeasure;
}

export function emptyTariffBook(): TariffBook {
  return {
    versions: new Map(),
    lastVersion: 0,
    lastFromFile: 0,
    price: null,
    priceVersion: 0,
    priceChangedAt: null,
    priceBand: null,
    measure: startMeasure(0),
  };
}

/**
 * The version in force at an instant: the one whose time came last. Of two that begin together, the one
 * published last. So what is published for now leaves alone what is scheduled for later.
 */
export function tariffAt(book: TariffBook, at: Instant): TariffVersion {
  let found: TariffVersion | null = null;
  for (const one of book.versions.values())
    if (one.effectiveAt <= at && (found === null || isAfter(one, found))) found = one;
  return must(found, 'an open lot has a tariff from its first instant');
}

function isAfter(one: TariffVersion, other: TariffVersion): boolean {
  if (one.effectiveAt !== other.effectiveAt) return one.effectiveAt > other.effectiveAt;
  return one.version > other.version;
}

/** A version by its number. */
export function tariffOfVersion(book: TariffBook, version: number): Tariff {
  return must(book.versions.get(version), `tariff version ${version} was published`).tariff;
}

/** Adds a version. Called by `evolve` alone. */
export function publishTariff(book: TariffBook, tariff: Tariff, effectiveAt: Instant): void {
  book.lastVersion += 1;
  book.versions.set(book.lastVersion, { version: book.lastVersion, tariff, effectiveAt });
}
