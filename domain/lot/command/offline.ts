import type { VehicleClass } from '../../facility/kinds.ts';
import type { DeviceId, LaneId, PlateRef, VaultRef } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { TicketClaim } from '../../ticket/claim.ts';

/** What a vehicle showed to a lane controller; all null for one that was let through by nothing. */
export interface ShownOffline {
  /** A code of ours: a ticket at an exit, a booking or a pass. */
  readonly claim: TicketClaim | null;
  readonly cardRef: VaultRef | null;
  readonly plateRef: PlateRef | null;
}

/** What a lane controller did on its own while nobody heard it. */
export type DoneOffline =
  /** Let a vehicle in, with a ticket from its stock or by what it showed. */
  | {
      readonly kind: 'entered';
      readonly ticket: TicketClaim | null;
      readonly shown: ShownOffline;
      readonly vehicleClass: VehicleClass;
    }
  /** Let a vehicle out by what it showed. */
  | { readonly kind: 'left'; readonly shown: ShownOffline }
  /** Somebody opened it by its key switch. */
  | { readonly kind: 'opened' }
  /** Something that cannot be read, under a number that can. */
  | { readonly kind: 'unreadable' };

/** One event of a controller, told again until it is acknowledged. */
export interface ReplayLane {
  readonly type: 'ReplayLane';
  readonly laneId: LaneId;
  readonly deviceId: DeviceId;
  /** Changes when the controller has lost its count, such as after its replacement. */
  readonly epoch: string;
  /** Counts on by one within an epoch. */
  readonly number: number;
  /** A fingerprint of the event, the same whenever it is told. */
  readonly mark: string;
  /** By the station's clock, from how long ago the controller said it was. */
  readonly happenedAt: Instant;
  readonly done: DoneOffline;
}

/** Looks whether what was told before fits the books by now; one of them at a time. */
export interface SettleOffline {
  readonly type: 'SettleOffline';
}

/** Gives a controller tickets that it may hand out while nobody hears it. */
export interface StockTickets {
  readonly type: 'StockTickets';
  readonly deviceId: DeviceId;
  readonly laneId: LaneId;
  /** Random, 32 hexadecimal digits each: as many tickets as there are of these. */
  readonly nonces: readonly string[];
}

export type OfflineCommand = ReplayLane | SettleOffline | StockTickets;
