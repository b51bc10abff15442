import type { LaneId, PlateRef, SessionId, TicketNumber } from '../../kernel/ids.ts';
import type { TailgateHow } from '../../lane/tailgate.ts';

/** What keeps a ticket, a plate and a passage one vehicle's: lost tickets, swapped ones, tailgating. */
export type GuardEvent =
  | {
      readonly type: 'TicketLost';
      readonly sessionId: SessionId;
      /** The one that stands for it from now on. */
      readonly ticketNumber: TicketNumber;
      readonly lostNumber: TicketNumber;
      readonly reason: string;
    }
  | {
      readonly type: 'TicketFound';
      readonly sessionId: SessionId;
      readonly ticketNumber: TicketNumber;
      readonly replacedNumber: TicketNumber;
      readonly reason: string;
    }
  /** The vehicle at an exit is not the one that the ticket was given to, as far as the plate says. */
  | {
      readonly type: 'PlateDiffers';
      readonly laneId: LaneId;
      readonly sessionId: SessionId;
      readonly ticketNumber: TicketNumber;
      /** Null when no plate was read at the entry. */
      readonly entryPlateRef: PlateRef | null;
      readonly exitPlateRef: PlateRef;
    }
  /** The plate at an exit is not inside, but some that resemble it are: staff say which one it is. */
  | {
      readonly type: 'NearPlatesFound';
      readonly laneId: LaneId;
      readonly plateRef: PlateRef;
      readonly nearRefs: readonly PlateRef[];
    }
  /** Only one plate inside resembles the one at the exit, and the lot takes it for that. */
  | {
      readonly type: 'NearPlateTaken';
      readonly laneId: LaneId;
      readonly sessionId: SessionId;
      readonly plateRef: PlateRef;
      readonly entryPlateRef: PlateRef;
    }
  | {
      readonly type: 'PlateAnswered';
      readonly laneId: LaneId;
      readonly letOut: boolean;
      readonly sessionId: SessionId | null;
      readonly reason: string;
    }
  /** A vehicle drove through a lane against its direction. */
  | {
      readonly type: 'WrongWaySeen';
      readonly laneId: LaneId;
      /** As a camera read it meanwhile; null where none did. */
      readonly plateRef: PlateRef | null;
    }
  /** A vehicle passed a gate that was not opened for it. */
  | {
      readonly type: 'TailgateSeen';
      readonly laneId: LaneId;
      /** How many since the gate was last opened for one. */
      readonly count: number;
      readonly how: TailgateHow;
      /** The stay of the plate that was read, or whose amount was awaited; it goes on, for staff to settle. */
      readonly sessionId: SessionId | null;
      /** As it was read behind the one that the gate was opened for; null where nothing was read. */
      readonly plateRef: PlateRef | null;
      /** Of the vehicle that it followed. */
      readonly leaderPlateRef: PlateRef | null;
    };
