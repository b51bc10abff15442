import { canUse } from '../../allocation/can-use.ts';
import { SLOT_CLASS_KEYS } from '../../allocation/slot-class.ts';
import type { VehicleNeeds } from '../../facility/kinds.ts';
import { must } from '../../kernel/assert.ts';
import type { SlotId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { classWithRoom, slotProblem } from '../../reservation/plan.ts';
import {
  type Place,
  promisedSpan,
  type Reservation,
  type Timing,
} from '../../reservation/reservation.ts';
import type { Span } from '../../reservation/span.ts';
import { mayAssign } from '../availability.ts';
import { withheldIn } from '../reservation-hold.ts';
import { supplyOf } from '../reservation-supply.ts';
import type { Installed, LotState } from '../state.ts';
import type { RefusalCode } from '../words.ts';

/** What is to be reserved. */
export interface Wish {
  readonly needs: VehicleNeeds;
  readonly timing: Timing;
  readonly slotId: SlotId | null;
  readonly at: Instant;
  /** The booking that is being changed: it does not stand in its own way. */
  readonly except: Reservation | null;
}

export type Placed =
  | { readonly ok: true; readonly place: Place }
  | { readonly ok: false; readonly code: RefusalCode; readonly detail: string };

/** Where a wish can be promised, so that nobody else's promise breaks. */
export function placeFor(state: LotState, wish: Wish): Placed {
  const installed = must(state.installed, 'reservations exist only in an open lot');
  return wish.slotId === null
    ? anySlot(state, installed, wish)
    : oneSlot(state, installed, wish, wish.slotId);
}

function anySlot(state: LotState, { pool }: Installed, wish: Wish): Placed {
  const { needs, timing, at, except } = wish;
  const span = promisedSpan(timing);
  const supply = supplyOf(state);
  const tiers = pool.tiersFor(needs);
  const found = classWithRoom(state.reservations, supply, tiers, span, except);
  if (found === null) return no('reservation-full');
  if (timing.holdFromAt > at) return inClass(found);
  // Nothing may be withheld any more that is already taken: a slot must be free at this moment.
  const extra = { stay: span, ...(except !== null && { except: except.id }) };
  const isFree = (one: number) => pool.vacantOf(one) >= withheldIn(state, one, extra);
  const free = tiers.map((tier) => tier.filter(isFree));
  const now = classWithRoom(state.reservations, supply, free, span, except);
  return now === null ? no('reservation-full-now') : inClass(now);
}

function oneSlot(state: LotState, installed: Installed, wish: Wish, slotId: SlotId): Placed {
  const { needs, timing, at, except } = wish;
  const index = installed.slotIndex.get(slotId);
  const slot = index === undefined ? undefined : installed.slots[index];
  if (slot === undefined) return no('slot-unknown', slotId);
  if (!canUse(slot, needs)) return no('slot-unsuitable', slot.label);
  const span = promisedSpan(timing);
  const held = must(state.slots.get(slotId), 'every installed slot has a state');
  const { block } = held;
  if (block !== null && (block.untilAt === null || block.untilAt > span.fromAt))
    return no('slot-blocked', slot.label);
  const problem = slotProblem(state.reservations, supplyOf(state), slotId, span, except);
  if (problem === 'slot') return no('reservation-slot-taken', slot.label);
  if (problem === 'class') return no('reservation-full', slot.label);
  if (reservedUntil(state, slotId, except) > span.fromAt)
    return no('reservation-slot-taken', slot.label);
  const isOwn = held.heldFor !== null && held.heldFor === except?.id;
  const isFree = mayAssign(isOwn ? { ...held, heldFor: null } : held);
  if (timing.holdFromAt <= at && !isFree) return no('reservation-full-now', slot.label);
  if (takesFromHeld(state, installed, slotId, span, except))
    return no('reservation-full-now', slot.label);
  return { ok: true, place: { kind: 'slot', slotId } };
}

/** Whether those who are awaited now would miss a slot that is booked by name while they are there. */
function takesFromHeld(
  state: LotState,
  { pool, slotIndex }: Installed,
  slotId: SlotId,
  span: Span,
  except: Reservation | null,
): boolean {
  const slotClass = pool.classOf(must(slotIndex.get(slotId), 'the slot is one of the lot'));
  const others = except === null ? {} : { except: except.id };
  const withheld = withheldIn(state, slotClass, { ...others, named: { slotId, span } });
  return withheld > withheldIn(state, slotClass, others) && withheld > pool.vacantOf(slotClass);
}

/** Until when another reserved vehicle may stand in a slot. */
function reservedUntil(state: LotState, slotId: SlotId, except: Reservation | null): Instant {
  const sessionId = state.slots.get(slotId)?.sessionId ?? null;
  const right = sessionId === null ? undefined : state.sessions.get(sessionId)?.right;
  if (right?.kind !== 'reservation' || right.reservationId === except?.id) return -Infinity;
  return state.reservations.reservations.get(right.reservationId)?.counted.toAt ?? -Infinity;
}

function inClass(slotClass: number): Placed {
  const key = must(SLOT_CLASS_KEYS[slotClass], 'a known class');
  return { ok: true, place: { kind: 'class', slotClass: key } };
}

function no(code: RefusalCode, detail = ''): Placed {
  return { ok: false, code, detail };
}
