import { assert } from '../kernel/assert.ts';
import type { TicketNumber } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Currency, Minor } from '../kernel/money.ts';
import type { PaymentMethod } from './payment.ts';

/** One tax as a receipt must show it. */
export interface ReceiptTax {
  /** Such as `CGST` or `VAT`. */
  readonly label: string;
  /** Hundredths of a percent: 18 % is 1800. */
  readonly basisPoints: number;
  /** What the tax is reckoned on. */
  readonly netMinor: Minor;
  readonly taxMinor: Minor;
}

/** A card payment as its terminal names it. There is no place for a card number. */
export interface ReceiptCard {
  /** The scheme, such as `girocard` or `Visa`. */
  readonly name?: string;
  readonly terminalId?: string;
  readonly receipt: string;
  readonly trace?: string;
}

/** The stay that was paid for. */
export interface ReceiptStay {
  readonly ticketNumber: TicketNumber;
  /** Only for callers who may see plates; the station puts it in when it prints. */
  readonly plate?: string;
  readonly entryAt: Instant;
  /** Until when was charged: the moment of payment, or of the exit. */
  readonly exitAt: Instant;
}

/** A receipt's facts. Amounts of a refund or a reversal are negative, as they are in the till. */
export interface Receipt {
  readonly lotName: string;
  /** In as many lines as it has. */
  readonly lotAddress?: string;
  /** Of the operator, as it is to be printed: `GSTIN 27…`, `VAT no. GB…`. */
  readonly taxId?: string;
  /** Counted up by one for each receipt of the lot, without gaps. */
  readonly number: number;
  readonly at: Instant;
  /** IANA. */
  readonly timeZone: string;
  /** BCP 47. */
  readonly locale: string;
  readonly currency: Currency;
  readonly kind: 'payment' | 'refund' | 'reversal';
  /** The receipt that a refund or a reversal takes back. */
  readonly refersTo?: number;
  /** What was charged for; sums to the total, or to the net amount where taxes are added. */
  readonly lines: readonly { readonly text: string; readonly amountMinor: Minor }[];
  readonly netMinor: Minor;
  readonly taxes: readonly ReceiptTax[];
  readonly totalMinor: Minor;
  readonly method: PaymentMethod;
  readonly tenderedMinor?: Minor;
  readonly changeMinor?: Minor;
  readonly card?: ReceiptCard;
  /** The payment provider's name for the payment. */
  readonly providerReference?: string;
  /** The clerk's user name, or the machine's. */
  readonly cashier?: string;
  readonly stay?: ReceiptStay;
  /** Until then the way out is free. */
  readonly graceUntilAt?: Instant;
  readonly shiftId?: string;
}

/**
 * `original`: handed over with the payment. `copy`: printed again, and marked, so that nobody claims
 * it twice. `late`: asked for afterwards, by a driver who had none.
 */
export const RECEIPT_ISSUES = ['original', 'copy', 'late'] as const;
export type ReceiptIssue = (typeof RECEIPT_ISSUES)[number];

/**
 * Stops on a receipt whose figures do not add up: net and taxes to the total, the lines to the total
 * or the net amount, cash less change to the total. Whether a tax follows its rate is for the tariff
 * to say, which rounds it.
 */
export function checkReceipt(receipt: Receipt): void {
  const { netMinor, totalMinor, taxes, lines, tenderedMinor, changeMinor } = receipt;
  const where = `receipt ${receipt.number}`;
  assert(Number.isInteger(receipt.number) && receipt.number > 0, 'receipts count from 1');
  const taxMinor = sum(taxes.map((tax) => tax.taxMinor));
  assert(netMinor + taxMinor === totalMinor, `${where}: net and taxes make the total`);
  const linesMinor = sum(lines.map((line) => line.amountMinor));
  assert(
    linesMinor === totalMinor || linesMinor === netMinor,
    `${where}: its lines make the total or the net amount`,
  );
  if (tenderedMinor === undefined) return;
  assert(
    tenderedMinor - (changeMinor ?? 0) === totalMinor,
    `${where}: cash received less change is the total`,
  );
}

/**
 * The lines of a fee of which only a part was paid with this payment: one more line takes off what was
 * paid before or is left to pay, so that the lines still make the total.
 */
export function linesOfPart(
  lines: Receipt['lines'],
  paidMinor: Minor,
  elsewhere: string,
): Receipt['lines'] {
  const restMinor = paidMinor - sum(lines.map((line) => line.amountMinor));
  return restMinor === 0 ? lines : [...lines, { text: elsewhere, amountMinor: restMinor }];
}

function sum(amounts: readonly Minor[]): Minor {
  return amounts.reduce((total, amount) => total + amount, 0);
}
