import { SLOT_CLASS_KEYS, SLOT_CLASSES } from '../allocation/slot-class.ts';
import type { VehicleNeeds } from '../facility/kinds.ts';
import { must } from '../kernel/assert.ts';
import type { Supply } from '../reservation/plan.ts';
import {
  DEFAULT_RESERVATION_POLICIES,
  type ReservationPolicies,
  reservableCount,
} from '../reservation/policies.ts';
import type { Installed, LotState } from './state.ts';

/** The lot's rules for reservations. */
export function reservationPolicies({ lot }: Pick<Installed, 'lot'>): ReservationPolicies {
  return lot.policies.reservations ?? DEFAULT_RESERVATION_POLICIES;
}

/** What of the lot may be reserved. Slots that are out of use at the start of a span do not count. */
export function supplyOf(state: LotState): Supply {
  const installed = must(state.installed, 'reservations exist only in an open lot');
  const { pool, slotIndex, blocked, slots } = installed;
  const policies = reservationPolicies(installed);
  return {
    capacityOf: (slotClass, { fromAt }) => {
      const total = pool.slotsOf(slotClass);
      const { kind } = must(SLOT_CLASSES[slotClass], 'a known class');
      let usable = total;
      for (const index of blocked) {
        if (pool.classOf(index) !== slotClass) continue;
        const slotId = must(slots[index], 'a blocked slot is installed').id;
        const untilAt = state.slots.get(slotId)?.block?.untilAt ?? null;
        if (untilAt === null || untilAt > fromAt) usable -= 1;
      }
      return Math.min(reservableCount(policies, kind, total), usable);
    },
    classOf: (slotId) => {
      const index = slotIndex.get(slotId);
      return index === undefined ? null : pool.classOf(index);
    },
  };
}

/** How many slots of each class are kept for reserved drivers now; null when none are. */
export function withheldSlots({ reservations }: LotState): Int32Array | null {
  if (reservations.held.size === 0) return null;
  return Int32Array.from(SLOT_CLASS_KEYS, (key) => reservations.held.get(key) ?? 0);
}

/** Whether a transient finds a slot without taking one from a reserved driver who is still to come. */
export function admitsTransient(state: LotState, needs: VehicleNeeds): boolean {
  const { pool } = must(state.installed, 'vehicles come to an open lot');
  const withheld = withheldSlots(state);
  return pool
    .tiersFor(needs)
    .some((tier) => tier.some((one) => pool.vacantOf(one) > (withheld?.[one] ?? 0)));
}
