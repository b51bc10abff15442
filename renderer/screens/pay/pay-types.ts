import type { PaymentRow } from '#domain/contract/payments.ts';
import type { Station } from '../../link/station.ts';

export type Methods = Awaited<ReturnType<Station['client']['payments']['methods']>>;

/** What is paid for, as `payments.create` is told. */
export type PayFor =
  | { readonly ticket: string }
  | { readonly reservationId: string }
  | { readonly membershipId: string; readonly what: 'fee' | 'top-up' | 'debt' };

/** Money that has come, whatever way. */
export interface Sale {
  readonly paymentId: string;
  readonly method: PaymentRow['method'];
  readonly receiptNumber: number;
  readonly amountMinor: number;
  readonly changeMinor: number;
}
