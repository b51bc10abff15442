import type { RefusalTable } from './kind.ts';

/** Refusals of tariffs and dynamic pricing. */
export const TARIFF_REFUSALS = {
  'tariff-unknown': { kind: 'unknown', sentence: 'There is no tariff of this version.' },
  'tariff-in-force': {
    kind: 'in-the-way',
    sentence: 'The tariff is in force or has been. Publish another one instead.',
  },
  'tariff-past': { kind: 'wrong', sentence: 'A tariff cannot be put in force in the past.' },
  'tariff-foreign': {
    kind: 'wrong',
    sentence: 'The tariff has another currency or time zone than the lot.',
  },
  'tariff-same': { kind: 'in-the-way', sentence: 'This very tariff is in force already.' },
} as const satisfies RefusalTable;
