import type { LotFile } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import type { ImportedReading } from '../history/read-rows.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import { seededRandom } from '../kernel/seeded-random.ts';
import { zonedDay, zonedHours } from '../kernel/zoned.ts';
import type { Span } from '../reports/source.ts';
import type { FactRow } from '../stats/fact.ts';
import type { Measure } from '../stats/measures.ts';
import type { OccupancyRow } from '../stats/occupancy.ts';
import type { DashboardSource } from './dashboard.ts';

/** One vehicle as a test knows it. */
export interface RawStay {
  readonly enterAt: Instant;
  /** After `nowAt`: still inside. */
  readonly exitAt: Instant;
  readonly zone: string;
  readonly kind: string;
  readonly paidMinor: number;
}

/** Two zones and two kinds of slots; the clock is that of `timeZone`. */
export function twoZones(timeZone: string): LotFile {
  const zones = [
    { id: 'yard', label: 'Yard' },
    { id: 'hall', label: 'Hall' },
  ];
  const kinds = ['standard', 'ev'] as const;
  const sketches = Array.from({ length: 10 }, (_, index) => ({
    id: `a${index}`,
    kind: kinds[index % 2] ?? 'standard',
  }));
  const lot = smallLot(sketches, { timeZone });
  const slots = lot.slots.map((slot, index) => ({ ...slot, zoneId: index < 6 ? 'yard' : 'hall' }));
  return { ...lot, zones, slots };
}

/** Stays of some weeks, as dice have it. */
export function rolledStays(seed: number, fromAt: Instant, toAt: Instant): readonly RawStay[] {
  const random = seededRandom(seed);
  const stays: RawStay[] = [];
  for (let at = fromAt; at < toAt; at += Math.ceil(random() * 150) * MINUTE_MS) {
    const paidMinor = random() < 0.3 ? 0 : Math.ceil(random() * 900);
    stays.push({
      enterAt: at,
      exitAt: at + Math.ceil(random() * 300) * MINUTE_MS,
      zone: random() < 0.5 ? 'yard' : 'hall',
      kind: random() < 0.5 ? 'standard' : 'ev',
      paidMinor,
    });
  }
  return stays;
}

/** Read models over raw stays, counted anew for every question. They begin with the first stay. */
export class RawSource implements DashboardSource {
  readonly lot: LotFile;
  readonly stays: readonly RawStay[];
  readonly nowAt: Instant;
  readonly #readings: readonly ImportedReading[];
  readonly #buckets = { hour: new Map<Instant, Instant>(), day: new Map<Instant, Instant>() };

  constructor(
    lot: LotFile,
    stays: readonly RawStay[],
    nowAt: Instant,
    readings: readonly ImportedReading[] = [],
  ) {
    this.lot = lot;
    this.#readings = readings;
    this.stays = stays.filter(({ enterAt }) => enterAt <= nowAt);
    this.nowAt = nowAt;
  }

  async imported(): Promise<readonly ImportedReading[]> {
    return this.#readings;
  }

  get knownFrom(): Instant {
    return this.stays[0]?.enterAt ?? this.nowAt;
  }

  async facts(
    measure: Measure,
    { fromAt, toAt }: Span,
    grain: 'hour' | 'day' | 'all',
  ): Promise<readonly FactRow[]> {
    const rows: FactRow[] = [];
    for (const { at, dims, amount } of this.#recorded(measure)) {
      const bucket = this.#bucket(at, measure === 'stays' ? 'day' : 'hour');
      if (bucket < fromAt || bucket >= toAt) continue;
      const key = grain === 'all' ? fromAt : this.#bucket(at, grain);
      rows.push({ at: key, dims, count: 1, amount });
    }
    return rows;
  }

  async occupancy(
    { fromAt, toAt }: Span,
    grain: 'hour' | 'day',
    series: readonly string[] = ['lot', 'kind:standard', 'kind:ev', 'zone:yard', 'zone:hall'],
  ): Promise<readonly OccupancyRow[]> {
    const rows: OccupancyRow[] = [];
    for (let at = fromAt; at < Math.min(toAt, this.nowAt); ) {
      const day = zonedDay(at, this.lot.timeZone);
      const hour = zonedHours(day, this.lot.timeZone).find(({ endsAt }) => at < endsAt);
      const endsAt = grain === 'day' ? day.endsAt : (hour?.endsAt ?? at + HOUR_MS);
      for (const one of series) {
        const row = this.#row(one, at, Math.min(endsAt, this.nowAt));
        if (row !== null) rows.push(row);
      }
      at = endsAt;
    }
    return rows;
  }

  #row(series: string, startsAt: Instant, endsAt: Instant): OccupancyRow | null {
    const from = Math.max(startsAt, this.knownFrom);
    if (from >= endsAt) return null;
    const [by, id] = series.split(':');
    const fits = (of: {
      readonly zoneId?: string;
      readonly zone?: string;
      readonly kind: string;
    }) => by === 'lot' || (by === 'kind' ? of.kind === id : (of.zoneId ?? of.zone) === id);
    const stays = this.stays.filter(fits);
    const insideAt = (at: Instant) =>
      stays.filter((stay) => stay.enterAt <= at && stay.exitAt > at).length;
    const moments = [from, ...stays.flatMap((stay) => [stay.enterAt, stay.exitAt])].filter(
      (at) => at >= from && at < endsAt,
    );
    const counts = moments.map(insideAt);
    return {
      at: startsAt,
      series,
      capacity: this.lot.slots.filter(fits).length,
      knownMs: endsAt - from,
      occupiedMs: stays.reduce((sum, { enterAt, exitAt }) => {
        return sum + Math.max(0, Math.min(exitAt, endsAt) - Math.max(enterAt, from));
      }, 0),
      fullMs: 0,
      fullAt: null,
      leastInside: Math.min(...counts),
      mostInside: Math.max(...counts),
      lastInside: insideAt(endsAt),
    };
  }

  *#recorded(measure: Measure): Iterable<{ at: Instant; dims: string[]; amount: number }> {
    for (const { enterAt, exitAt, zone, kind, paidMinor } of this.stays) {
      const hasLeft = exitAt <= this.nowAt;
      const lastedMs = exitAt - enterAt;
      if (measure === 'entries') yield { at: enterAt, dims: [], amount: 0 };
      if (!hasLeft) continue;
      if (measure === 'exits') yield { at: exitAt, dims: [], amount: 0 };
      if (measure === 'stays')
        yield {
          at: exitAt,
          dims: ['car', 'transient', `${lastedMs / MINUTE_MS}`],
          amount: lastedMs,
        };
      if (measure === 'slot-stays') yield { at: exitAt, dims: ['g', zone, kind], amount: lastedMs };
      if (paidMinor === 0) continue;
      if (measure === 'receipts') yield { at: exitAt, dims: [], amount: paidMinor };
      if (measure === 'slot-receipts')
        yield { at: exitAt, dims: ['g', zone, kind], amount: paidMinor };
    }
  }

  #bucket(at: Instant, grain: 'hour' | 'day'): Instant {
    const known = this.#buckets[grain].get(at);
    if (known !== undefined) return known;
    const day = zonedDay(at, this.lot.timeZone);
    const hour = zonedHours(day, this.lot.timeZone).find(({ endsAt }) => at < endsAt);
    const bucket = grain === 'day' ? day.startsAt : (hour?.startsAt ?? day.startsAt);
    this.#buckets[grain].set(at, bucket);
    return bucket;
  }
}
