import { SLOT_CLASS_KEYS } from '../allocation/slot-class.ts';
import type { VehicleNeeds } from '../facility/kinds.ts';
import { must } from '../kernel/assert.ts';
import type { ReservationId, SlotId } from '../kernel/ids.ts';
import type { ReservationBook } from '../reservation/book.ts';
import { hullOf, namedDuring } from '../reservation/plan.ts';
import { overlaps, type Span } from '../reservation/span.ts';
import { supplyOf } from './reservation-supply.ts';
import type { LotState } from './state.ts';

/*
 * From the hold of a booking to the arrival of its vehicle no transient may take the last slot for it.
 * A booked slot leaves the pool. Of the slots of a class so many are withheld as bookings are held
 * there, and besides those that the held ones cannot use because somebody else has booked them by name
 * for a time that they will still be there.
 */

/** What is about to be promised, on top of what is. */
export interface Extra {
  /** A stay in any slot of the class. */
  readonly stay?: Span;
  /** A slot of the class, booked by name. */
  readonly named?: { readonly slotId: SlotId; readonly span: Span };
  /** A booking that is left out, because it is being changed. */
  readonly except?: ReservationId;
}

/** How many of a class's vacant slots are not for anybody else. */
export function withheldIn(state: LotState, slotClass: number, extra: Extra): number {
  const { reservations: book } = state;
  const key = must(SLOT_CLASS_KEYS[slotClass], 'a known class');
  const held = heldSpans(book, key, extra.except);
  const spans = extra.stay === undefined ? held : [...held, extra.stay];
  const [first] = spans;
  if (first === undefined) return 0;
  const hull = hullOf(spans, first);
  const except = extra.except === undefined ? null : (book.reservations.get(extra.except) ?? null);
  const named = namedDuring(book, supplyOf(state), slotClass, hull, except);
  if (extra.named !== undefined && overlaps(extra.named.span, hull)) named.add(extra.named.slotId);
  return spans.length + vacantOf(state, named);
}

/** How many vacant slots of each class are withheld now; null when none are. */
export function withheldSlots(state: LotState): Int32Array | null {
  const { reservations: book } = state;
  if (book.held.size === 0) return null;
  const inTheWay = slotsInTheWay(state);
  return Int32Array.from(SLOT_CLASS_KEYS, (key) => {
    const held = book.held.get(key)?.size ?? 0;
    return held === 0 ? 0 : held + vacantOf(state, inTheWay.get(key) ?? []);
  });
}

/** Whether a transient finds a slot without taking one from a reserved driver who is still to come. */
export function admitsTransient(state: LotState, needs: VehicleNeeds): boolean {
  const { pool } = must(state.installed, 'vehicles come to an open lot');
  const withheld = withheldSlots(state);
  return pool
    .tiersFor(needs)
    .some((tier) => tier.some((one) => pool.vacantOf(one) > (withheld?.[one] ?? 0)));
}

interface Remembered {
  readonly revision: number;
  readonly slots: ReadonlyMap<string, ReadonlySet<SlotId>>;
}

/** Remembers pure answers: thousands of transients come between two changes of a booking. */
const remembered = new WeakMap<ReservationBook, Remembered>();

/** Slots that held bookings of a class cannot use, by the class's key. */
function slotsInTheWay(state: LotState): ReadonlyMap<string, ReadonlySet<SlotId>> {
  const { reservations: book } = state;
  const known = remembered.get(book);
  if (known?.revision === book.revision) return known.slots;
  const slots = new Map<string, ReadonlySet<SlotId>>();
  if (book.bySlot.size > 0) {
    const supply = supplyOf(state);
    for (const key of book.held.keys()) {
      const spans = heldSpans(book, key);
      const [first] = spans;
      if (first === undefined) continue;
      const slotClass = SLOT_CLASS_KEYS.indexOf(key);
      slots.set(key, namedDuring(book, supply, slotClass, hullOf(spans, first), null));
    }
  }
  remembered.set(book, { revision: book.revision, slots });
  return slots;
}

function heldSpans(book: ReservationBook, key: string, except?: ReservationId): readonly Span[] {
  const spans: Span[] = [];
  for (const id of book.held.get(key) ?? []) {
    if (id === except) continue;
    spans.push(must(book.reservations.get(id), 'what is held is in the book').counted);
  }
  return spans;
}

function vacantOf({ installed }: LotState, slotIds: Iterable<SlotId>): number {
  const { pool, slotIndex } = must(installed, 'reservations exist only in an open lot');
  let vacant = 0;
  for (const slotId of slotIds) {
    const index = slotIndex.get(slotId);
    if (index !== undefined && pool.isVacant(index)) vacant += 1;
  }
  return vacant;
}
