import type { LaneId, SessionId } from '../../kernel/ids.ts';

/** The driver has lost the ticket: it opens nothing any more, another stands for it. */
export interface DeclareTicketLost {
  readonly type: 'DeclareTicketLost';
  readonly sessionId: SessionId;
  readonly reason: string;
}

/** The ticket was found before anything was paid: it is good again. */
export interface WithdrawTicketLost {
  readonly type: 'WithdrawTicketLost';
  readonly sessionId: SessionId;
  readonly reason: string;
}

/** Staff's answer where the plate at an exit and the one at the entry do not agree. */
export interface AnswerPlate {
  readonly type: 'AnswerPlate';
  readonly laneId: LaneId;
  readonly letOut: boolean;
  /** Which stay is leaving; null for the one whose ticket was shown. */
  readonly sessionId: SessionId | null;
  /** Needed to let a vehicle out by the ticket of another. */
  readonly reason: string;
}

export type GuardCommand = DeclareTicketLost | WithdrawTicketLost | AnswerPlate;
