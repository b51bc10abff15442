import { must } from '../kernel/assert.ts';
import type { Instant } from '../kernel/instant.ts';
import { CAP_NAMES, spanEnd } from './charge-spans.ts';
import { type Occurrence, occurrenceAt } from './clock-windows.ts';
import type { CompiledCharge, CompiledRate, CompiledWindow } from './compile.ts';
import { type CompiledEach, ladderUnits, nextLadderRise } from './compiled-ladder.ts';
import type { QuoteLineCode } from './quote.ts';
import type { Holidays, ZoneClock } from './zone-clock.ts';

/** A line before it is rounded to whole minor units. */
export interface Piece {
  readonly code: QuoteLineCode;
  readonly text: string;
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly quantity: number;
  readonly perMinutes: number | null;
  /** For one of `quantity`; 0 where the piece is one amount. */
  readonly unitUnits: number;
  readonly units: number;
}

interface CapState {
  readonly per: CompiledRate['caps'][number]['per'];
  readonly units: number;
  endsAt: Instant;
  taken: number;
}

/** How many stretches `nextRise` looks ahead: more than a month of a busy tariff. */
const AHEAD_STRETCHES_MAX = 400;

/**
 * One charge along the time of a stay. Time is cut where a window or a span of a cap ends; what falls
 * due in each stretch is added as far as the caps that run then leave room. So the sum never falls, and
 * every cap holds.
 */
export class ChargeRun {
  readonly pieces: Piece[] = [];
  units = 0;
  readonly #rate: CompiledRate;
  readonly #clock: ZoneClock;
  readonly #holidays: Holidays;
  readonly #startAt: Instant;
  readonly #caps: CapState[];
  #at: Instant;
  /** The time that running periods have already paid for. */
  #paidTo: Instant;
  #restartAt: Instant;
  /** Where the elapsed time of the ladder begins. */
  #base: Instant;
  #occurrence: Occurrence | null = null;
  #takenInWindow = 0;
  #flatTaken = false;

  constructor(rate: CompiledRate, startAt: Instant, clock: ZoneClock, holidays: Holidays) {
    this.#rate = rate;
    this.#clock = clock;
    this.#holidays = holidays;
    this.#startAt = startAt;
    this.#at = startAt;
    this.#paidTo = startAt;
    this.#base = startAt;
    this.#restartAt = startAt;
    this.#caps = rate.caps.map(({ per, units }) => ({ per, units, endsAt: startAt, taken: 0 }));
  }

