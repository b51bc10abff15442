import type { RefusalTable } from './kind.ts';

/** Refusals of charges and chargers. */
export const CHARGING_REFUSALS = {
  'charge-unknown': { kind: 'unknown', sentence: 'No charger has told of this charge.' },
  'charger-unknown': { kind: 'unknown', sentence: 'There is no such charger in this lot.' },
  'connector-unknown': { kind: 'unknown', sentence: 'The charger has no such connector.' },
  'charger-offline': {
    kind: 'in-the-way',
    sentence: 'The charger is not connected, so it cannot be told anything.',
  },
  'charger-busy': {
    kind: 'in-the-way',
    sentence: 'A vehicle is charging at this connector. Stop the charge first.',
  },
  'nothing-charging': { kind: 'in-the-way', sentence: 'Nothing is charging at this connector.' },
} as const satisfies RefusalTable;
