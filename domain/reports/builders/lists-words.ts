import type { MarkKind } from '../../views/ledger.ts';

/** Words of the lists of stays and of differences, in English. */
export const listWords = {
  stays: 'Stays',
  staysNote: 'Every stay that was inside at any moment of the period, by its entry.',
  paid: 'Paid',
  ticket: 'Ticket',
  plate: 'Plate',
  class: 'Class',
  slot: 'Slot',
  entryLane: 'In by',
  entry: 'Entered',
  exit: 'Left',
  exitLane: 'Out by',
  length: 'Stayed',
  issued: 'Tickets issued',
  unexplained: 'Not accounted for',
  lost: 'Reported lost',
  differences: 'Differences, each with its reason',
  differencesNote:
    'What ended otherwise than by leaving with the ticket, and what passed without one.',
  amount: 'Amount',
  counts: 'By kind',
  marks: {
    'left-unpaid': 'Let out unpaid',
    'closed-by-hand': 'Stay closed by staff',
    'opened-by-hand': 'Gate opened by hand',
    'held-open': 'Gate held open',
    tailgate: 'Tailgate',
    'other-plate': 'Let out with another plate',
    'ticket-lost': 'Ticket lost',
    'ticket-found': 'Ticket found again',
    'paid-without-stay': 'Lost ticket paid without a stay',
    'payment-unmatched': 'Payment without a debt',
  } satisfies Readonly<Record<MarkKind, string>>,
} as const;
