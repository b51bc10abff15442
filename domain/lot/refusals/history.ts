import type { RefusalTable } from './kind.ts';

/** Refusals of imports of history. */
export const HISTORY_REFUSALS = {
  'history-import-unknown': { kind: 'unknown', sentence: 'There is no such import.' },
  'history-imports-too-many': {
    kind: 'in-the-way',
    sentence: 'At most 50 imports are kept. Remove one first.',
  },
  'history-import-too-large': {
    kind: 'wrong',
    sentence: 'An import has at most a million readings. Import a part of the file.',
  },
} as const satisfies RefusalTable;
