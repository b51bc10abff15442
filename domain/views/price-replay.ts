import { assert } from '../kernel/assert.ts';
import { type Instant, MINUTE_MS } from '../kernel/instant.ts';
import { startingPrice } from '../tariff/compile.ts';
import type { LockedPrice } from '../tariff/dynamic-schema.ts';
import { nextPrice } from '../tariff/next-price.ts';
import { addToMeasure, measuredPct, startMeasure } from '../tariff/occupancy-measure.ts';
import type { Tariff } from '../tariff/tariff-file.ts';

/** How often the rule is asked. A lot asks each second; nothing that it looks at is that quick. */
const EVERY_MS = MINUTE_MS;

export interface ReplayedLot {
  /** Slots in use. */
  readonly capacity: number;
  readonly holidays: readonly string[];
  /** When the rule begins, from its starting price. */
  readonly fromAt: Instant;
  readonly vehicles: number;
}

/** A dynamic price run again over the comings and goings of an earlier time. */
export class PriceReplay {
  readonly #tariff: Tariff;
  readonly #lot: ReplayedLot;
  readonly #onChange: (at: Instant, price: LockedPrice) => void;
  readonly #measure;
  #price: LockedPrice | null;
  #changedAt: Instant | null = null;
  #band: number | null = null;
  #vehicles: number;
  #askedAt: Instant;

  constructor(
    tariff: Tariff,
    lot: ReplayedLot,
    onChange: (at: Instant, price: LockedPrice) => void = () => undefined,
  ) {
    this.#tariff = tariff;
    this.#lot = lot;
    this.#onChange = onChange;
    this.#vehicles = lot.vehicles;
    this.#measure = startMeasure(lot.fromAt);
    this.#askedAt = lot.fromAt - EVERY_MS;
    this.#price = tariff.dynamic === undefined ? null : startingPrice(tariff);
    // A rate per hour waits its days from the beginning; bands follow the moment at once.
    if (tariff.dynamic?.kind === 'step') this.#changedAt = lot.fromAt;
    if (this.#price !== null) onChange(lot.fromAt, this.#price);
  }

  /** What a vehicle that enters now locks; null where the tariff has no dynamic price. */
  get price(): LockedPrice | null {
    return this.#price;
  }

  get vehicles(): number {
    return this.#vehicles;
  }

  /** Lets time pass with as many vehicles as there are. */
  passTo(at: Instant): void {
    if (this.#price === null) return;
    for (let next = this.#askedAt + EVERY_MS; next <= at; next += EVERY_MS) this.#ask(next);
  }

  /** A vehicle comes or leaves, at a time to which time has passed. */
  change(at: Instant, by: 1 | -1): void {
    addToMeasure(this.#measure, this.#vehicles, at);
    this.#vehicles += by;
    assert(this.#vehicles >= 0, 'nobody leaves who has not come');
  }

  #ask(at: Instant): void {
    this.#askedAt = at;
    const { dynamic, timeZone } = this.#tariff;
    if (dynamic === undefined || this.#price === null) return;
    const { capacity, holidays } = this.#lot;
    const measure = dynamic.kind === 'step' ? this.#measure : startMeasure(at);
    const change = nextPrice(dynamic, this.#price, {
      at,
      occupancyPct: measuredPct(measure, { vehicles: this.#vehicles, capacity, at }),
      lastChangeAt: this.#changedAt,
      band: this.#band,
      timeZone,
      holidays,
    });
    if (change === null) return;
    this.#price = change.price;
    this.#band = change.figures.band;
    this.#changedAt = at;
    Object.assign(this.#measure, startMeasure(at));
    this.#onChange(at, change.price);
  }
}
