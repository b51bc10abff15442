import { type Instant, MINUTE_MS } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { PriorVisit, Stay } from './quote.ts';
import type { Tariff } from './tariff-file.ts';
import type { ZoneClock } from './zone-clock.ts';

/** A stay with the earlier visits that it continues. */
export interface Chain {
  /** The entry of the first visit. */
  readonly entryAt: Instant;
  /** Where charged time begins: the first entry, or later by the gaps where they do not count. */
  readonly startAt: Instant;
  readonly paidMinor: Minor;
  /** How many earlier visits it continues. */
  readonly visits: number;
}

const NO_VISITS: readonly PriorVisit[] = [];

/** Follows the visits back for as long as each began soon enough after the one before it. */
export function chainOf(
  { reEntry }: Tariff,
  { entryAt }: Stay,
  priorVisits: readonly PriorVisit[] = NO_VISITS,
): Chain {
  const alone: Chain = { entryAt, startAt: entryAt, paidMinor: 0, visits: 0 };
  if (reEntry === undefined || priorVisits.length === 0) return alone;
  const withinMs = reEntry.withinMinutes * MINUTE_MS;
  const latestFirst = priorVisits.toSorted((a, b) => b.exitAt - a.exitAt);
  let chain = alone;
  for (const visit of latestFirst) {
    const gapMs = chain.entryAt - visit.exitAt;
    if (gapMs < 0 || visit.exitAt < visit.entryAt) continue;
    if (gapMs > withinMs) break;
    chain = {
      entryAt: visit.entryAt,
      startAt: reEntry.countGap ? visit.entryAt : chain.startAt - (visit.exitAt - visit.entryAt),
      paidMinor: chain.paidMinor + visit.paidMinor,
      visits: chain.visits + 1,
    };
  }
  return chain;
}

/** How much of a day's shared free time visits before the chain have used. */
export function pooledUsedMs(
  chainEntryAt: Instant,
  priorVisits: readonly PriorVisit[] = NO_VISITS,
  clock: ZoneClock,
): number {
  const day = clock.dayAt(chainEntryAt);
  let used = 0;
  for (const visit of priorVisits) {
    if (visit.exitAt > chainEntryAt) continue;
    const from = Math.max(visit.entryAt, day.startsAt);
    used += Math.max(0, visit.exitAt - from);
  }
  return used;
}
