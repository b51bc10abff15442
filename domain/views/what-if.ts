import { DAY_MS, type Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import { zonedDay } from '../kernel/zoned.ts';
import { asksForVisits } from '../tariff/asks-for-visits.ts';
import type { LockedPrice } from '../tariff/dynamic-schema.ts';
import type { Discount, PriorVisit } from '../tariff/quote.ts';
import { quote } from '../tariff/quote-of.ts';
import type { Tariff } from '../tariff/tariff-file.ts';
import { InstantHeap } from './instant-heap.ts';
import { PriceReplay } from './price-replay.ts';

/** A stay of the past, as the read models keep it. */
export interface PastStay {
  readonly sessionId: string;
  readonly ticketNumber: string;
  readonly entryAt: Instant;
  /** Null while it is inside. */
  readonly exitAt: Instant | null;
  readonly vehicleClass: string;
  readonly plateRef: string | null;
  readonly isTransient: boolean;
  /** No exit saw it leave, or it was let out by hand although it owed. */
  readonly byHand: boolean;
  /** Captured less given back. */
  readonly paidMinor: Minor;
  readonly lastPaidAt: Instant | null;
  readonly lostTicket: boolean;
  readonly discounts: readonly Discount[];
}

export interface WhatIfTask {
  readonly tariff: Tariff;
  readonly fromAt: Instant;
  /** Stays that began before it, and not before `fromAt`, are charged. */
  readonly toAt: Instant;
  /** Slots in use. */
  readonly capacity: number;
  readonly holidays: readonly string[];
  readonly exitGraceMs: number;
}

interface Sums {
  stays: number;
  thenMinor: Minor;
  ruleMinor: Minor;
}

export interface WhatIfDifference {
  readonly sessionId: string;
  readonly ticketNumber: string;
  readonly vehicleClass: string;
  readonly entryAt: Instant;
  readonly exitAt: Instant;
  readonly thenMinor: Minor;
  readonly ruleMinor: Minor;
}

/** What a time earned, and would have earned under a rule if everybody had parked just the same. */
export interface WhatIf {
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly stays: number;
  readonly thenMinor: Minor;
  readonly ruleMinor: Minor;
  readonly payMore: number;
  readonly payLess: number;
  readonly paySame: number;
  /** By the calendar day of entry, in order. */
  readonly days: readonly (Sums & { readonly day: string })[];
  readonly classes: readonly (Sums & { readonly vehicleClass: string })[];
  /** The largest first. */
  readonly biggest: readonly WhatIfDifference[];
  /** Not charged: still inside, by booking or membership, or ended by hand. */
  readonly leftOut: { readonly inside: number; readonly contract: number; readonly byHand: number };
  /** The dynamic price under the rule, the first of them; none without such a price. */
  readonly prices: readonly { readonly at: Instant; readonly price: LockedPrice }[];
  readonly priceChanges: number;
}

const BIGGEST_MAX = 20;
const PRICES_MAX = 2_000;
/** As long as a lot remembers visits. */
const VISITS_KEPT_MS = 2 * DAY_MS;

/**
 * Charges the stays of a time by an edited tariff. Stays come one by one in the order of their entries,
 * so that any number of them needs the memory of those inside and of the days.
 */
export class WhatIfRun {
  readonly #task: WhatIfTask;
  readonly #replay: PriceReplay;
  readonly #exits = new InstantHeap();
  readonly #total: Sums = noSums();
  readonly #days = new Map<string, Sums>();
  readonly #classes = new Map<string, Sums>();
  readonly #visits = new Map<string, PriorVisit[]>();
  readonly #wantsVisits: boolean;
  readonly #prices: { readonly at: Instant; readonly price: LockedPrice }[] = [];
  readonly #leftOut = { inside: 0, contract: 0, byHand: 0 };
  readonly #payers = { payMore: 0, payLess: 0, paySame: 0 };
  #biggest: WhatIfDifference[] = [];
  #priceChanges = -1;

  /** `insideBefore`: when those who were inside at `fromAt` left, null for those who are still there. */
  constructor(task: WhatIfTask, insideBefore: readonly (Instant | null)[]) {
    const { tariff, fromAt, capacity, holidays } = task;
    this.#task = task;
    this.#wantsVisits = asksForVisits(tariff);
    for (const exitAt of insideBefore) if (exitAt !== null) this.#exits.push(exitAt);
    const lot = { capacity, holidays, fromAt, vehicles: insideBefore.length };
    this.#replay = new PriceReplay(tariff, lot, (at, price) => {
      this.#priceChanges += 1;
      if (this.#prices.length < PRICES_MAX) this.#prices.push({ at, price });
    });
  }

  /** The next stay; its entry is not before that of the last one. */
  add(stay: PastStay): void {
    const { entryAt, exitAt } = stay;
    this.#passTo(entryAt);
    const { price } = this.#replay;
    this.#replay.change(entryAt, 1);
    if (exitAt !== null) this.#exits.push(Math.max(exitAt, entryAt));
    if (!stay.isTransient) this.#leftOut.contract += 1;
    else if (exitAt === null) this.#leftOut.inside += 1;
    else if (stay.byHand) this.#leftOut.byHand += 1;
    else this.#charge(stay, exitAt, price);
  }

  /** Once the last stay has been added. */
  finish(): WhatIf {
    const { fromAt, toAt } = this.#task;
    this.#passTo(toAt);
    const byName = <T>(sums: ReadonlyMap<string, Sums>, named: (name: string) => T) =>
      [...sums]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, sum]) => ({ ...named(name), ...sum }));
    return {
      fromAt,
      toAt,
      ...this.#total,
      ...this.#payers,
      days: byName(this.#days, (day) => ({ day })),
      classes: byName(this.#classes, (vehicleClass) => ({ vehicleClass })),
      biggest: this.#biggest,
      leftOut: this.#leftOut,
      prices: this.#prices,
      priceChanges: Math.max(0, this.#priceChanges),
    };
  }

  #passTo(at: Instant): void {
    for (let exitAt = this.#exits.first; exitAt !== null && exitAt <= at; ) {
      this.#exits.pop();
      this.#replay.passTo(exitAt);
      this.#replay.change(exitAt, -1);
      exitAt = this.#exits.first;
    }
    this.#replay.passTo(at);
  }

  #charge(stay: PastStay, exitAt: Instant, price: LockedPrice | null): void {
    const { tariff, holidays, exitGraceMs } = this.#task;
    const { entryAt, vehicleClass, lastPaidAt, paidMinor: thenMinor } = stay;
    // Who paid at the desk and left within the grace was charged up to the payment.
    const isGrace = lastPaidAt !== null && exitAt - lastPaidAt <= exitGraceMs;
    const quoted = quote(
      tariff,
      { entryAt, exitAt: isGrace ? lastPaidAt : exitAt, vehicleClass },
      {
        holidays,
        price,
        lostTicket: stay.lostTicket,
        discounts: stay.discounts,
        ...this.#visitsOf(stay),
      },
    );
    const ruleMinor = quoted.totalMinor;
    this.#remember(stay, exitAt, ruleMinor);
    const day = zonedDay(entryAt, tariff.timeZone).day;
    for (const sums of [
      this.#total,
      sumsOf(this.#days, day),
      sumsOf(this.#classes, vehicleClass),
    ]) {
      sums.stays += 1;
      sums.thenMinor += thenMinor;
      sums.ruleMinor += ruleMinor;
    }
    if (ruleMinor === thenMinor) this.#payers.paySame += 1;
    else {
      this.#payers[ruleMinor > thenMinor ? 'payMore' : 'payLess'] += 1;
      const { sessionId, ticketNumber } = stay;
      const row = { sessionId, ticketNumber, vehicleClass, entryAt, exitAt, thenMinor, ruleMinor };
      this.#note(row);
    }
  }

  #note(row: WhatIfDifference): void {
    const sizeOf = ({ ruleMinor, thenMinor }: WhatIfDifference) => Math.abs(ruleMinor - thenMinor);
    const size = sizeOf(row);
    const last = this.#biggest.at(-1);
    if (last !== undefined && this.#biggest.length >= BIGGEST_MAX && sizeOf(last) >= size) return;
    const place = this.#biggest.findIndex((one) => sizeOf(one) < size);
    this.#biggest.splice(place === -1 ? this.#biggest.length : place, 0, row);
    this.#biggest = this.#biggest.slice(0, BIGGEST_MAX);
  }

  #visitsOf({ plateRef, entryAt }: PastStay): { readonly priorVisits?: readonly PriorVisit[] } {
    if (!this.#wantsVisits || plateRef === null) return {};
    const visits = this.#visits.get(plateRef);
    if (visits === undefined) return {};
    return { priorVisits: visits.filter(({ exitAt }) => exitAt <= entryAt) };
  }

  #remember({ plateRef, entryAt }: PastStay, exitAt: Instant, paidMinor: Minor): void {
    if (!this.#wantsVisits || plateRef === null) return;
    const before = this.#visits.get(plateRef) ?? [];
    const recent = before.filter((visit) => entryAt - visit.exitAt < VISITS_KEPT_MS);
    this.#visits.delete(plateRef);
    this.#visits.set(plateRef, [...recent, { entryAt, exitAt, paidMinor }]);
    for (const [ref, visits] of this.#visits) {
      if (entryAt - (visits.at(-1)?.exitAt ?? 0) < VISITS_KEPT_MS) break;
      this.#visits.delete(ref);
    }
  }
}

const noSums = (): Sums => ({ stays: 0, thenMinor: 0, ruleMinor: 0 });

function sumsOf(all: Map<string, Sums>, name: string): Sums {
  const known = all.get(name);
  if (known !== undefined) return known;
  const made = noSums();
  all.set(name, made);
  return made;
}
