import { assert } from '../kernel/assert.ts';
import type { Minor } from '../kernel/money.ts';
import { minorToDecimal } from '../kernel/money.ts';

/** A virtual payment address: who it is, `@`, who keeps the account. */
export const VPA_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,254}@[A-Za-z][A-Za-z0-9.-]{1,63}$/;
/** NPCI takes letters and digits alone (circular 193 of 2024), 35 at most. */
export const UPI_REFERENCE_PATTERN = /^[A-Za-z0-9]{1,35}$/;
const NOTE_MAX_CHARACTERS = 50;
const NAME_MAX_CHARACTERS = 99;

export interface UpiRequest {
  readonly payeeVpa: string;
  /** What the payer's app shows above the amount. */
  readonly payeeName: string;
  /** Unique for this payment; comes back with the money. */
  readonly reference: string;
  /** A few words for the payer; longer ones are cut at 50 characters. */
  readonly note: string;
  /** Paise. */
  readonly amountMinor: Minor;
}

/**
 * The text of a UPI code that asks for one amount. It is a request and never a proof: what it asks for
 * is paid when the provider says so.
 *
 * Source: NPCI, UPI Linking Specifications 1.6, table of parameters: `pa pn tr tn am cu`, percent-encoded,
 * `am` with two decimals, `cu` always INR.
 */
export function upiUri(request: UpiRequest): string {
  const { payeeVpa, payeeName, reference, note, amountMinor } = request;
  assert(VPA_PATTERN.test(payeeVpa), 'the payee has a virtual payment address');
  assert(UPI_REFERENCE_PATTERN.test(reference), 'a UPI reference is 1 to 35 letters and digits');
  assert(Number.isSafeInteger(amountMinor) && amountMinor > 0, 'an amount in whole paise');
  const fields = [
    // The address stands as it is: readers look for its "@", and it holds nothing to encode.
    `pa=${payeeVpa}`,
    `pn=${percentEncoded(payeeName, NAME_MAX_CHARACTERS)}`,
    `tr=${reference}`,
    `tn=${percentEncoded(note, NOTE_MAX_CHARACTERS)}`,
    `am=${minorToDecimal(amountMinor, 'INR')}`,
    'cu=INR',
  ];
  return `upi://pay?${fields.join('&')}`;
}

/** A space is `%20` and never `+`, which apps show as it stands; the rest as RFC 3986 has it. */
function percentEncoded(text: string, maxCharacters: number): string {
  const short = [...text.toWellFormed()].slice(0, maxCharacters).join('');
  return encodeURIComponent(short).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
