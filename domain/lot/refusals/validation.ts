import type { RefusalTable } from './kind.ts';

/** Refusals of shop validations. */
export const VALIDATION_REFUSALS = {
  'shop-unknown': { kind: 'unknown', sentence: 'There is no such shop.' },
  'shop-inactive': {
    kind: 'in-the-way',
    sentence: 'The shop does not validate tickets at present.',
  },
  'offer-unknown': { kind: 'unknown', sentence: 'The shop has no such offer.' },
  'offer-inactive': { kind: 'in-the-way', sentence: 'The offer is not given at present.' },
  'validation-unknown': {
    kind: 'unknown',
    sentence: 'There is no validation of this number here.',
  },
  'validation-used': { kind: 'over', sentence: 'The validation has already been used.' },
  'validation-expired': { kind: 'over', sentence: 'The validation is no longer valid.' },
  'validation-cancelled': { kind: 'over', sentence: 'The validation was cancelled by the office.' },
  'validation-limit': {
    kind: 'in-the-way',
    sentence: 'The shop has given as much as was agreed. The fee is due in full.',
  },
  'validation-once': {
    kind: 'in-the-way',
    sentence: 'The stay already has a validation of this shop.',
  },
  'validation-too-late': {
    kind: 'in-the-way',
    sentence: 'The stay is paid. A validation is given before the payment.',
  },
  'validation-needs-ticket': {
    kind: 'in-the-way',
    sentence: 'Show the ticket first, then the validation.',
  },
  'batch-unknown': { kind: 'unknown', sentence: 'There is no such issue of codes.' },
  'codes-too-many': {
    kind: 'wrong',
    sentence: 'At most 500 codes are made at once, and 100,000 are kept.',
  },
  'codes-until': {
    kind: 'wrong',
    sentence: 'Codes are valid until a time that lies ahead, two years at most.',
  },
} as const satisfies RefusalTable;
