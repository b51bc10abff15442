import type { SlotId } from '../kernel/ids.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import { zonedDay, zonedMinute } from '../kernel/zoned.ts';
import type { EventOf } from '../lot/event.ts';
import { drawPlate } from '../traffic/plates.ts';
import { plainPlan } from '../traffic/vehicle-plan.ts';
import type { Process } from './agenda.ts';
import { MANAGER } from './desk.ts';
import { drawName } from './names.ts';
import { payByRequest, settleRefunds } from './pay.ts';
import { visit } from './visit.ts';
import { between, happens, type World, waitFor } from './world.ts';

/** Bookings a day, for each hundred slots. */
const PER_DAY_AND_HUNDRED = 3;
const MISSED_SHARE = 0.09;
const CANCELLED_SHARE = 0.06;
const PREPAID_SHARE = 0.5;
/** Slots that a tenant keeps booked and hardly ever uses. */
const IDLE_SLOTS = 3;
const IDLE_USED_SHARE = 0.02;

/** Bookings by name and plate, made hours or days ahead; most come, some pay before. */
export function* bookings(world: World): Process {
  const { lot, agenda } = world;
  const everyMs = DAY_MS / ((PER_DAY_AND_HUNDRED * lot.lot.slots.length) / 100);
  for (;;) {
    yield waitFor(world, everyMs);
    const ahead = Math.round(between(world, 0, 4) * DAY_MS);
    const day = zonedDay(lot.at + ahead, lot.lot.timeZone);
    const minute = Math.round(between(world, 7 * 60, 18 * 60) / 15) * 15;
    const fromAt = zonedMinute(day, minute, lot.lot.timeZone);
    const toAt = fromAt + Math.round(between(world, 2, 9)) * HOUR_MS;
    // What could not be over by the end is not booked.
    if (fromAt < lot.at + HOUR_MS || toAt > world.quietAt - HOUR_MS) continue;
    agenda.start(lot.at, booking(world, fromAt, toAt));
  }
}

function* booking(world: World, fromAt: Instant, toAt: Instant): Process {
  const { lot, agenda, random } = world;
  const plate = drawPlate(random);
  const isPrepaid = happens(world, PREPAID_SHARE);
  const booked = book(world, { fromAt, toAt, plate, slotId: null, isPrepaid });
  if (booked === null) return;
  const { reservationId } = booked;
  if (isPrepaid) yield* prepay(world, booked);
  if (happens(world, CANCELLED_SHARE)) {
    yield (fromAt - lot.at) * random();
    const reason = 'The booker called';
    const body = { type: 'CancelReservation', reservationId, reason, refund: true } as const;
    yield* settleRefunds(world, lot.tell(body, MANAGER) ?? []);
    return;
  }
  if (happens(world, MISSED_SHARE)) return;
  const comesAt = fromAt + between(world, -10, 35) * MINUTE_MS;
  yield Math.max(0, comesAt - lot.at);
  const stayMs = Math.max(HOUR_MS / 2, (toAt - lot.at) * between(world, 0.6, 1.04));
  agenda.start(lot.at, visit(world, { ...plainPlan(plate), entryBy: 'plate', stayMs }));
}

function* prepay(world: World, booked: EventOf<'ReservationBooked'>): Process {
  const { totalMinor } = booked.quote;
  const { reservationId } = booked;
  if (totalMinor === 0) return;
  const purpose = { kind: 'reservation', reservationId } as const;
  yield* payByRequest(world, purpose, totalMinor, { method: 'online', laneId: null });
}

/** Some named slots, booked by a tenant for every working day. */
export function* idleSlots(world: World): Process {
  const { lot, agenda } = world;
  const { timeZone } = lot.lot;
  const slots = lot.lot.slots.filter(({ kind }) => kind === 'standard').slice(0, IDLE_SLOTS);
  for (;;) {
    const day = zonedDay(lot.at + DAY_MS, timeZone);
    const weekday = new Date(`${day.day}T00:00:00Z`).getUTCDay();
    const fromAt = zonedMinute(day, 9 * 60, timeZone);
    const toAt = zonedMinute(day, 18 * 60, timeZone);
    const isWorkday = weekday !== 0 && weekday !== 6;
    for (const { id } of isWorkday && toAt < world.quietAt - HOUR_MS ? slots : []) {
      const plate = drawPlate(world.random);
      book(world, { fromAt, toAt, plate, slotId: id, isPrepaid: false });
      if (!happens(world, IDLE_USED_SHARE)) continue;
      const stayMs = between(world, 3, 8) * HOUR_MS;
      agenda.start(fromAt, visit(world, { ...plainPlan(plate), entryBy: 'plate', stayMs }));
    }
    yield DAY_MS;
  }
}

function book(
  world: World,
  wish: {
    readonly fromAt: Instant;
    readonly toAt: Instant;
    readonly plate: string;
    readonly slotId: SlotId | null;
    readonly isPrepaid: boolean;
  },
): EventOf<'ReservationBooked'> | null {
  const { lot } = world;
  const { fromAt, toAt, plate, slotId, isPrepaid } = wish;
  return lot.ask(
    'ReservationBooked',
    {
      type: 'BookReservation',
      fromAt,
      toAt,
      vehicleClass: 'car',
      wantsCharge: false,
      accessiblePermit: false,
      plateRef: lot.refOf(plate),
      nameRef: lot.refOfText('name', drawName(world.random)),
      contactRef: null,
      slotId,
      prepaid: isPrepaid,
      expectedMinor: null,
    },
    MANAGER,
  );
}
