import type { Device } from '../facility/device-file.ts';
import type { LotFile } from '../facility/lot-file.ts';
import { must } from '../kernel/assert.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import { seededRandom } from '../kernel/seeded-random.ts';
import type { CommandBody } from '../lot/command.ts';
import type { ArrivalProfile } from '../traffic/profile.ts';
import { Agenda } from './agenda.ts';
import { transients } from './arrivals.ts';
import { bookings, idleSlots } from './bookings.ts';
import { demoBookings, demoBooks, runCourse } from './books.ts';
import { MANAGER, Staff } from './desk.ts';
import { alarms, device, steady, ticks } from './devices.ts';
import { type HistoryBatch, HistoryLot, type References } from './history-lot.ts';
import { Lanes } from './lanes.ts';
import { drawMembers, memberDays, memberFees } from './members.ts';
import { openings, overrides } from './office.ts';
import { createSeason } from './season.ts';
import { closeAllShifts, shifts } from './staff.ts';
import type { World } from './world.ts';

export interface HistoryOptions {
  readonly lot: LotFile;
  readonly profile: ArrivalProfile;
  /** The same seed gives the same history. */
  readonly seed: number;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly references: References;
  /** How busy the lot is beside the profile; 1 where nothing is said. */
  readonly busyness?: number;
}

/** Long enough that whatever is in a lane is through it by the end. */
const QUIET_MS = 5 * MINUTE_MS;
const BUSYNESS = 1;
const SENSED_MS = 3 * DAY_MS;

/** A ticket machine never failed in all that time: it has just been put up. */
const isSteady = (one: Device) =>
  one.driver === 'printer-escpos' ||
  (one.driver === 'contact-mqtt' && one.contact === 'ticket-button');

/**
 * The life of a car park between two instants: what devices and people would have said to it, decided
 * and applied as the station does, so that what comes out could have happened. Vehicles that are inside
 * at the end stay inside; no lane is busy, no payment under way and no till open then.
 */
export class History {
  readonly #world: World;
  readonly #options: HistoryOptions;

  constructor(options: HistoryOptions) {
    this.#options = options;
    const { lot, seed, fromAt, untilAt, references } = options;
    const down = new Set<string>();
    this.#world = {
      lot: new HistoryLot(lot, fromAt, seed ^ 0x5eed, references),
      agenda: new Agenda(),
      random: seededRandom(seed),
      lanes: new Lanes(lot, down, () => this.lot.at),
      staff: new Staff(),
      down,
      parked: new Map(),
      sensedFromAt: untilAt - SENSED_MS,
      untilAt,
      quietAt: untilAt - QUIET_MS,
    };
  }

  /** The lot as it stands after what was taken so far. */
  get lot(): HistoryLot {
    return this.#world.lot;
  }

  /** Everything that happens, about so many events at a time. */
  *batches(eventsAtATime: number): Generator<HistoryBatch, void, void> {
    const { lot, agenda, untilAt } = this.#world;
    this.#begin();
    for (;;) {
      const { nextAt } = agenda;
      if (nextAt === null || nextAt > untilAt) break;
      lot.at = nextAt;
      agenda.step();
      if (lot.kept >= eventsAtATime) yield lot.take();
    }
    lot.at = untilAt;
    closeAllShifts(this.#world);
    // A lot that is full for these hours has bookings of its own.
    const booked = demoBookings(lot, untilAt, lot.lot.timeZone);
    runCourse(booked, (body) => lot.tell(body, MANAGER) ?? []);
    yield lot.take();
  }

  #begin(): void {
    const world = this.#world;
    const { lot, agenda } = world;
    const { profile, fromAt, seed, busyness = BUSYNESS } = this.#options;
    this.#tell({ type: 'OpenLot', lot: lot.lot });
    const course = demoBooks(lot, drawMembers(world));
    const contracts = runCourse(course, (body) => this.#tell(body));
    const { timeZone, holidays } = lot.lot;
    const days = new Set((holidays ?? []).map(({ day }) => day));
    const season = createSeason({ timeZone, holidays: days, seed, fromAt });
    const begin = (process: Parameters<Agenda['start']>[1]) => agenda.start(fromAt, process);
    for (const one of lot.lot.devices)
      begin(isSteady(one) ? steady(world, one.id) : device(world, one.id, one.driver));
    begin(ticks(world));
    begin(shifts(world));
    begin(alarms(world));
    begin(overrides(world));
    begin(openings(world));
    begin(bookings(world));
    begin(idleSlots(world));
    for (const contract of contracts) {
      begin(memberDays(world, contract));
      begin(memberFees(world, contract));
    }
    begin(transients(world, { profile, season, busyness }));
  }

  #tell(body: CommandBody) {
    return must(this.#world.lot.tell(body, MANAGER), `${body.type} is not refused`);
  }
}
