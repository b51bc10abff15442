import type { VehicleNeeds } from '../facility/kinds.ts';
import type { LaneId, PlateRef, SessionId, SlotId, TicketNumber } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';

/** One vehicle's stay, from vend to vend. Plain data: it is part of snapshots. */
export interface Session extends VehicleNeeds {
  readonly id: SessionId;
  readonly ticketNumber: TicketNumber;
  readonly plateRef: PlateRef | null;
  readonly entryLaneId: LaneId;
  readonly issuedAt: Instant;
  /** Null while the vehicle is still in the entry lane. */
  startedAt: Instant | null;
  slotId: SlotId | null;
  paidMinor: Minor;
  /** Until then the way out is free; null before the first payment. */
  graceUntilAt: Instant | null;
}
