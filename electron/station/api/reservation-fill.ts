import { canUse } from '#domain/allocation/can-use.ts';
import { SLOT_CLASSES } from '#domain/allocation/slot-class.ts';
import type { ReservationAvailability } from '#domain/contract/reservations.ts';
import { SLOT_KINDS, type SlotKind, type VehicleNeeds } from '#domain/facility/kinds.ts';
import { supplyOf } from '#domain/lot/reservation-supply.ts';
import type { LotState } from '#domain/lot/state.ts';
import { touching } from '#domain/reservation/day-index.ts';
import { fillOf } from '#domain/reservation/plan.ts';
import { overlaps, type Span } from '#domain/reservation/span.ts';
import type { LotService } from '../runtime/lot-service.ts';
import { installedOf } from './lot-call.ts';

/** More are of no use in a list to choose from. */
const SLOTS_MAX = 500;

export interface KindFill {
  readonly kind: SlotKind;
  readonly total: number;
  readonly capacity: number;
  readonly booked: number;
}

/**
 * How much of each kind that the lot has is reserved at one time of a span at most. With `needs`, only of
 * what the lot would give to such a vehicle.
 */
export function kindFills(service: LotService, span: Span, needs?: VehicleNeeds): KindFill[] {
  const { pool } = installedOf(service);
  const supply = supplyOf(service.state);
  const tiers = needs === undefined ? null : pool.tiersFor(needs);
  const serves = (slotClass: number) => tiers?.some((tier) => tier.includes(slotClass)) ?? true;
  return SLOT_KINDS.flatMap((kind) => {
    let total = 0;
    let capacity = 0;
    let booked = 0;
    SLOT_CLASSES.forEach((slotClass, index) => {
      if (slotClass.kind !== kind || pool.slotsOf(index) === 0 || !serves(index)) return;
      const fill = fillOf(service.state.reservations, supply, index, span);
      total += pool.slotsOf(index);
      capacity += fill.capacity;
      booked += fill.booked;
    });
    return total === 0 ? [] : [{ kind, total, capacity, booked }];
  });
}

/** Slots that suit a vehicle and that nobody has booked by name for a span. */
export function slotsToBook(
  service: LotService,
  needs: VehicleNeeds,
  span: Span,
): ReservationAvailability['slots'] {
  const { slots } = installedOf(service);
  const taken = namedIn(service.state, span);
  const free: ReservationAvailability['slots'] = [];
  for (const slot of slots) {
    if (free.length >= SLOTS_MAX) break;
    if (!canUse(slot, needs) || taken.has(slot.id)) continue;
    const block = service.state.slots.get(slot.id)?.block ?? null;
    if (block !== null && (block.untilAt === null || block.untilAt > span.fromAt)) continue;
    free.push({ id: slot.id, label: slot.label, zoneId: slot.zoneId, kind: slot.kind });
  }
  return free;
}

function namedIn({ reservations: book }: LotState, span: Span): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const id of touching(book.namedByDay, span)) {
    const one = book.reservations.get(id);
    if (one?.place.kind === 'slot' && overlaps(one.counted, span)) taken.add(one.place.slotId);
  }
  return taken;
}
