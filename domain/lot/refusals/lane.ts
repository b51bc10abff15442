import type { RefusalTable } from './kind.ts';

/** Refusals of evacuations, calls for help and lanes that change their direction. */
export const LANE_REFUSALS = {
  evacuation: {
    kind: 'in-the-way',
    sentence: 'The car park is being evacuated: every gate is open, and nobody is let in.',
  },
  'no-evacuation': { kind: 'in-the-way', sentence: 'The car park is not being evacuated.' },
  'fire-input-on': {
    kind: 'in-the-way',
    sentence: 'The fire panel still reports an alarm. Have it reset first.',
  },
  'no-call': { kind: 'in-the-way', sentence: 'Nobody calls from this lane.' },
  'lane-turning': {
    kind: 'in-the-way',
    sentence: 'The lane is changing its direction. Wait until it has turned.',
  },
  'lane-not-reversible': { kind: 'wrong', sentence: 'The lane leads one way only.' },
  'offline-gap': {
    kind: 'in-the-way',
    sentence: 'Events of the lane controller before this one are missing.',
  },
} as const satisfies RefusalTable;
