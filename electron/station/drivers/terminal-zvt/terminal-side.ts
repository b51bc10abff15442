import { encodeApdu, readApdu } from './apdu.ts';
import { bcdDigits, bcdNumber, toBcd, toVarLength } from './bcd.ts';
import { BMP, readFields } from './fields.ts';
import { encodeText } from './text.ts';
import { encodeTotals, type Totals } from './totals.ts';

/** What a terminal hears from a cash register. Amounts and numbers are null where they were left out. */
export type HeardCommand =
  | {
      readonly kind: 'register';
      readonly password: string;
      readonly configByte: number;
      readonly currencyNumeric: number | null;
    }
  | {
      readonly kind: 'authorise';
      readonly amountMinor: number | null;
      readonly currencyNumeric: number | null;
    }
  | { readonly kind: 'reverse'; readonly password: string; readonly receipt: string | null }
  | {
      readonly kind: 'repeat-receipt' | 'end-of-day' | 'status-enquiry';
      readonly password: string;
    }
  | { readonly kind: 'diagnosis' | 'abort' | 'log-off' | 'acknowledged' | 'refused' }
  | { readonly kind: 'unknown'; readonly control: number };

/** Reads a command from its bytes; `unknown` for what no cash register of ours sends. */
export function decodeCommand(bytes: Uint8Array): HeardCommand {
  const found = readApdu(bytes);
  if (typeof found === 'string') return { kind: 'unknown', control: 0 };
  const { control, data } = found.apdu;
  const password = bcdDigits(data.subarray(0, 3)) ?? '';
  switch (control) {
    case 0x0600:
      return {
        kind: 'register',
        password,
        configByte: data[3] ?? 0,
        currencyNumeric: data.length >= 6 ? bcdNumber(data.subarray(4, 6)) : null,
      };
    case 0x0601: {
      const { values } = readFields(data);
      const amount = values.get(BMP.amount);
      const currency = values.get(BMP.currency);
      return {
        kind: 'authorise',
        amountMinor: amount ? bcdNumber(amount) : null,
        currencyNumeric: currency ? bcdNumber(currency) : null,
      };
    }
    case 0x0630: {
      const receipt = readFields(data.subarray(3)).values.get(BMP.receipt);
      return { kind: 'reverse', password, receipt: receipt ? bcdDigits(receipt) : null };
    }
    case 0x0620:
      return { kind: 'repeat-receipt', password };
    case 0x0650:
      return { kind: 'end-of-day', password };
    case 0x0501:
      return { kind: 'status-enquiry', password };
    case 0x0670:
      return { kind: 'diagnosis' };
    case 0x06b0:
      return { kind: 'abort' };
    case 0x0602:
      return { kind: 'log-off' };
    case 0x8000:
      return { kind: 'acknowledged' };
    default:
      return control >> 8 === 0x84 ? { kind: 'refused' } : { kind: 'unknown', control };
  }
}

/** What a terminal says of a transaction. */
export interface SaidTransaction {
  readonly resultCode: number;
  readonly amountMinor: number;
  readonly currencyNumeric: number;
  readonly terminalId: string;
  readonly receipt: string;
  readonly trace: string;
  readonly originalTrace: string | null;
  /** The card's number in digits, masked by `E` as terminals do; it must never pass our codec. */
  readonly cardNumber: string;
  readonly cardName: string;
  readonly text: string;
  /** HHMMSS and MMDD. */
  readonly time: string;
  readonly date: string;
  readonly totals: Totals | null;
}

/** A status information (04 0F) as a terminal sends it, its card data included. */
export function encodeStatus(said: SaidTransaction): Buffer {
  const field = (bmp: number, value: Uint8Array) => Buffer.concat([Buffer.from([bmp]), value]);
  const digits = (text: string) => Buffer.from(text, 'hex');
  const varField = (bmp: number, value: Uint8Array, places: 2 | 3) =>
    field(bmp, Buffer.concat([toVarLength(value.length, places), value]));
  const parts = [
    field(BMP.result, Buffer.from([said.resultCode])),
    field(BMP.amount, toBcd(said.amountMinor, 6)),
    field(BMP.currency, toBcd(said.currencyNumeric, 2)),
    field(BMP.trace, digits(said.trace)),
    field(BMP.time, digits(said.time)),
    field(BMP.date, digits(said.date)),
    field(BMP.terminalId, digits(said.terminalId)),
    field(BMP.receipt, digits(said.receipt)),
  ];
  if (said.originalTrace !== null) parts.push(field(BMP.originalTrace, digits(said.originalTrace)));
  if (said.cardNumber !== '') parts.push(varField(0x22, digits(said.cardNumber), 2));
  if (said.cardName !== '')
    parts.push(varField(BMP.cardName, Buffer.from(`${said.cardName}\0`, 'latin1'), 2));
  if (said.text !== '') parts.push(varField(BMP.text, encodeText(said.text), 3));
  if (said.totals !== null) parts.push(varField(BMP.totals, encodeTotals(said.totals), 3));
  return encodeApdu(0x040f, Buffer.concat(parts));
}

export const encodeProgress = (status: number): Buffer => encodeApdu(0x04ff, Buffer.from([status]));

export const encodePrintLine = (text: string): Buffer =>
  encodeApdu(0x06d1, Buffer.concat([Buffer.from([0]), encodeText(text)]));

/** A completion; with terminal and currency it is that of a registration. */
export function encodeCompletion(
  registered: { readonly terminalId: string; readonly currencyNumeric: number } | null = null,
): Buffer {
  if (registered === null) return encodeApdu(0x060f);
  const { terminalId, currencyNumeric } = registered;
  return encodeApdu(
    0x060f,
    Buffer.concat([
      Buffer.from([0x19, 0x00, BMP.terminalId]),
      Buffer.from(terminalId, 'hex'),
      Buffer.from([BMP.currency]),
      toBcd(currencyNumeric, 2),
    ]),
  );
}

export const encodeAbort = (code: number): Buffer => encodeApdu(0x061e, Buffer.from([code]));
export const encodeAcknowledge = (): Buffer => encodeApdu(0x8000);
export const encodeRefusal = (code: number): Buffer => encodeApdu(0x8400 + code);
