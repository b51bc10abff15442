import type { DeviceOf } from '#domain/facility/device-file.ts';
import type { Minor } from '#domain/kernel/money.ts';
import { err, ok, type Result } from '#domain/kernel/result.ts';
import { encodeApdu, readApdu } from './apdu.ts';
import { bcdDigits, bcdNumber, toBcd } from './bcd.ts';
import { BMP, readFields } from './fields.ts';
import { progressWords } from './progress-words.ts';
import { readStatusInformation, type StatusInformation } from './status-information.ts';
import { decodeText } from './text.ts';
import { findTlv } from './tlv.ts';

export type TerminalDevice = DeviceOf<'terminal-zvt'>;

/** What the cash register tells the terminal. */
export type Command =
  | {
      readonly kind: 'register';
      readonly password: string;
      readonly currencyNumeric: number;
      readonly receipts: TerminalDevice['receipts'];
    }
  | {
      readonly kind: 'authorise';
      readonly amountMinor: Minor;
      /** Null: the currency of the registration. */
      readonly currencyNumeric: number | null;
    }
  | { readonly kind: 'reverse'; readonly password: string; readonly receipt: string }
  | { readonly kind: 'end-of-day'; readonly password: string }
  | { readonly kind: 'repeat-receipt'; readonly password: string }
  | { readonly kind: 'status-enquiry'; readonly password: string }
  | { readonly kind: 'diagnosis' }
  | { readonly kind: 'abort' }
  | { readonly kind: 'log-off' }
  | { readonly kind: 'acknowledge' }
  /** For a request of the terminal that this cash register does not serve. */
  | { readonly kind: 'cannot' };

/** What the terminal tells the cash register. */
export type TerminalMessage =
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'progress'; readonly status: number; readonly text: string }
  | { readonly kind: 'status'; readonly info: StatusInformation }
  | { readonly kind: 'print'; readonly lines: readonly string[] }
  | {
      readonly kind: 'completed';
      readonly terminalId: string | null;
      readonly currencyNumeric: number | null;
    }
  | { readonly kind: 'aborted'; readonly code: number | null }
  /** Something that it wants from the cash register and that ours does not do. */
  | { readonly kind: 'request'; readonly control: number };

/** The largest amount that bitmap 04 holds. */
export const AMOUNT_MAX_MINOR = 999_999_999_999;

/** Registration, config byte (PA00P015, 06 00): who prints and who may start what. */
const REGISTER_PRINTS = 0x02 | 0x04;
const INTERMEDIATE_STATUS = 0x08;
const REGISTER_STARTS_PAYMENTS = 0x10;

/** Payment type 40: the terminal decides by the card how it is paid. */
const TERMINAL_DECIDES = 0x40;

/** A command as bytes. */
export function encodeCommand(command: Command): Buffer {
  switch (command.kind) {
    case 'register':
      return encodeApdu(
        0x0600,
        Buffer.concat([
          Buffer.from(command.password, 'hex'),
          Buffer.from([configByte(command.receipts)]),
          toBcd(command.currencyNumeric, 2),
        ]),
      );
    case 'authorise': {
      const { amountMinor, currencyNumeric } = command;
      const currency = currencyNumeric === null ? [] : [BMP.currency, ...toBcd(currencyNumeric, 2)];
      const type = [BMP.paymentType, TERMINAL_DECIDES];
      return encodeApdu(
        0x0601,
        Buffer.from([BMP.amount, ...toBcd(amountMinor, 6), ...currency, ...type]),
      );
    }
    case 'reverse':
      return encodeApdu(
        0x0630,
        Buffer.concat([
          Buffer.from(command.password, 'hex'),
          Buffer.from([BMP.receipt]),
          toBcd(Number(command.receipt), 2),
        ]),
      );
    case 'end-of-day':
      return encodeApdu(0x0650, Buffer.from(command.password, 'hex'));
    case 'repeat-receipt':
      return encodeApdu(0x0620, Buffer.from(command.password, 'hex'));
    case 'status-enquiry':
      return encodeApdu(0x0501, Buffer.from(command.password, 'hex'));
    case 'diagnosis':
      return encodeApdu(0x0670);
    case 'abort':
      return encodeApdu(0x06b0);
    case 'log-off':
      return encodeApdu(0x0602);
    case 'acknowledge':
      return encodeApdu(0x8000);
    case 'cannot':
      return encodeApdu(0x8483);
  }
}

function configByte(receipts: TerminalDevice['receipts']): number {
  const prints = receipts === 'station' ? REGISTER_PRINTS : 0;
  return INTERMEDIATE_STATUS | REGISTER_STARTS_PAYMENTS | prints;
}

/**
 * A message from the terminal, or what is wrong with it. Nothing of a card passes: fields with card data
 * are dropped, and texts are masked.
 */
export function decodeMessage(bytes: Uint8Array): Result<TerminalMessage, string> {
  const found = readApdu(bytes);
  if (found === 'garbage') return err('no ZVT message');
  if (found === 'partial') return err(`a message cut off after ${bytes.length} bytes`);
  const { control, data } = found.apdu;
  if (found.size !== bytes.length)
    return err(`${bytes.length - found.size} bytes behind the end of ${name(control)}`);
  if (control === 0x8000 || control === 0x8400) return ok({ kind: 'acknowledged' });
  if (control >> 8 === 0x84) return ok({ kind: 'refused', code: control & 0xff });
  switch (control) {
    case 0x04ff:
      return readProgress(data);
    case 0x040f:
      return ok({ kind: 'status', info: readStatusInformation(data) });
    case 0x060f:
      return ok(readCompletion(data));
    case 0x061e:
      return ok({ kind: 'aborted', code: data[0] ?? null });
    case 0x06d1:
      return ok({ kind: 'print', lines: [decodeText(data.subarray(1))] });
    case 0x06d3:
      return ok({ kind: 'print', lines: findTlv(tlvOf(data), 0x07).map(decodeText) });
    default:
      return ok({ kind: 'request', control });
  }
}

function readProgress(data: Uint8Array): Result<TerminalMessage, string> {
  const status = data[0];
  if (status === undefined) return err('an intermediate status (04 FF) without its status');
  const shown = findTlv(tlvOf(data.subarray(data[1] === BMP.tlv ? 1 : 2)), 0x07);
  const text = shown.map(decodeText).filter((line) => line !== '');
  return ok({
    kind: 'progress',
    status,
    text: text.length > 0 ? text.join(' · ') : progressWords(status),
  });
}

/** The completion of a status enquiry carries a software version instead of bitmaps: it is passed over. */
function readCompletion(data: Uint8Array): TerminalMessage {
  const { values } = readFields(data);
  const terminalId = values.get(BMP.terminalId);
  const currency = values.get(BMP.currency);
  return {
    kind: 'completed',
    terminalId: terminalId ? bcdDigits(terminalId) : null,
    currencyNumeric: currency ? bcdNumber(currency) : null,
  };
}

function tlvOf(data: Uint8Array): Uint8Array {
  return readFields(data).values.get(BMP.tlv) ?? new Uint8Array();
}

function name(control: number): string {
  const hex = control.toString(16).padStart(4, '0').toUpperCase();
  return `${hex.slice(0, 2)} ${hex.slice(2)}`;
}
