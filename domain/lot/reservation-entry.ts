import { SLOT_CLASS_KEYS } from '../allocation/slot-class.ts';
import { must } from '../kernel/assert.ts';
import type { LaneId, PlateRef, TicketNumber } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { touching } from '../reservation/day-index.ts';
import { hasRoom } from '../reservation/plan.ts';
import type { Reservation } from '../reservation/reservation.ts';
import { overlaps, type Span } from '../reservation/span.ts';
import { mayAssign } from './availability.ts';
import { endedCode } from './decide/reservation-state.ts';
import { withheldIn } from './reservation-hold.ts';
import { supplyOf } from './reservation-supply.ts';
import type { LotState } from './state.ts';
import type { RefusalCode } from './words.ts';

/** What a vehicle at the entry shows: a booking's number, a plate, or both. */
export interface ShownAtEntry {
  readonly plateRef: PlateRef | null;
  readonly number: TicketNumber | null;
}

export type FoundReservation =
  | { readonly ok: true; readonly reservation: Reservation }
  | { readonly ok: false; readonly code: RefusalCode };

/**
 * The booking that opens the entry now. Who shows a number means that booking, so it is said why it
 * does not open. A plate means nothing of the kind: one that has a booking at another time comes as
 * anybody else, so the answer is null.
 */
export function reservationFor(
  state: LotState,
  { plateRef, number }: ShownAtEntry,
  at: Instant,
): FoundReservation | null {
  const { reservations, byNumber, byPlate } = state.reservations;
  if (number !== null) {
    const one = reservations.get(byNumber.get(number) ?? '');
    if (one === undefined) return { ok: false, code: 'reservation-unknown' };
    const code = closedCode(one, at);
    return code === null ? { ok: true, reservation: one } : { ok: false, code };
  }
  if (plateRef === null) return null;
  for (const id of byPlate.get(plateRef) ?? []) {
    const one = must(reservations.get(id), 'the index holds bookings of the book');
    if (closedCode(one, at) === null) return { ok: true, reservation: one };
  }
  return null;
}

function closedCode(one: Reservation, at: Instant): RefusalCode | null {
  if (one.state === 'arrived') return 'reservation-used';
  const ended = endedCode(one);
  if (ended !== null) return ended;
  if (at < one.timing.earliestAt) return 'reservation-too-early';
  return at < one.timing.missAt ? null : 'reservation-missed';
}

/**
 * The slot for a vehicle that comes by a booking, by its place in the lot file: the booked one, or the
 * best that leaves every other booking what it was promised. When vehicles that stay too long have
 * broken that already, the driver at the gate gets what is there; null only in a full lot.
 */
export function slotForReservation(
  state: LotState,
  laneId: LaneId,
  one: Reservation,
  at: Instant,
): number | null {
  const { pool, slotIndex, slots } = must(state.installed, 'vehicles come to an open lot');
  const isEmpty = (slot: number) => {
    const held = state.slots.get(slots[slot]?.id ?? '');
    return held !== undefined && mayAssign({ ...held, heldFor: null });
  };
  const booked = one.slotId === null ? undefined : slotIndex.get(one.slotId);
  if (booked !== undefined && isEmpty(booked)) return booked;
  const stay = { fromAt: at, toAt: one.counted.toAt };
  const isFree = freeOfNamed(state, one, stay);
  const isSpare = spareIn(state, one, stay);
  const ownClass = one.place.kind === 'class' ? one.place.slotClass : null;
  const isOwnClass = (slot: number) => SLOT_CLASS_KEYS[pool.classOf(slot)] === ownClass;
  return (
    pool.chooseWhere(laneId, one, (slot) => isSpare(pool.classOf(slot)) && isFree(slot)) ??
    // Its own class was promised to it, and a slot that is withheld for a later stay serves as well.
    pool.nearest(laneId, one, (slot) => isOwnClass(slot) && isEmpty(slot) && isFree(slot)) ??
    pool.nearest(laneId, one, (slot) => isEmpty(slot) && isFree(slot)) ??
    pool.nearest(laneId, one, isEmpty)
  );
}

/** Whether a class has a vacant slot and room for the stay beyond what others were promised. */
function spareIn(state: LotState, one: Reservation, stay: Span): (slotClass: number) => boolean {
  const { pool } = must(state.installed, 'vehicles come to an open lot');
  const supply = supplyOf(state);
  const known = new Map<number, boolean>();
  const own = one.place.kind === 'class' ? SLOT_CLASS_KEYS.indexOf(one.place.slotClass) : -1;
  const isSpare = (slotClass: number) => {
    if (pool.vacantOf(slotClass) <= withheldIn(state, slotClass, { except: one.id })) return false;
    if (slotClass === own) return true;
    return hasRoom(state.reservations, supply, slotClass, stay, one);
  };
  return (slotClass) => {
    const before = known.get(slotClass);
    if (before !== undefined) return before;
    const now = isSpare(slotClass);
    known.set(slotClass, now);
    return now;
  };
}

/** Whether nobody else has booked a slot by name for some time of the stay. */
function freeOfNamed(state: LotState, one: Reservation, stay: Span): (slot: number) => boolean {
  const { slotIndex } = must(state.installed, 'vehicles come to an open lot');
  const { namedByDay, reservations } = state.reservations;
  const taken = new Set<number>();
  for (const id of touching(namedByDay, stay)) {
    const other = must(reservations.get(id), 'the index holds bookings of the book');
    if (id === one.id || other.place.kind !== 'slot' || !overlaps(other.counted, stay)) continue;
    const index = slotIndex.get(other.place.slotId);
    if (index !== undefined) taken.add(index);
  }
  return (slot) => !taken.has(slot);
}
