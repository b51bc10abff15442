import { PAYMENT_METHODS, type PaymentMethod } from '#domain/payment/payment.ts';
import type { Methods } from '../pay/pay-types.ts';

/** The key of each way of paying. F5, F11 and F12 belong to the browser. */
export const METHOD_KEYS = {
  cash: 'F2',
  card: 'F3',
  upi: 'F4',
  wallet: 'F6',
  online: 'F7',
} satisfies Record<PaymentMethod, string>;

/** The browser's help gives way to it. */
export const LOST_KEY = 'F1';
export const PART_KEY = 'F8';
export const LET_OUT_KEY = 'F9';
export const RECEIPT_KEY = 'F10';

/** What can be paid with, in the order of the keys. Cash can always be taken. */
export function offeredMethods(methods: Methods | undefined): readonly PaymentMethod[] {
  const offered = new Set(methods?.map(({ method }) => method));
  return PAYMENT_METHODS.filter((method) => method === 'cash' || offered.has(method));
}
