import type { RefusalTable } from './kind.ts';

/** Refusals of lost tickets, swapped tickets and plates that do not agree. */
export const GUARD_REFUSALS = {
  'ticket-lost': {
    kind: 'over',
    sentence: 'The ticket was reported lost and another was given for it.',
  },
  'ticket-already-lost': {
    kind: 'in-the-way',
    sentence: 'The ticket of this stay is already reported lost.',
  },
  'ticket-not-lost': { kind: 'in-the-way', sentence: 'The ticket of this stay is not lost.' },
  'lost-ticket-paid': {
    kind: 'in-the-way',
    sentence: 'The stay has been paid with its ticket lost. Refund the payment instead.',
  },
  'plate-differs': {
    kind: 'in-the-way',
    sentence: 'The plate is not the one that came in with this ticket.',
  },
  'plate-not-near': {
    kind: 'wrong',
    sentence: 'This stay is not among those whose plate resembles the one that was read.',
  },
} as const satisfies RefusalTable;
