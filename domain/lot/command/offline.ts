import type { VehicleClass } from '../../facility/kinds.ts';
import type { DeviceId, LaneId, PlateRef } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { TicketClaim } from '../../ticket/claim.ts';

/** What a lane controller did on its own while nobody heard it. */
export type DoneOffline =
  /** Let a vehicle in with a ticket from its stock. */
  | {
      readonly kind: 'entered';
      readonly claim: TicketClaim;
      readonly plateRef: PlateRef | null;
      readonly vehicleClass: VehicleClass;
    }
  /** Let a vehicle out by what it showed. */
  | { readonly kind: 'left'; readonly claim: TicketClaim }
  /** Somebody opened it by its key switch. */
  | { readonly kind: 'opened' };

/** One event of a controller, told again until it is acknowledged. */
export interface ReplayLane {
  readonly type: 'ReplayLane';
  readonly laneId: LaneId;
  readonly deviceId: DeviceId;
  /** Changes when the controller has lost its count, such as after its replacement. */
  readonly epoch: string;
  /** Counts on by one within an epoch. */
  readonly number: number;
  /** By the controller's clock. */
  readonly happenedAt: Instant;
  readonly done: DoneOffline;
}

/** Gives a controller tickets that it may hand out while nobody hears it. */
export interface StockTickets {
  readonly type: 'StockTickets';
  readonly deviceId: DeviceId;
  readonly laneId: LaneId;
  /** Random, 32 hexadecimal digits each: as many tickets as there are of these. */
  readonly nonces: readonly string[];
}

export type OfflineCommand = ReplayLane | StockTickets;
