import type { PlateRef, ReservationId, SlotId, TicketNumber } from '../kernel/ids.ts';
import { type AgendaItem, addToAgenda, removeFromAgenda } from './agenda.ts';
import { addToDays, type DayIndex, removeFromDays } from './day-index.ts';
import { addSpan, emptyOccupancy, type Occupancy, removeSpan } from './occupancy.ts';
import type { Reservation } from './reservation.ts';
import { isActive } from './reservation.ts';

/** Ended bookings that lists still show; older ones live in the journal. */
export const KEPT_ENDED_RESERVATIONS = 10_000;

/** The bookings of any slot of one class. */
export interface ClassBookings extends Occupancy {
  readonly byDay: DayIndex;
  /** No booking of the class has ever been longer. */
  longestMs: number;
}

/**
 * All reservations of a lot with the indices that the entry and the booking look into. Plain data: it is
 * part of snapshots. Only active bookings are in the indices.
 */
export interface ReservationBook {
  readonly reservations: Map<ReservationId, Reservation>;
  /** Ended ones as well, so that a late code is told why it opens nothing. */
  readonly byNumber: Map<TicketNumber, ReservationId>;
  readonly byPlate: Map<PlateRef, ReservationId[]>;
  /** Bookings of one slot. */
  readonly bySlot: Map<SlotId, ReservationId[]>;
  readonly namedByDay: DayIndex;
  /** Bookings of any slot, by the class that they count in. */
  readonly byClass: Map<string, ClassBookings>;
  readonly agenda: AgendaItem[];
  /** Bookings of any slot that one is withheld for now, by the class that they count in. */
  readonly held: Map<string, Set<ReservationId>>;
  readonly ended: Set<ReservationId>;
  /** Rises with every change of an index, for whoever remembers an answer. */
  revision: number;
}

export function emptyReservationBook(): ReservationBook {
  return {
    reservations: new Map(),
    byNumber: new Map(),
    byPlate: new Map(),
    bySlot: new Map(),
    namedByDay: new Map(),
    byClass: new Map(),
    agenda: [],
    held: new Map(),
    ended: new Set(),
    revision: 0,
  };
}

/** Takes a booking into the book, or back into its indices after a change. */
export function index(book: ReservationBook, one: Reservation): void {
  book.revision += 1;
  book.reservations.set(one.id, one);
  book.byNumber.set(one.number, one.id);
  if (!isActive(one)) {
    book.ended.add(one.id);
    dropOldest(book);
    return;
  }
  if (one.plateRef !== null) push(book.byPlate, one.plateRef, one.id);
  const { place } = one;
  if (place.kind === 'slot') {
    push(book.bySlot, place.slotId, one.id);
    addToDays(book.namedByDay, one.id, one.counted);
  } else {
    const bookings = classBookings(book, place.slotClass);
    addSpan(bookings, one.counted);
    const { fromAt, toAt } = one.counted;
    bookings.longestMs = Math.max(bookings.longestMs, toAt - fromAt);
    addToDays(bookings.byDay, one.id, one.counted);
  }
  if (one.state !== 'booked') return;
  addToAgenda(book.agenda, agendaItem(one));
  if (!one.held || place.kind !== 'class') return;
  const held = book.held.get(place.slotClass);
  if (held === undefined) book.held.set(place.slotClass, new Set([one.id]));
  else held.add(one.id);
}

/** Takes a booking out of the indices, before it changes. */
export function unindex(book: ReservationBook, one: Reservation): void {
  book.revision += 1;
  if (!isActive(one)) {
    book.ended.delete(one.id);
    return;
  }
  if (one.plateRef !== null) pull(book.byPlate, one.plateRef, one.id);
  const { place } = one;
  if (place.kind === 'slot') {
    pull(book.bySlot, place.slotId, one.id);
    removeFromDays(book.namedByDay, one.id, one.counted);
  } else {
    const bookings = classBookings(book, place.slotClass);
    removeSpan(bookings, one.counted);
    removeFromDays(bookings.byDay, one.id, one.counted);
  }
  if (one.state !== 'booked') return;
  removeFromAgenda(book.agenda, agendaItem(one));
  if (!one.held || place.kind !== 'class') return;
  const held = book.held.get(place.slotClass);
  held?.delete(one.id);
  if (held?.size === 0) book.held.delete(place.slotClass);
}

function classBookings(book: ReservationBook, slotClass: string): ClassBookings {
  let bookings = book.byClass.get(slotClass);
  if (bookings === undefined) {
    bookings = { ...emptyOccupancy(), byDay: new Map(), longestMs: 0 };
    book.byClass.set(slotClass, bookings);
  }
  return bookings;
}

function agendaItem({ id, held, timing }: Reservation): AgendaItem {
  return { reservationId: id, at: held ? timing.missAt : timing.holdFromAt };
}

/** Ended ones stand in the order in which they ended. */
function dropOldest(book: ReservationBook): void {
  for (const id of book.ended) {
    if (book.ended.size <= KEPT_ENDED_RESERVATIONS) return;
    const one = book.reservations.get(id);
    book.ended.delete(id);
    book.reservations.delete(id);
    if (one !== undefined) book.byNumber.delete(one.number);
  }
}

function push<K>(lists: Map<K, ReservationId[]>, key: K, id: ReservationId): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [id]);
  else list.push(id);
}

function pull<K>(lists: Map<K, ReservationId[]>, key: K, id: ReservationId): void {
  const left = lists.get(key)?.filter((other) => other !== id) ?? [];
  if (left.length > 0) lists.set(key, left);
  else lists.delete(key);
}
