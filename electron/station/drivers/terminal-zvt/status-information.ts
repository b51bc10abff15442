import type { Minor } from '#domain/kernel/money.ts';
import { bcdDigits, bcdNumber } from './bcd.ts';
import { BMP, type Fields, readFields } from './fields.ts';
import { decodeText } from './text.ts';
import { readTotals, type Totals } from './totals.ts';

/** The result of a transaction as the terminal tells it (04 0F). Null where it did not say. */
export interface StatusInformation {
  /** 0 is success. */
  readonly resultCode: number | null;
  readonly amountMinor: Minor | null;
  readonly currencyNumeric: number | null;
  /** Eight digits. */
  readonly terminalId: string | null;
  /** Four digits. */
  readonly receipt: string | null;
  /** Six digits. */
  readonly trace: string | null;
  /** Of the payment that this transaction reverses; null for a payment. */
  readonly originalTrace: string | null;
  /** The brand; empty when it said none. */
  readonly cardName: string;
  readonly text: string;
  /** HHMMSS and MMDD on the terminal's own clock. */
  readonly time: string | null;
  readonly date: string | null;
  readonly totals: Totals | null;
  /** What of the message could not be read, or null. */
  readonly problem: string | null;
}

/** Brands by the card type of bitmap 8A, for terminals that send no name. */
const CARD_TYPES: Readonly<Record<number, string>> = {
  2: 'girocard',
  5: 'girocard',
  6: 'Mastercard',
  8: 'American Express',
  10: 'Visa',
  11: 'Visa Electron',
  12: 'Diners',
  13: 'V PAY',
  14: 'JCB',
  46: 'Maestro',
};

/** The receipt number that terminals send when there is no receipt. */
const NO_RECEIPT = 'ffff';

/** Reads a status information. Never fails: what cannot be read is null and named in `problem`. */
export function readStatusInformation(data: Uint8Array): StatusInformation {
  const fields = readFields(data);
  const { values } = fields;
  const digits = (bmp: number): string | null => {
    const value = values.get(bmp);
    return value ? bcdDigits(value) : null;
  };
  const number = (bmp: number): number | null => {
    const value = values.get(bmp);
    return value ? bcdNumber(value) : null;
  };
  const totals = values.get(BMP.totals);
  return {
    resultCode: values.get(BMP.result)?.[0] ?? null,
    amountMinor: number(BMP.amount),
    currencyNumeric: number(BMP.currency),
    terminalId: digits(BMP.terminalId),
    receipt: digits(BMP.receipt),
    trace: digits(BMP.trace),
    originalTrace: digits(BMP.originalTrace),
    cardName: cardName(fields),
    text: decodeText(values.get(BMP.text) ?? new Uint8Array()),
    time: digits(BMP.time),
    date: digits(BMP.date),
    totals: totals ? readTotals(totals) : null,
    problem: fields.problem ?? unreadNumber(fields),
  };
}

function cardName({ values }: Fields): string {
  const name = decodeText(values.get(BMP.cardName) ?? new Uint8Array());
  return name !== '' ? name : (CARD_TYPES[values.get(BMP.cardType)?.[0] ?? 0] ?? '');
}

function unreadNumber({ values }: Fields): string | null {
  const numbers = [BMP.amount, BMP.currency, BMP.receipt, BMP.trace, BMP.terminalId];
  for (const bmp of numbers) {
    const value = values.get(bmp);
    if (!value || bcdDigits(value) !== null) continue;
    if (bmp === BMP.receipt && Buffer.from(value).toString('hex') === NO_RECEIPT) continue;
    return `bitmap ${bmp.toString(16).padStart(2, '0').toUpperCase()} is no number`;
  }
  return null;
}
