import type { PlateRef, ReservationId, SlotId, TicketNumber } from '../kernel/ids.ts';
import { type AgendaItem, addToAgenda, removeFromAgenda } from './agenda.ts';
import { addSpan, emptyOccupancy, type Occupancy, removeSpan } from './occupancy.ts';
import type { Reservation } from './reservation.ts';
import { isActive } from './reservation.ts';

/** Ended bookings that lists still show; older ones live in the journal. */
export const KEPT_ENDED_RESERVATIONS = 10_000;

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
  /** Bookings of any slot, by the class that they count in. */
  readonly byClass: Map<string, Occupancy>;
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
  if (place.kind === 'slot') push(book.bySlot, place.slotId, one.id);
  else addSpan(occupancyOf(book, place.slotClass), one.counted);
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
  if (place.kind === 'slot') pull(book.bySlot, place.slotId, one.id);
  else removeSpan(occupancyOf(book, place.slotClass), one.counted);
  if (one.state !== 'booked') return;
  removeFromAgenda(book.agenda, agendaItem(one));
  if (!one.held || place.kind !== 'class') return;
  const held = book.held.get(place.slotClass);
  held?.delete(one.id);
  if (held?.size === 0) book.held.delete(place.slotClass);
}

/** How many bookings there are of any slot of a class, at each instant. */
export function occupancyOf(book: ReservationBook, slotClass: string): Occupancy {
  let occupancy = book.byClass.get(slotClass);
  if (occupancy === undefined) {
    occupancy = emptyOccupancy();
    book.byClass.set(slotClass, occupancy);
  }
  return occupancy;
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
