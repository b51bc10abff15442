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
  'offline-renumbered': {
    kind: 'in-the-way',
    sentence: 'The lane controller began its numbers again without a new epoch.',
  },
  'offline-unreadable': {
    kind: 'in-the-way',
    sentence: 'The lane controller told something that cannot be read.',
  },
  'no-right': {
    kind: 'in-the-way',
    sentence:
      'The vehicle was let in without a ticket, and nothing that it showed gives it a right.',
  },
  'nothing-shown': {
    kind: 'in-the-way',
    sentence: 'The vehicle was let through without a plate, a ticket or a pass.',
  },
} as const satisfies RefusalTable;
