import type { LaneId, SessionId, ShopId, TicketNumber } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import { actorName } from '../lot/actor.ts';
import type { RecordedEvent } from '../lot/event.ts';

/** What became of a ticket. `lost`: left with another in its place. `by-hand`: staff opened for it. */
export const TICKET_ENDS = ['collected', 'lost', 'by-hand', 'void', 'closed'] as const;
export type TicketEnd = (typeof TICKET_ENDS)[number];

/** What makes the ledger and the world differ, or explains why they seem to. */
export const MARK_KINDS = [
  'left-unpaid',
  'closed-by-hand',
  'opened-by-hand',
  'held-open',
  'opened-alone',
  'left-offline',
  'offline-conflict',
  'tailgate',
  'other-plate',
  'ticket-lost',
  'ticket-found',
  'paid-without-stay',
  'payment-unmatched',
] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

export interface LedgerMark {
  readonly seq: number;
  readonly at: Instant;
  readonly kind: MarkKind;
  readonly sessionId: SessionId | null;
  readonly laneId: LaneId | null;
  /** What was not paid, or paid without a stay; null where no money is meant. */
  readonly amountMinor: Minor | null;
  readonly by: string;
  /** The reason that staff gave; empty where nobody did. */
  readonly reason: string;
}

/** The tickets of a time, counted. */
export interface TicketCounts {
  readonly openBefore: number;
  readonly issued: number;
  readonly ended: Readonly<Record<TicketEnd, number>>;
  readonly openAfter: number;
}

/** What the ledger holds of a time. */
export interface LedgerRows {
  readonly tickets: TicketCounts;
  readonly marks: readonly LedgerMark[];
  /** How many more stays are open now by the ledger than by their own table: 0. */
  readonly openDifference: number;
}

/** What an event does to the ledger of tickets and validations. */
export type LedgerChange =
  | { readonly kind: 'issued'; readonly sessionId: SessionId }
  | { readonly kind: 'ended'; readonly sessionId: SessionId; readonly how: TicketEnd }
  | {
      readonly kind: 'number';
      readonly sessionId: SessionId;
      readonly ticketNumber: TicketNumber;
      readonly lost: boolean;
    }
  | {
      readonly kind: 'mark';
      readonly mark: MarkKind;
      readonly sessionId: SessionId | null;
      readonly laneId: LaneId | null;
      /** `due`: what the stay owed when it was last shown an amount. */
      readonly amountMinor: Minor | 'due' | null;
      readonly by: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'validation';
      readonly id: string;
      readonly shopId: ShopId;
      readonly offerId: string;
      readonly sessionId: SessionId;
      readonly by: string;
      readonly hasCode: boolean;
    }
  | { readonly kind: 'validation-gone'; readonly id: string }
  | {
      readonly kind: 'validation-value';
      readonly sessionId: SessionId;
      readonly shopId: ShopId;
      readonly valueMinor: Minor;
    };

type Mark = Extract<LedgerChange, { kind: 'mark' }>;

/** What an event does to the ledger, in order. Pure, so that the rows can be made again at any time. */
export function ledgerChangesOf({ event, actor }: RecordedEvent): readonly LedgerChange[] {
  const by = actorName(actor);
  const mark = (kind: MarkKind, what: Partial<Omit<Mark, 'kind' | 'mark' | 'by'>>): Mark => ({
    kind: 'mark',
    mark: kind,
    sessionId: null,
    laneId: null,
    amountMinor: null,
    reason: '',
    ...what,
    by,
  });
  switch (event.type) {
    case 'TicketIssued':
      return [{ kind: 'issued', sessionId: event.sessionId }];
    case 'TicketVoided':
      return [{ kind: 'ended', sessionId: event.sessionId, how: 'void' }];
    case 'SessionEnded':
      return [{ kind: 'ended', sessionId: event.sessionId, how: 'collected' }];
    case 'SessionClosed': {
      const { sessionId, reason, dueMinor = null } = event;
      return [
        mark('closed-by-hand', { sessionId, reason, amountMinor: dueMinor }),
        { kind: 'ended', sessionId, how: 'closed' },
      ];
    }
    case 'TicketLost': {
      const { sessionId, ticketNumber, reason } = event;
      return [
        { kind: 'number', sessionId, ticketNumber, lost: true },
        mark('ticket-lost', { sessionId, reason }),
      ];
    }
    case 'TicketFound': {
      const { sessionId, ticketNumber, reason } = event;
      return [
        { kind: 'number', sessionId, ticketNumber, lost: false },
        mark('ticket-found', { sessionId, reason }),
      ];
    }
    case 'GateVended': {
      const { sessionId, laneId, overrideReason: reason } = event;
      if (reason === null) return [];
      if (sessionId === null) return [mark('opened-by-hand', { laneId, reason })];
      return [mark('left-unpaid', { sessionId, laneId, reason, amountMinor: 'due' })];
    }
    case 'GateHeld':
      return [mark('held-open', { laneId: event.laneId, reason: event.reason })];
    case 'GateOpenedAlone':
      return [mark('opened-alone', { laneId: event.laneId })];
    case 'LeftOffline': {
      const { laneId, sessionId, dueMinor: amountMinor } = event;
      return [mark('left-offline', { laneId, sessionId, amountMinor })];
    }
    case 'OfflineConflict':
      return [mark('offline-conflict', { laneId: event.laneId })];
    case 'TailgateSeen':
      return [mark('tailgate', { laneId: event.laneId, sessionId: event.sessionId })];
    case 'PlateAnswered': {
      const { letOut, laneId, sessionId, reason } = event;
      return letOut && reason !== '' ? [mark('other-plate', { laneId, sessionId, reason })] : [];
    }
    case 'PaymentCaptured': {
      const { purpose, laneId, amountMinor, sessionId, unmatched, overpaidMinor } = event;
      if (purpose.kind === 'lost-ticket')
        return [mark('paid-without-stay', { laneId, amountMinor })];
      if (!unmatched) return [];
      return [mark('payment-unmatched', { laneId, sessionId, amountMinor: overpaidMinor })];
    }
    case 'ValidationApplied': {
      const { validationId: id, shopId, offerId, sessionId, code } = event;
      return [{ kind: 'validation', id, shopId, offerId, sessionId, by, hasCode: code !== null }];
    }
    case 'ValidationWithdrawn':
      return [{ kind: 'validation-gone', id: event.validationId }];
    case 'ValidationSettled': {
      const { sessionId, values } = event;
      return values.map((value) => ({ kind: 'validation-value', sessionId, ...value }));
    }
    default:
      return [];
  }
}
