import type { PRINTING_REFUSALS } from '#domain/lot/refusals/printing.ts';

type Words = { readonly what: string; readonly todo: string };

/** Why a printer did not print, and what to do about it. */
export const printingRefusals = {
  'printer-unknown': { what: 'The lot has no such printer.', todo: 'Choose another one.' },
  'printer-not-ready': {
    what: 'The printer does not print at the moment.',
    todo: 'See to its paper and cover, or choose another one.',
  },
  'print-job-unknown': { what: 'This print was reported already.', todo: '' },
  'prints-too-many': {
    what: 'Too many documents wait to be printed.',
    todo: 'Try again in a moment.',
  },
  'receipt-no-printer': {
    what: 'No printer of this lane prints receipts.',
    todo: 'Print it at a desk, under Payments.',
  },
  'receipt-nothing': {
    what: 'Nobody who stands in this lane has paid here.',
    todo: 'Receipts of payments elsewhere are under Payments.',
  },
  'receipt-given': { what: 'The receipt was printed already.', todo: 'Staff can print a copy.' },
  'ticket-printing': {
    what: 'A ticket is being printed in this lane.',
    todo: 'Wait until it is out, or open the gate by hand.',
  },
  'ticket-not-printed': {
    what: 'The ticket could not be printed.',
    todo: 'See to the printer of the lane. The ticket is void.',
  },
} satisfies Record<keyof typeof PRINTING_REFUSALS, Words>;

/** What is put on paper, as feed lines name it. */
export const papers = {
  ticket: (number: string) => `Ticket ${number}`,
  receipt: (number: string) => `Receipt ${number}`,
  slip: 'Payment slip',
  test: 'Test page',
  other: 'A document',
  copy: (number: string) => `, copy ${number}`,
};