  /** Charges all time up to an instant. */
  runTo(exitAt: Instant): void {
    while (this.#at < exitAt) {
      const end = Math.min(exitAt, this.#stretchEnd());
      const { charge } = this.#rate;
      if (charge.kind === 'ladder') this.#chargeLadder(charge, end);
      else this.#chargeWindow(must(charge.windows[this.#window()], 'a window'), end);
      this.#at = end;
    }
  }

  /**
   * The first exit from here on whose sum is higher; Infinity where none is. Where nothing rises for
   * long, an instant before which nothing does. The run cannot be used after it.
   */
  nextRise(): Instant {
    for (let count = 0; count < AHEAD_STRETCHES_MAX; count += 1) {
      const end = this.#stretchEnd();
      if (this.#room() > 0) {
        const rise = this.#nextIn(end);
        if (rise <= end) return rise;
      }
      if (end === Infinity) return Infinity;
      this.#pass(end);
    }
    return this.#at;
  }

  /** Renews what has run out, and says when the next thing does. */
  #stretchEnd(): Instant {
    const at = this.#at;
    const { charge } = this.#rate;
    let end = Infinity;
    for (const cap of this.#caps) {
      if (at >= cap.endsAt) {
        cap.taken = 0;
        cap.endsAt = spanEnd(cap.per, at, this.#startAt, this.#clock);
      }
      if (cap.endsAt < end) end = cap.endsAt;
    }
    if (charge.kind === 'windows') {
      this.#enterWindow(charge);
      return Math.min(end, must(this.#occurrence, 'a window').endsAt);
    }
    if (at >= this.#restartAt) {
      this.#base = at;
      this.#restartAt = spanEnd(charge.restart, at, this.#startAt, this.#clock);
    }
    return Math.min(end, this.#restartAt);
  }

  #enterWindow(charge: CompiledCharge & { readonly kind: 'windows' }): void {
    if (this.#occurrence !== null && this.#at < this.#occurrence.endsAt) return;
    this.#occurrence = must(
      occurrenceAt(charge.when, this.#at, this.#clock, this.#holidays),
      'the windows of a charge leave no gap: the check of the tariff sees to it',
    );
    this.#takenInWindow = 0;
    this.#flatTaken = false;
    if (charge.countAnew) this.#paidTo = this.#at;
    this.#base = Math.max(this.#at, this.#paidTo);
  }

  #window(): number {
    return must(this.#occurrence, 'a window was entered').index;
  }

  #chargeLadder({ ladder }: CompiledCharge & { readonly kind: 'ladder' }, end: Instant): void {
    const { name } = this.#rate.rate;
    const from = this.#at - this.#base;
    const to = end - this.#base;
    if (ladder.plain !== null) {
      const { stepMs } = ladder.plain;
      this.#addSteps(ladder.plain, Math.ceil(to / stepMs) - Math.ceil(from / stepMs), name, end);
    } else {
      this.#add(
        'ladder',
        name,
        1,
        null,
        0,
        ladderUnits(ladder, to) - ladderUnits(ladder, from),
        end,
      );
    }
  }

  #chargeWindow({ name, charge }: CompiledWindow, end: Instant): void {
    const from = Math.max(this.#at, this.#paidTo);
    if (from >= end) return;
    if (charge.kind === 'each') {
      const steps = Math.ceil((end - from) / charge.each.stepMs);
      this.#addSteps(charge.each, steps, name, end);
      this.#paidTo = from + steps * charge.each.stepMs;
      return;
    }
    this.#paidTo = end;
    if (charge.kind === 'flat') {
      if (!this.#flatTaken) this.#add('flat', name, 1, null, charge.units, charge.units, end);
      this.#flatTaken = true;
      return;
    }
    const due =
      ladderUnits(charge.ladder, end - this.#base) - ladderUnits(charge.ladder, from - this.#base);
    this.#add('ladder', name, 1, null, 0, due, end);
  }

  #addSteps(each: CompiledEach, steps: number, name: string, end: Instant): void {
    if (steps === 0) return;
    const code = each.proRata ? 'pro-rata' : 'periods';
    const due = steps * each.stepUnits;
    this.#add(code, name, steps, each.perMinutes, each.periodUnits, due, end);
  }

  #add(
    code: QuoteLineCode,
    text: string,
    quantity: number,
    perMinutes: number | null,
    unitUnits: number,
    due: number,
    toAt: Instant,
  ): void {
    if (due === 0 && code !== 'periods' && code !== 'pro-rata') return;
    const fromAt = this.#at;
    this.pieces.push({ code, text, fromAt, toAt, quantity, perMinutes, unitUnits, units: due });
    const over = due - Math.min(due, this.#room());
    if (over > 0) {
      const capText = this.#tightestCap();
      this.pieces.push({
        code: 'cap',
        text: capText,
        fromAt,
        toAt,
        quantity: 1,
        perMinutes: null,
        unitUnits: 0,
        units: -over,
      });
    }
    const taken = due - over;
    this.units += taken;
    this.#takenInWindow += taken;
    for (const cap of this.#caps) cap.taken += taken;
  }

  #windowCap(): number {
    const { charge } = this.#rate;
    if (charge.kind !== 'windows') return Infinity;
    return must(charge.windows[this.#window()], 'a window').capUnits;
  }

  /** What the caps leave open now. */
  #room(): number {
    let room = this.#windowCap() - this.#takenInWindow;
    for (const { units, taken } of this.#caps) room = Math.min(room, units - taken);
    return Math.max(0, room);
  }

  #tightestCap(): string {
    const { charge } = this.#rate;
    let room = this.#windowCap() - this.#takenInWindow;
    let text =
      charge.kind === 'windows' ? `Maximum, ${charge.windows[this.#window()]?.name ?? ''}` : '';
    for (const { per, units, taken } of this.#caps) {
      if (units - taken >= room) continue;
      room = units - taken;
      text = CAP_NAMES[per];
    }
    return text;
  }

  /** The first instant in the stretch up to `end` that costs more, caps aside. */
  #nextIn(end: Instant): Instant {
    const { charge } = this.#rate;
    if (charge.kind === 'ladder')
      return this.#base + nextLadderRise(charge.ladder, this.#at - this.#base);
    const { charge: inside } = must(charge.windows[this.#window()], 'a window');
    const from = Math.max(this.#at, this.#paidTo);
    if (from >= end) return Infinity;
    if (inside.kind === 'each') return inside.each.stepUnits > 0 ? from + 1 : Infinity;
    if (inside.kind === 'flat') return !this.#flatTaken && inside.units > 0 ? from + 1 : Infinity;
    return this.#base + nextLadderRise(inside.ladder, from - this.#base);
  }

  /** Goes on without charging. */
  #pass(end: Instant): void {
    const { charge } = this.#rate;
    if (charge.kind === 'windows') {
      const { charge: inside } = must(charge.windows[this.#window()], 'a window');
      const from = Math.max(this.#at, this.#paidTo);
      if (from < end) {
        const stepMs = inside.kind === 'each' ? inside.each.stepMs : end - from;
        this.#paidTo = from + Math.ceil((end - from) / stepMs) * stepMs;
        if (inside.kind === 'flat') this.#flatTaken = true;
      }
    }
    this.#at = end;
  }
}
