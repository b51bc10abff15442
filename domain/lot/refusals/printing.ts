import type { RefusalTable } from './kind.ts';

/** Refusals of printers and of what they print. */
export const PRINTING_REFUSALS = {
  'printer-unknown': { kind: 'unknown', sentence: 'The lot has no such printer.' },
  'printer-not-ready': {
    kind: 'in-the-way',
    sentence: 'The printer does not print at the moment. See to it, or choose another one.',
  },
  'print-job-unknown': { kind: 'over', sentence: 'This print was reported already.' },
  'prints-too-many': {
    kind: 'in-the-way',
    sentence: 'Too many documents wait to be printed. Try again in a moment.',
  },
  'receipt-no-printer': {
    kind: 'in-the-way',
    sentence: 'No printer of this lane prints receipts. Print it at a desk.',
  },
  'receipt-nothing': {
    kind: 'in-the-way',
    sentence: 'Nobody who stands in this lane has anything to pay, or has paid here.',
  },
  'receipt-given': {
    kind: 'over',
    sentence: 'The receipt was printed already. Staff can print a copy.',
  },
  'ticket-printing': {
    kind: 'in-the-way',
    sentence: 'A ticket is being printed for the vehicle in this lane.',
  },
  'ticket-not-printed': {
    kind: 'in-the-way',
    sentence: 'The ticket could not be printed, and is void.',
  },
} as const satisfies RefusalTable;
