import type { RefusalTable } from './kind.ts';

/** Refusals of statements of payment providers. */
export const STATEMENT_REFUSALS = {
  'statement-unknown': { kind: 'unknown', sentence: 'There is no such statement.' },
  'statements-too-many': {
    kind: 'in-the-way',
    sentence: 'At most 240 statements are kept. Remove an old one first.',
  },
  'statement-too-large': {
    kind: 'wrong',
    sentence: 'A statement has at most 200,000 lines. Import a part of the file.',
  },
} as const satisfies RefusalTable;
