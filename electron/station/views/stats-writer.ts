import type { LotFile } from '#domain/facility/lot-file.ts';
import { must } from '#domain/kernel/assert.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { actorName } from '#domain/lot/actor.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { BucketClock } from '#domain/stats/bucket-clock.ts';
import type { Fact } from '#domain/stats/fact.ts';
import { factsOf } from '#domain/stats/facts-of.ts';
import { DAILY } from '#domain/stats/measures.ts';
import type { OccupancyRow } from '#domain/stats/occupancy.ts';
import { capacitiesOf, openCapacitiesOf, seriesOf } from '#domain/stats/occupancy-series.ts';
import { OccupancyTracker } from '#domain/stats/occupancy-tracker.ts';
import { subjectOf } from '#domain/stats/subject.ts';
import type { Database } from '../journal/sqlite.ts';
import { GroupBook } from './group-book.ts';
import { PaymentRequests } from './payment-requests.ts';
import { type ReadEvent, StatsKnown } from './stats-known.ts';

interface Sum {
  readonly measure: string;
  readonly at: Instant;
  readonly keyId: number;
  count: number;
  amount: number;
}

const KEYS_KEPT_MAX = 50_000;

/**
 * Brings events into the figures. `before` runs ahead of the event's own row changes, since facts ask for
 * the rows as they stood; `flush` writes what a batch has summed up. Both within the views' transaction.
 */
export class StatsWriter {
  readonly #statements: ReturnType<typeof prepare>;
  readonly #known: StatsKnown;
  readonly #groups: GroupBook;
  readonly #requests: PaymentRequests;
  readonly #keys = new Map<string, number>();
  readonly #sums = new Map<string, Sum>();
  #tracker = new OccupancyTracker();
  #clock = new BucketClock('UTC');

  constructor(database: Database, readEvent: ReadEvent) {
    this.#statements = prepare(database);
    this.#requests = new PaymentRequests(database);
    this.#known = new StatsKnown(database, this.#requests, readEvent);
    this.#groups = new GroupBook(database);
    this.reset();
  }

