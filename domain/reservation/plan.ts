import { SLOT_CLASS_KEYS } from '../allocation/slot-class.ts';
import { must } from '../kernel/assert.ts';
import type { SlotId } from '../kernel/ids.ts';
import type { ReservationBook } from './book.ts';
import { type DayIndex, touching } from './day-index.ts';
import { mostDuring } from './occupancy.ts';
import type { Reservation } from './reservation.ts';
import { overlaps, type Span } from './span.ts';

/*
 * How the promise "a reserved driver always finds a slot" is kept.
 *
 * Every booking of any slot counts in one slot class from the day of booking, and stays in it. That is
 * more than a matching at each instant: vehicles do not move while they are parked, so a matching that
 * changes from hour to hour would be no promise. Within a class slots are alike, and where at most N
 * stays overlap at a time, N slots serve them in whatever order they come.
 *
 * A booked slot is one that no other reserved vehicle may stand in at its time. A stay that overlaps it
 * has one slot fewer to choose from, so for each stay the class must hold all the stays that overlap at
 * a time and all the booked slots that it ever meets.
 */

/** What the lot has, as bookings see it. Slot classes by their place in `SLOT_CLASSES`. */
export interface Supply {
  /** Slots of a class that bookings may have over a span. */
  capacityOf(slotClass: number, span: Span): number;
  /** The class of a slot, null for one that the lot does not have. */
  classOf(slotId: SlotId): number | null;
}

const NO_DAYS: DayIndex = new Map();

/** How full a class is over a span. */
export interface Fill {
  readonly capacity: number;
  readonly booked: number;
}

/** How much of a class bookings take at most at one time of a span; `except` does not count. */
export function fillOf(
  book: ReservationBook,
  supply: Supply,
  slotClass: number,
  span: Span,
  except: Reservation | null = null,
): Fill {
  const named = namedDuring(book, supply, slotClass, span, except).size;
  return {
    capacity: supply.capacityOf(slotClass, span),
    booked: unnamedDuring(book, slotClass, span, except) + named,
  };
}

/**
 * Whether a class has room for one more stay over a span: for the stay itself, and for every other one
 * that it meets, since those may have booked slots to avoid that this one need not.
 */
export function hasRoom(
  book: ReservationBook,
  supply: Supply,
  slotClass: number,
  span: Span,
  except: Reservation | null = null,
): boolean {
  const { capacity, booked } = fillOf(book, supply, slotClass, span, except);
  if (booked >= capacity) return false;
  if (book.bySlot.size === 0) return true;
  const reach = reachOf(book, slotClass, span);
  const named = namedDuring(book, supply, slotClass, reach, except).size;
  if (named === 0) return true;
  if (unnamedDuring(book, slotClass, reach, except) + 1 + named <= capacity) return true;
  return staysDuring(book, slotClass, span, except).every((other) => {
    const shared = {
      fromAt: Math.max(other.fromAt, span.fromAt),
      toAt: Math.min(other.toAt, span.toAt),
    };
    const stays = unnamedDuring(book, slotClass, shared, except) + 1;
    const avoided = namedDuring(book, supply, slotClass, other, except).size;
    const most = Math.max(stays, unnamedDuring(book, slotClass, other, except));
    return most + avoided <= supply.capacityOf(slotClass, other);
  });
}

/** The best class with room for one more stay over a span; null when all that suit are full. */
export function classWithRoom(
  book: ReservationBook,
  supply: Supply,
  tiers: readonly Uint8Array[],
  span: Span,
  except: Reservation | null = null,
): number | null {
  for (const tier of tiers) {
    const found = tier.find((slotClass) => hasRoom(book, supply, slotClass, span, except));
    if (found !== undefined) return found;
  }
  return null;
}

/** Why a slot cannot be booked: it is booked at that time, or its class is full. */
export type SlotProblem = 'slot' | 'class';

/** Whether a slot can be booked over a span without taking away what others were promised. */
export function slotProblem(
  book: ReservationBook,
  supply: Supply,
  slotId: SlotId,
  span: Span,
  except: Reservation | null = null,
): SlotProblem | null {
  const slotClass = must(supply.classOf(slotId), 'the slot is one of the lot');
  const meets = (other: Span) => {
    const named = namedDuring(book, supply, slotClass, other, except);
    if (overlaps(other, span)) named.add(slotId);
    const stays = unnamedDuring(book, slotClass, other, except);
    return stays + named.size <= supply.capacityOf(slotClass, other);
  };
  for (const id of book.bySlot.get(slotId) ?? []) {
    if (id === except?.id) continue;
    if (overlaps(bookingOf(book, id).counted, span)) return 'slot';
  }
  if (!meets(span)) return 'class';
  if (unnamedDuring(book, slotClass, span, except) === 0) return null;
  // Almost always there is room even for all that it can meet, as if they were one long stay.
  if (meets(reachOf(book, slotClass, span))) return null;
  return staysDuring(book, slotClass, span, except).every(meets) ? null : 'class';
}

/** Bookings of any slot of a class: the most at one time of a span. */
function unnamedDuring(
  book: ReservationBook,
  slotClass: number,
  span: Span,
  except: Reservation | null,
): number {
  const key = keyOf(slotClass);
  const bookings = book.byClass.get(key);
  if (bookings === undefined) return 0;
  return mostDuring(bookings, span, isIn(except, key) ? except.counted : null);
}

/** Slots of a class that are booked by name for some time of a span. */
export function namedDuring(
  book: ReservationBook,
  supply: Supply,
  slotClass: number,
  span: Span,
  except: Reservation | null,
): Set<SlotId> {
  const named = new Set<SlotId>();
  for (const id of touching(book.namedByDay, span)) {
    if (id === except?.id) continue;
    const { place, counted } = bookingOf(book, id);
    if (place.kind !== 'slot' || supply.classOf(place.slotId) !== slotClass) continue;
    if (overlaps(counted, span)) named.add(place.slotId);
  }
  return named;
}

/** The spans of the bookings of a class that overlap one. */
function staysDuring(
  book: ReservationBook,
  slotClass: number,
  span: Span,
  except: Reservation | null,
): readonly Span[] {
  const stays: Span[] = [];
  for (const id of touching(book.byClass.get(keyOf(slotClass))?.byDay ?? NO_DAYS, span)) {
    if (id === except?.id) continue;
    const { counted } = bookingOf(book, id);
    if (overlaps(counted, span)) stays.push(counted);
  }
  return stays;
}

/** A span that holds every stay of a class that overlaps one. */
function reachOf(book: ReservationBook, slotClass: number, { fromAt, toAt }: Span): Span {
  const longestMs = book.byClass.get(keyOf(slotClass))?.longestMs ?? 0;
  return { fromAt: fromAt - longestMs, toAt: toAt + longestMs };
}

/** The shortest span that holds all of some. */
export function hullOf(spans: readonly Span[], first: Span): Span {
  let { fromAt, toAt } = first;
  for (const span of spans) {
    fromAt = Math.min(fromAt, span.fromAt);
    toAt = Math.max(toAt, span.toAt);
  }
  return { fromAt, toAt };
}

function isIn(one: Reservation | null, key: string): one is Reservation {
  if (one === null || (one.state !== 'booked' && one.state !== 'arrived')) return false;
  return one.place.kind === 'class' && one.place.slotClass === key;
}

function keyOf(slotClass: number): string {
  return must(SLOT_CLASS_KEYS[slotClass], 'a known class');
}

function bookingOf(book: ReservationBook, id: string): Reservation {
  return must(book.reservations.get(id), 'the index holds only bookings of the book');
}
