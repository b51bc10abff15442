import type { RefusalTable } from './kind.ts';

/** Refusals of counted zones. */
export const ZONE_REFUSALS = {
  'zone-unknown': { kind: 'unknown', sentence: 'There is no such zone in this lot.' },
  'zone-not-counted': {
    kind: 'wrong',
    sentence: 'No camera counts the vehicles of this zone, so there is no count to correct.',
  },
  'zone-count-impossible': {
    kind: 'wrong',
    sentence: 'So many vehicles do not fit into this zone.',
  },
} as const satisfies RefusalTable;