  /** Everything as the rows say it: at the start, and after a batch that could not be written. */
  reset(): void {
    this.#keys.clear();
    this.#sums.clear();
    this.#tracker = new OccupancyTracker();
    const state = this.#statements.state.get() as {
      readonly lot: string | null;
      readonly counted_until: number | null;
    };
    if (state.lot !== null) this.#install(JSON.parse(state.lot) as LotFile);
    if (state.counted_until === null) return;
    const rows = this.#statements.lastHour.all() as readonly OccupancyRow[];
    this.#tracker.resume(rows, state.counted_until, this.#clock);
  }

  before(recorded: RecordedEvent): void {
    const { event, at, seq } = recorded;
    // The first hour already is one of the lot's clock.
    if (event.type === 'LotCreated') this.#install(event.lot);
    this.#tracker.advance(at, this.#clock);
    if (event.type === 'LotCreated' || event.type === 'LotChanged') this.#changeLot(event.lot);
    for (const fact of factsOf(recorded, this.#known)) this.#add(fact, at, seq);
    this.#requests.apply(event);
    this.#countInside(recorded);
    this.#countGroups(recorded);
    if (recorded.actor.kind === 'user') {
      const sessionId = 'sessionId' in event ? event.sessionId : null;
      const actor = actorName(recorded.actor);
      this.#statements.audit.run(seq, at, actor, subjectOf(event), sessionId, event.type);
    }
  }

  flush(): void {
    const { sum, occupancy, counted } = this.#statements;
    for (const one of this.#sums.values())
      sum.run(one.measure, one.at, one.keyId, one.count, one.amount);
    this.#sums.clear();
    if (this.#tracker.at === null) return;
    for (const row of this.#tracker.takeRows()) occupancy.run(row);
    counted.run(this.#tracker.at);
  }

  #changeLot(lot: LotFile): void {
    this.#install(lot);
    this.#statements.lot.run(JSON.stringify(lot));
    const insides = new Map<string, number>();
    for (const { slot_id, vehicle_class } of this.#statements.inside.iterate() as Iterable<{
      readonly slot_id: string | null;
      readonly vehicle_class: string;
    }>)
      for (const id of seriesOf(slot_id === null ? null : this.#known.slot(slot_id), vehicle_class))
        insides.set(id, (insides.get(id) ?? 0) + 1);
    const capacities = new Map([...capacitiesOf(lot), ...openCapacitiesOf(lot)]);
    for (const { series, capacity, inside } of this.#groups.standing()) {
      capacities.set(series, capacity);
      insides.set(series, inside);
    }
    this.#tracker.install(capacities, insides);
  }

  /** Vehicles of tenant groups, against the slots that are reserved for them. */
  #countGroups(recorded: RecordedEvent): void {
    const change = this.#groups.apply(recorded);
    if (change === null) return;
    if ('capacity' in change) this.#tracker.resize(change.series, change.capacity);
    else this.#tracker.change([change.series], change.by);
  }

  #install(lot: LotFile): void {
    this.#known.install(lot);
    if (this.#clock.timeZone !== lot.timeZone) this.#clock = new BucketClock(lot.timeZone);
  }

  /** Vehicles inside, by the slots that they are assigned to. */
  #countInside({ event }: RecordedEvent): void {
    switch (event.type) {
      case 'SessionStarted':
      case 'SessionEnded':
      case 'SessionClosed': {
        const session = this.#known.session(event.sessionId);
        if (session === null) return;
        const hasCome = event.type === 'SessionStarted';
        if (!hasCome && !session.isInside) return;
        const slot = session.slotId === null ? null : this.#known.slot(session.slotId);
        this.#tracker.change(seriesOf(slot, session.vehicleClass), hasCome ? 1 : -1);
        return;
      }
      case 'SessionMoved': {
        const session = this.#known.session(event.sessionId);
        if (session === null || !session.isInside) return;
        const placeOf = (id: string | null) => (id === null ? null : this.#known.slot(id));
        this.#tracker.change(seriesOf(placeOf(session.slotId), session.vehicleClass), -1);
        this.#tracker.change(seriesOf(placeOf(event.toSlotId), session.vehicleClass), 1);
        return;
      }
      default:
        return;
    }
  }

  #add(fact: Fact, eventAt: Instant, seq: number): void {
    const { measure, count, amount, at = eventAt, isListed = false } = fact;
    const keyId = this.#keyOf(measure, JSON.stringify(fact.dims));
    const bucket = DAILY.has(measure) ? this.#clock.dayOf(at) : this.#clock.hourOf(at);
    const key = `${bucket.startsAt} ${keyId}`;
    const held = this.#sums.get(key);
    if (held === undefined)
      this.#sums.set(key, { measure, at: bucket.startsAt, keyId, count, amount });
    else {
      held.count += count;
      held.amount += amount;
    }
    if (isListed) this.#statements.listed.run(measure, at, seq, keyId, amount);
  }

  #keyOf(measure: string, dims: string): number {
    const name = `${measure} ${dims}`;
    const kept = this.#keys.get(name);
    if (kept !== undefined) return kept;
    this.#statements.newKey.run(measure, dims);
    const id = must(
      this.#statements.key.get(measure, dims) as number | undefined,
      'a key is there',
    );
    if (this.#keys.size >= KEYS_KEPT_MAX) this.#keys.clear();
    this.#keys.set(name, id);
    return id;
  }
}

function prepare(database: Database) {
  return {
    newKey: database.prepare('INSERT OR IGNORE INTO fact_keys (measure, dims) VALUES (?, ?)'),
    key: database.prepare('SELECT id FROM fact_keys WHERE measure = ? AND dims = ?').pluck(),
    sum: database.prepare(
      `INSERT INTO facts VALUES (?, ?, ?, ?, ?) ON CONFLICT (measure, at, key_id) DO UPDATE SET
         count = count + excluded.count, amount = amount + excluded.amount`,
    ),
    listed: database.prepare('INSERT OR IGNORE INTO listed VALUES (?, ?, ?, ?, ?)'),
    occupancy: database.prepare(
      `INSERT OR REPLACE INTO occupancy_hours VALUES (@at, @series, @capacity, @knownMs,
         @occupiedMs, @fullMs, @fullAt, @leastInside, @mostInside, @lastInside)`,
    ),
    lastHour: database.prepare(
      `SELECT at, series, capacity, known_ms AS knownMs, occupied_ms AS occupiedMs,
         full_ms AS fullMs, full_at AS fullAt, least_inside AS leastInside, most_inside AS mostInside,
         last_inside AS lastInside
       FROM occupancy_hours WHERE at = (SELECT max(at) FROM occupancy_hours)`,
    ),
    state: database.prepare('SELECT lot, counted_until FROM stats_state'),
    lot: database.prepare('UPDATE stats_state SET lot = ?'),
    counted: database.prepare('UPDATE stats_state SET counted_until = ?'),
    inside: database.prepare("SELECT slot_id, vehicle_class FROM sessions WHERE state = 'inside'"),
    audit: database.prepare('INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?)'),
  };
}
