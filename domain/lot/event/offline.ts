import type { DeviceId, LaneId, PlateRef, SessionId, TicketNumber } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import type { DoneOffline } from '../command/offline.ts';
import type { RefusalCode } from '../words.ts';

/** Something that was told and does not fit the books yet. */
export interface ToldOffline {
  /** Names it among those that wait. */
  readonly waitingId: string;
  readonly laneId: LaneId;
  readonly deviceId: DeviceId;
  readonly happenedAt: Instant;
  readonly done: DoneOffline;
}

/** What lane controllers do while nobody hears them, as it is told afterwards. */
export type OfflineEvent =
  | {
      readonly type: 'TicketsStocked';
      readonly laneId: LaneId;
      readonly deviceId: DeviceId;
      readonly numbers: readonly TicketNumber[];
    }
  | {
      readonly type: 'LaneReplayed';
      readonly laneId: LaneId;
      readonly deviceId: DeviceId;
      readonly epoch: string;
      readonly number: number;
      /** Missing in journals from before fingerprints. */
      readonly mark?: string;
      readonly happenedAt: Instant;
      readonly kind: DoneOffline['kind'];
      /** It is in the books already, under another epoch: nothing follows from it. */
      readonly repeats?: true;
    }
  /** Another controller may still have to tell what came before it. */
  | ({ readonly type: 'OfflineWaits' } & ToldOffline)
  /** `given-up`: it stays as a conflict, and is looked at no more. */
  | {
      readonly type: 'OfflineSettled';
      readonly waitingId: string;
      readonly how: 'fits' | 'by-staff' | 'given-up';
    }
  /** What the controller did and the books do not agree: staff settle it. */
  | {
      readonly type: 'OfflineConflict';
      readonly laneId: LaneId;
      readonly deviceId: DeviceId;
      readonly happenedAt: Instant;
      readonly code: RefusalCode;
      readonly ticketNumber: TicketNumber | null;
      readonly plateRef?: PlateRef | null;
      /** Of something that goes on waiting for what would explain it. */
      readonly waitingId?: string;
      /** Of numbers that nobody was told of. */
      readonly missing?: { readonly epoch: string; readonly from: number; readonly to: number };
    }
  /** A stay that ended at a controller which could ask nobody for money. */
  | {
      readonly type: 'LeftOffline';
      readonly laneId: LaneId;
      readonly sessionId: SessionId;
      readonly happenedAt: Instant;
      readonly dueMinor: Minor;
    };
