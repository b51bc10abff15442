import type { DeviceId, LaneId, SessionId, TicketNumber } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import type { RefusalCode } from '../words.ts';

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
      readonly happenedAt: Instant;
      readonly kind: 'entered' | 'left' | 'opened';
    }
  /** What the controller did and the books do not agree: staff settle it. */
  | {
      readonly type: 'OfflineConflict';
      readonly laneId: LaneId;
      readonly deviceId: DeviceId;
      readonly happenedAt: Instant;
      readonly code: RefusalCode;
      readonly ticketNumber: TicketNumber | null;
    }
  /** A stay that ended at a controller which could ask nobody for money. */
  | {
      readonly type: 'LeftOffline';
      readonly laneId: LaneId;
      readonly sessionId: SessionId;
      readonly happenedAt: Instant;
      readonly dueMinor: Minor;
    };
