import type { STATEMENT_REFUSALS } from '#domain/lot/refusals/statement.ts';

/** Statements of payment providers, out of CSV files. */
export const statements = {
  title: 'Imported statements',
  lead: 'What payment providers state and settle, out of their CSV files. The report sets it against the receipts, payment by payment.',
  add: 'Import a statement',
  none: 'Nothing is imported.',
  failed: 'What was imported could not be read.',
  columns: {
    file: 'File',
    party: 'With',
    span: 'From, to',
    lines: 'Lines',
    amount: 'Stated',
    fee: 'Fees',
    by: 'Imported by',
  },
  remove: 'Remove',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeHint: 'Reports are made without its lines from now on. The file can be imported again.',
  removed: (name: string) => `${name} removed`,
  dialog: 'Import a statement',
  chooseHint:
    'A line for each payment or refund, with what the provider calls it, the date and the amount. A file that is imported twice counts once.',
  party: 'Statement of',
  mapReference: 'Reference of the payment',
  mapTime: 'Date',
  mapAmount: 'Amount before fees',
  mapFee: 'Fee',
  mapFeeNone: 'No fees in the file',
  mapKind: 'Kind of row',
  mapKindNone: 'By the sign of the amount',
  inMinorUnits: 'Amounts are whole hundredths (or what the currency has)',
  feesAreNegative: 'Fees are written as less than zero',
  mapKinds: 'Kinds in the file',
  kinds: { payment: 'Payment', refund: 'Given back', 'leave-out': 'Leave out' },
  read: (time: string, reference: string, amount: string, fee: string) =>
    `${time}: ${reference}, ${amount}, fee ${fee}`,
  counted: (lines: string, amount: string, fee: string) =>
    `${lines} lines can be used: ${amount}, fees ${fee}.`,
  passedOver: (rows: string) =>
    rows === '1' ? '1 row is no payment.' : `${rows} rows are no payments.`,
  dropped: (rows: string) => (rows === '1' ? '1 row is left out.' : `${rows} rows are left out.`),
  done: (lines: string, name: string) => `${lines} lines of ${name} imported`,
};

export const statementRefusals = {
  'statement-unknown': {
    what: 'This statement is gone.',
    todo: 'Somebody has removed it. Load the list again.',
  },
  'statements-too-many': {
    what: 'There are 240 statements already.',
    todo: 'Remove an old one first.',
  },
  'statement-too-large': {
    what: 'This statement has more than 200,000 lines.',
    todo: 'Import a part of the file.',
  },
} satisfies Record<keyof typeof STATEMENT_REFUSALS, { what: string; todo: string }>;
