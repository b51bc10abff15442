import type { VehicleNeeds } from '../facility/kinds.ts';
import type {
  LaneId,
  PictureId,
  PlateRef,
  SessionId,
  SlotId,
  TicketNumber,
} from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { LockedPrice } from '../tariff/dynamic-schema.ts';
import type { Discount } from '../tariff/quote.ts';
import type { EntryRight } from './right.ts';

/** One vehicle's stay, from vend to vend. Plain data: it is part of snapshots. */
export interface Session extends VehicleNeeds {
  readonly id: SessionId;
  ticketNumber: TicketNumber;
  /** The one before, when its ticket is lost: it is good again if it is found. */
  lostNumber: TicketNumber | null;
  readonly plateRef: PlateRef | null;
  readonly entryLaneId: LaneId;
  /** What it looked like in the entry lane; missing where no camera sent a picture. */
  readonly entryPictureId?: PictureId;
  readonly issuedAt: Instant;
  /** When its ticket was signed: before it was issued for one from a lane controller's stock. */
  readonly tokenAt: Instant;
  /** Null while the vehicle is still in the entry lane. */
  startedAt: Instant | null;
  slotId: SlotId | null;
  /** By what right it came in. */
  readonly right: EntryRight;
  /** The number of the booking or pass it came in by, which it may leave by as well. */
  readonly credentialNumber: TicketNumber | null;
  /** The tariff that its whole stay is charged by. */
  readonly tariffVersion: number;
  /** The dynamic price that it locked at entry. */
  readonly price: LockedPrice | null;
  /** Captured less given back. */
  paidMinor: Minor;
  /** Until then the way out is free; null before the first payment. */
  graceUntilAt: Instant | null;
  /** Its ticket was declared lost: the fee is the tariff's for that. */
  lostTicket: boolean;
  /** What the fee depends on beside class and time. */
  extras: StayExtras;
  /** Validations of shops, in the order they were applied. */
  readonly discounts: Discount[];
}

/** What a stay used beside a slot. */
export interface StayExtras {
  readonly chargingMinutes: number;
  /** Watt-hours, so that it stays an integer. */
  readonly chargingWh: number;
  readonly oversized: boolean;
  /** A product of the tariff that the driver chose, such as a day ticket. */
  readonly product: string | null;
}

/** What tells that two stays are those of one vehicle: its membership, its plate, or else its ticket. */
export function vehicleKey({ right, plateRef, ticketNumber }: Session): string {
  if (right.kind === 'membership') return `membership ${right.membershipId}`;
  return plateRef === null ? `ticket ${ticketNumber}` : `plate ${plateRef}`;
}
