import { unreachable } from '#domain/kernel/assert.ts';
import type { DeviceId, PaymentId } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { Currency, Minor } from '#domain/kernel/money.ts';

/** What names a card payment in the terminal's own books. Never anything of the card but its brand. */
export interface ChargeReference {
  readonly terminalId: string;
  readonly terminalReceipt: string;
  readonly trace: string;
  /** The brand as the terminal spells it, such as `Debit Mastercard`; empty when it said none. */
  readonly cardName: string;
}

/** Why nothing was captured. Only `not-captured` and `reversed-by-terminal` come from asking afterwards. */
export type ChargeFailureCode =
  | 'busy'
  | 'offline'
  | 'not-sent'
  | 'refused'
  | 'cancelled'
  | 'declined'
  | 'amount-invalid'
  | 'currency-mismatch'
  | 'not-captured'
  | 'reversed-by-terminal';

/** One kind of card in the totals of an end of day. */
export interface CardTotal {
  readonly name: string;
  readonly count: number;
  readonly amountMinor: Minor;
}

export interface TerminalTotals {
  readonly terminalId: string;
  readonly amountMinor: Minor;
  readonly count: number;
  /** First and last receipt of the batch; null when the terminal says none. */
  readonly firstReceipt: string | null;
  readonly lastReceipt: string | null;
  readonly cards: readonly CardTotal[];
}

/** What a card terminal tells the station. A captured amount is what was captured, not what was asked. */
export type TerminalInput =
  | {
      readonly kind: 'charge';
      readonly paymentId: PaymentId;
      readonly outcome: 'captured';
      readonly amountMinor: Minor;
      readonly reference: ChargeReference;
    }
  | {
      readonly kind: 'charge';
      readonly paymentId: PaymentId;
      readonly outcome: 'failed';
      readonly code: ChargeFailureCode;
      readonly detail: string;
    }
  | { readonly kind: 'charge'; readonly paymentId: PaymentId; readonly outcome: 'reversed' }
  | {
      readonly kind: 'charge';
      readonly paymentId: PaymentId;
      readonly outcome: 'reversal-failed';
      readonly detail: string;
    }
  /** Nobody can tell yet whether the card was charged. A definite answer may still follow. */
  | {
      readonly kind: 'charge';
      readonly paymentId: PaymentId;
      readonly outcome: 'unknown';
      readonly detail: string;
    }
  | { readonly kind: 'charge-progress'; readonly paymentId: PaymentId; readonly text: string }
  | { readonly kind: 'end-of-day'; readonly outcome: 'done'; readonly totals: TerminalTotals }
  | { readonly kind: 'end-of-day'; readonly outcome: 'failed'; readonly detail: string };

/** What a card terminal is told. */
export type TerminalOrder =
  | {
      readonly kind: 'charge';
      readonly deviceId: DeviceId;
      readonly paymentId: PaymentId;
      readonly amountMinor: Minor;
      readonly currency: Currency;
    }
  | {
      /** After a restart: ask what became of it, never charge. */
      readonly kind: 'ask-charge';
      readonly deviceId: DeviceId;
      readonly paymentId: PaymentId;
      readonly amountMinor: Minor;
      readonly currency: Currency;
      readonly requestedAt: Instant;
      /** The last receipt of this terminal that the lot knew when the payment was requested. */
      readonly knownReceipt?: string;
    }
  | { readonly kind: 'abort-charge'; readonly deviceId: DeviceId; readonly paymentId: PaymentId }
  | {
      readonly kind: 'reverse-charge';
      readonly deviceId: DeviceId;
      readonly paymentId: PaymentId;
      readonly amountMinor: Minor;
      readonly terminalReceipt: string;
    }
  | { readonly kind: 'end-of-day'; readonly deviceId: DeviceId };

/** The answer to an order that never reached a driver: nothing was charged by it. */
export function answerOfNobody(order: TerminalOrder, detail: string): TerminalInput {
  switch (order.kind) {
    case 'charge':
      return {
        kind: 'charge',
        paymentId: order.paymentId,
        outcome: 'failed',
        code: 'offline',
        detail,
      };
    case 'ask-charge':
      return { kind: 'charge', paymentId: order.paymentId, outcome: 'unknown', detail };
    case 'reverse-charge':
      return { kind: 'charge', paymentId: order.paymentId, outcome: 'reversal-failed', detail };
    case 'abort-charge':
      return { kind: 'charge-progress', paymentId: order.paymentId, text: detail };
    case 'end-of-day':
      return { kind: 'end-of-day', outcome: 'failed', detail };
    default:
      return unreachable(order);
  }
}
