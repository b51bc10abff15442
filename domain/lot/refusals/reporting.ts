import type { RefusalTable } from './kind.ts';

/** Refusals of saved reports. */
export const REPORTING_REFUSALS = {
  'saved-report-unknown': { kind: 'unknown', sentence: 'There is no such saved report.' },
  'saved-report-name-taken': {
    kind: 'in-the-way',
    sentence: 'Another saved report has this name. Choose a different one.',
  },
  'saved-reports-too-many': {
    kind: 'in-the-way',
    sentence: 'At most 200 reports are saved. Remove one first.',
  },
  'report-run-over': {
    kind: 'over',
    sentence: 'The report of this day has been sent or given up already.',
  },
} as const satisfies RefusalTable;
