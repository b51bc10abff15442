import { expect, test } from 'vitest';
import { countTickets, type LedgerTicket } from './count-tickets.testing.ts';
import type { LedgerMark, MarkKind } from './ledger.ts';
import { reconcile } from './reconciliation.ts';

const mark = (kind: MarkKind, change: Partial<LedgerMark> = {}): LedgerMark => ({
  seq: 1,
  at: 150,
  kind,
  sessionId: null,
  laneId: null,
  amountMinor: null,
  by: 'asha',
  reason: '',
  ...change,
});

const day = { fromAt: 100, toAt: 200, now: null };
const counted = (tickets: readonly LedgerTicket[]) => countTickets(tickets, 100, 200);
const ticket = (sessionId: string, issuedAt: number, endedAt: number | null) => ({
  sessionId,
  issuedAt,
  endedAt,
  how: endedAt === null ? null : ('collected' as const),
});

test('what was open, came, went and stayed', () => {
  const report = reconcile({
    ...day,
    tickets: counted([
      ticket('a', 50, 120),
      ticket('b', 110, 199),
      { ...ticket('c', 120, 130), how: 'void' },
      ticket('d', 130, 200),
      ticket('e', 199, null),
    ]),
    marks: [],
  });
  expect(report).toMatchObject({
    openBefore: 1,
    issued: 4,
    ended: { collected: 2, void: 1, lost: 0, closed: 0, 'by-hand': 0 },
    openAfter: 2,
    unexplained: 0,
    lostRatio: 0,
  });
});

test('stays that the ledger and their own table disagree on are unexplained', () => {
  const now = { openDifference: -2, occupiedWithoutStay: ['a1'] };
  const report = reconcile({ ...day, now, tickets: counted([]), marks: [] });
  expect(report).toMatchObject({ unexplained: 2, occupiedWithoutStay: ['a1'], lostRatio: null });
});

test('a ticket that was found again is not lost; one that was not, and one without a stay, are', () => {
  const report = reconcile({
    ...day,
    tickets: counted([ticket('a', 110, null), ticket('b', 120, null)]),
    marks: [
      mark('ticket-lost', { sessionId: 'a' }),
      mark('ticket-lost', { sessionId: 'b' }),
      mark('ticket-found', { sessionId: 'a' }),
      mark('paid-without-stay', { amountMinor: 3_000 }),
      mark('left-unpaid', { sessionId: 'b', amountMinor: 400 }),
      mark('closed-by-hand', { sessionId: 'x', amountMinor: 200 }),
      mark('tailgate', { laneId: 'out' }),
    ],
  });
  expect(report).toMatchObject({ lost: 2, lostRatio: 1, unpaidMinor: 600 });
  expect(report.counts).toEqual({
    'ticket-lost': 1,
    'paid-without-stay': 1,
    'left-unpaid': 1,
    'closed-by-hand': 1,
    tailgate: 1,
  });
  expect(report.differences).toHaveLength(5);
});
