import { SLOT_CLASSES } from '../allocation/slot-class.ts';
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
