import { HOUR_MS, type Instant } from '#domain/kernel/instant.ts';
import { zonedDay, zonedHour } from '#domain/kernel/zoned.ts';
import { type Arrivals, createArrivals } from '#domain/traffic/arrivals.ts';
import { drawPlate } from '#domain/traffic/plates.ts';
import { type ArrivalProfile, createUsual } from '#domain/traffic/profile.ts';
import { drawPlan, drawStay, plainPlan } from '#domain/traffic/vehicle-plan.ts';
import type { Desk } from './desk.ts';
import type { Field } from './field.ts';

/** A demo that starts at night would show an empty lot: its lot time then starts at this hour. */
const DAY_FROM_HOUR = 9;
const DAY_TO_HOUR = 17;
const DEMO_HOUR = 10;

/** The first vehicles come as fast as the gates let them, up to this share of what is usual. */
const FILL_SHARE = 0.45;
const FILL_POLL_MS = 40;
const FILL_LIMIT_MS = 45_000;
/** Vehicles that wait at a gate while the lot is being filled; the gate always has a next one. */
const FILL_QUEUE = 2;

/** A driver who sees a longer queue drives on. */
const QUEUE_MAX = 6;

/** Lot time at the start: now, or the same day's morning when it is night at the lot. */
export function demoStart(now: Instant, timeZone: string): Instant {
  const { hour } = zonedHour(now, timeZone);
  if (hour >= DAY_FROM_HOUR && hour < DAY_TO_HOUR) return now;
  return zonedDay(now, timeZone).startsAt + DEMO_HOUR * HOUR_MS;
}

/** Makes a field live: takes over who is inside, fills the lot in a hurry, then lets vehicles come. */
export class Traffic {
  readonly #field: Field;
  readonly #profile: ArrivalProfile;
  readonly #arrivals: Arrivals;
  #isStopped = false;
  /** Drivers who did not even queue. */
  turnedAway = 0;

  constructor(field: Field, profile: ArrivalProfile) {
    this.#field = field;
    this.#profile = profile;
    const { timeZone, slots } = field.lot;
    this.#arrivals = createArrivals({
      profile,
      timeZone,
      slots: slots.length,
      random: field.random,
    });
  }

  /** Vehicles that the station's books have inside: they park where the books say. */
  async adopt(desk: Desk): Promise<void> {
    const sessions = (await desk.sessionsInside()) ?? [];
    const { random } = this.#field;
    for (const session of sessions) {
      const { plate, vehicleClass, slotId, ticketNumber } = session;
      const plan = plainPlan(plate ?? this.#freshPlate(), {
        needs: { vehicleClass, wantsCharge: false, accessiblePermit: false },
        paysBefore: random() < 0.7,
        stayMs: this.#restOfStay(),
      });
      this.#field.adopt(plan, plate === null ? ticketNumber : null, slotId);
    }
  }

  /** Fills the lot through its gates; ends at the target, or after its time. Then life goes on. */
  async fill(): Promise<void> {
    const field = this.#field;
    const { timeZone, slots } = field.lot;
    const usual = createUsual(this.#profile, timeZone)(field.clock.now()).fill;
    const target = Math.round(usual * FILL_SHARE * slots.length);
    const deadline = Date.now() + FILL_LIMIT_MS;
    field.setHurry(true);
    while (!this.#isStopped && field.vehicles.size < target && Date.now() < deadline) {
      const lane = field.shortest('entry');
      if (lane.length < FILL_QUEUE) field.enter(this.#smoothPlan(), lane.id);
      await new Promise((resolve) => setTimeout(resolve, FILL_POLL_MS));
    }
    field.setHurry(false);
  }

  /** Lets vehicles come from now on. */
  open(): void {
    if (this.#isStopped) return;
    this.#field.clock.after(this.#arrivals.gapMs(), () => {
      this.#candidate();
      this.open();
    });
  }

  stop(): void {
    this.#isStopped = true;
  }

  #candidate(): void {
    const field = this.#field;
    if (!this.#arrivals.comes(field.clock.now(), field.fill)) return;
    const lane = field.shortest('entry');
    if (lane.length >= QUEUE_MAX) {
      this.turnedAway += 1;
      return;
    }
    const plan = drawPlan(field.random, this.#profile.meanStayHours);
    field.enter({ ...plan, plate: this.#freshPlate() }, lane.id);
  }

  /** One of those who came before: nothing goes wrong, and part of the stay is over. */
  #smoothPlan() {
    const { random } = this.#field;
    const { needs, paysBefore } = drawPlan(random, this.#profile.meanStayHours);
    const stayMs = this.#restOfStay();
    return plainPlan(this.#freshPlate(), { needs, paysBefore, stayMs });
  }

  #restOfStay(): number {
    const { random } = this.#field;
    return drawStay(random, this.#profile.meanStayHours) * random();
  }

  #freshPlate(): string {
    return this.#field.freshPlate(() => drawPlate(this.#field.random));
  }
}
