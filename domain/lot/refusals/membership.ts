import type { RefusalTable } from './kind.ts';

/** Refusals of memberships, credentials and the block list. */
export const MEMBERSHIP_REFUSALS = {
  'plan-unknown': { kind: 'unknown', sentence: 'There is no such plan.' },
  'plan-retired': {
    kind: 'in-the-way',
    sentence: 'The plan is not offered any more. Choose another or offer it again.',
  },
  'group-unknown': { kind: 'unknown', sentence: 'There is no such tenant group.' },
  'membership-unknown': { kind: 'unknown', sentence: 'There is no such membership.' },
  'membership-ended': { kind: 'over', sentence: 'The membership has ended.' },
  'membership-suspended': { kind: 'in-the-way', sentence: 'The membership is suspended.' },
  'membership-unpaid': {
    kind: 'in-the-way',
    sentence: 'The membership has not been paid yet. Take its fee first.',
  },
  'membership-expired': {
    kind: 'over',
    sentence: 'The membership has expired. Renew it first.',
  },
  'membership-not-now': {
    kind: 'in-the-way',
    sentence: 'The membership does not hold at this time.',
  },
  'membership-class': {
    kind: 'in-the-way',
    sentence: 'The membership does not cover this class of vehicle.',
  },
  'membership-entries': {
    kind: 'in-the-way',
    sentence: 'The entries of the membership are used up.',
  },
  'membership-quota': {
    kind: 'in-the-way',
    sentence: 'As many vehicles of this membership are inside as may be at once.',
  },
  'membership-group-full': {
    kind: 'in-the-way',
    sentence: 'The tenant has as many vehicles inside as were agreed.',
  },
  'membership-plates': {
    kind: 'wrong',
    sentence: 'The plan does not allow that many plates.',
  },
  'membership-starts-late': {
    kind: 'wrong',
    sentence: 'A membership starts today or within the next year.',
  },
  'membership-paid-ahead': {
    kind: 'in-the-way',
    sentence: 'The membership is paid for more than a year ahead.',
  },
  'plate-in-membership': {
    kind: 'in-the-way',
    sentence: 'The plate belongs to another membership. Take it out there first.',
  },
  'card-in-membership': {
    kind: 'in-the-way',
    sentence: 'The card belongs to another membership. Take it out there first.',
  },
  'nothing-stale': {
    kind: 'in-the-way',
    sentence: 'No stay of this credential is open.',
  },
  'plate-blocked': { kind: 'in-the-way', sentence: 'The vehicle is on the block list.' },
  'plate-not-blocked': { kind: 'in-the-way', sentence: 'The plate is not on the block list.' },
  'until-past': { kind: 'wrong', sentence: 'The time until which is meant lies in the past.' },
} as const satisfies RefusalTable;
