import type { SessionId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { TicketCounts, TicketEnd } from './ledger.ts';

/** A ticket in the ledger. */
export interface LedgerTicket {
  readonly sessionId: SessionId;
  readonly issuedAt: Instant;
  /** Null while its vehicle is inside, or in the entry lane. */
  readonly endedAt: Instant | null;
  readonly how: TicketEnd | null;
}

/** The tickets of `[fromAt, toAt)`, counted one by one. */
export function countTickets(
  tickets: readonly LedgerTicket[],
  fromAt: Instant,
  toAt: Instant,
): TicketCounts {
  const ended = { collected: 0, lost: 0, 'by-hand': 0, void: 0, closed: 0 };
  let openBefore = 0;
  let issued = 0;
  let openAfter = 0;
  for (const { issuedAt, endedAt, how } of tickets) {
    if (issuedAt >= toAt || (endedAt !== null && endedAt < fromAt)) continue;
    if (issuedAt < fromAt) openBefore += 1;
    else issued += 1;
    if (endedAt === null || endedAt >= toAt) openAfter += 1;
    else if (how !== null) ended[how] += 1;
  }
  return { openBefore, issued, ended, openAfter };
}
