import type { SlotId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { LedgerMark, MarkKind, TicketCounts, TicketEnd } from './ledger.ts';
import { TICKET_ENDS } from './ledger.ts';

/** Differences that one report names; a day with more has worse problems than its list. */
export const DIFFERENCES_MAX = 2_000;

export interface LedgerDay {
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly tickets: TicketCounts;
  /** Those of the day, in order. */
  readonly marks: readonly LedgerMark[];
  /** What else is known of a day that still runs; null for one that is over. */
  readonly now: {
    /** Stays that are open by one table and not by the other. */
    readonly openDifference: number;
    readonly occupiedWithoutStay: readonly SlotId[];
  } | null;
}

/** A difference between the ledger and the world, with all that is known of it. */
export type Difference = Omit<LedgerMark, 'seq'>;

/**
 * The tickets of a day: those open when it began and those issued, against those that ended and those
 * still open. What ended otherwise than by leaving with the ticket, and what passed a gate without one,
 * is named.
 */
export interface Reconciliation {
  readonly openBefore: number;
  readonly issued: number;
  readonly ended: Readonly<Record<TicketEnd, number>>;
  readonly openAfter: number;
  /** 0 when all tickets are accounted for, in the ledger and among the stays. */
  readonly unexplained: number;
  /** Reported lost and not found again, those without a stay included. */
  readonly lost: number;
  /** Of the tickets issued, 0 to 1; null on a day without any. */
  readonly lostRatio: number | null;
  readonly unpaidMinor: Minor;
  readonly counts: Readonly<Partial<Record<MarkKind, number>>>;
  readonly differences: readonly Difference[];
  /** Slots whose sensor sees a vehicle that no stay is known of; null for a day that is over. */
  readonly occupiedWithoutStay: readonly SlotId[] | null;
}

export function reconcile(day: LedgerDay): Reconciliation {
  const { tickets, now } = day;
  const { openBefore, issued, ended, openAfter } = tickets;
  let allEnded = 0;
  for (const how of TICKET_ENDS) allEnded += ended[how];
  const marks = withoutFound(day.marks);
  const counts = countOf(marks);
  const lost = (counts['ticket-lost'] ?? 0) + (counts['paid-without-stay'] ?? 0);
  const missing = openBefore + issued - allEnded - openAfter;
  return {
    openBefore,
    issued,
    ended,
    openAfter,
    unexplained: Math.abs(missing) + (now === null ? 0 : Math.abs(now.openDifference)),
    lost,
    lostRatio: issued === 0 ? null : lost / issued,
    unpaidMinor: unpaidOf(marks),
    counts,
    differences: marks.slice(0, DIFFERENCES_MAX).map(({ seq: _, ...difference }) => difference),
    occupiedWithoutStay: now?.occupiedWithoutStay ?? null,
  };
}

/** A ticket that was found again on the same day is no difference. */
function withoutFound(marks: readonly LedgerMark[]): readonly LedgerMark[] {
  const left: LedgerMark[] = [];
  for (const mark of marks) {
    if (mark.kind !== 'ticket-found') {
      left.push(mark);
      continue;
    }
    const lost = left.findLastIndex(
      ({ kind, sessionId }) => kind === 'ticket-lost' && sessionId === mark.sessionId,
    );
    if (lost >= 0) left.splice(lost, 1);
  }
  return left;
}

function countOf(marks: readonly LedgerMark[]): Partial<Record<MarkKind, number>> {
  const counts: Partial<Record<MarkKind, number>> = {};
  for (const { kind } of marks) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function unpaidOf(marks: readonly LedgerMark[]): Minor {
  let sum = 0;
  for (const { kind, amountMinor } of marks)
    if (kind === 'left-unpaid' || kind === 'closed-by-hand') sum += amountMinor ?? 0;
  return sum;
}
