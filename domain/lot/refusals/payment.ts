import type { RefusalTable } from './kind.ts';

/** Refusals of payments, receipts and shifts. */
export const PAYMENT_REFUSALS = {
  'payment-due': { kind: 'in-the-way', sentence: 'There is an amount due. Pay first, then leave.' },
  'payment-wrong-amount': {
    kind: 'wrong',
    sentence: 'The amount is not what is due. Ask for a new quote.',
  },
  'payment-not-due': { kind: 'in-the-way', sentence: 'Nothing is due.' },
  'cash-too-little': { kind: 'wrong', sentence: 'The cash handed over is less than the amount.' },
  'cash-implausible': {
    kind: 'wrong',
    sentence: 'So much cash cannot be meant. Give what was handed over once more.',
  },
  'shift-open': { kind: 'in-the-way', sentence: 'A shift is already open.' },
  'shift-not-open': { kind: 'in-the-way', sentence: 'No shift is open.' },
  'payment-unknown': {
    kind: 'unknown',
    sentence: 'There is no such payment, or it is too old to change.',
  },
  'payment-pending': {
    kind: 'in-the-way',
    sentence: 'A payment is already under way. Wait for it or abort it first.',
  },
  'payment-settled': { kind: 'in-the-way', sentence: 'The payment is already settled.' },
  'payment-not-captured': { kind: 'in-the-way', sentence: 'Nothing was captured by this payment.' },
  'payment-too-late': {
    kind: 'in-the-way',
    sentence: 'The vehicle has left: refund the payment instead of reversing it.',
  },
  'refund-too-much': { kind: 'wrong', sentence: 'More than what was paid cannot be refunded.' },
  'method-unavailable': { kind: 'in-the-way', sentence: 'This way of paying is not set up here.' },
  'count-wrong': {
    kind: 'wrong',
    sentence: 'The counted pieces do not add up to the counted amount.',
  },
  'shift-unknown': { kind: 'unknown', sentence: 'There is no such shift.' },
  'drawer-too-little': { kind: 'in-the-way', sentence: 'The drawer does not hold that much.' },
} as const satisfies RefusalTable;
