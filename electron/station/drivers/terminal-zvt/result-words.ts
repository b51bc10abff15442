/** What a result code means for the person at the desk (PA00P015, error messages). */
const RESULT_WORDS: Readonly<Record<number, string>> = {
  100: 'The card could not be read.',
  101: 'No data were found on the card.',
  102: 'The card reader had a fault.',
  103: 'Debit cards are not allowed for this.',
  104: 'Credit cards are not allowed for this.',
  106: "The terminal's book is full: do an end of day.",
  107: 'The terminal is not registered.',
  108: 'It was cancelled at the terminal, or the time was over.',
  110: 'The card is on the block list.',
  111: 'The terminal has another currency.',
  113: 'The credit on the card is too small.',
  114: "The card's chip had a fault.",
  115: 'The data on the card are wrong.',
  119: 'An end of day is not possible now.',
  120: 'The card has expired.',
  121: 'The card is not valid yet.',
  122: 'The terminal does not know this kind of card.',
  125: 'The terminal cannot reach its network.',
  131: 'The terminal cannot do this.',
  133: 'The terminal lacks its key: call its provider.',
  137: 'The PIN pad is broken: call its provider.',
  154: 'The terminal did not understand the message.',
  155: 'The terminal cannot reach its network.',
  156: 'The terminal is busy.',
  160: 'The terminal is not ready.',
  161: "The terminal's network does not answer.",
  163: 'The terminal has no connection.',
  177: "The terminal's memory is full: do an end of day.",
  178: "The terminal's journal is full: do an end of day.",
  180: 'It was already reversed.',
  181: 'A reversal is not possible any more.',
  183: 'The amount is wrong.',
  194: 'The terminal needs a diagnosis.',
  195: 'The amount is larger than the terminal allows.',
  197: 'The terminal does not take this kind of payment.',
  198: 'The terminal does not take this currency.',
  200: 'The amount is smaller than the terminal allows.',
  204: "The terminal's printer is not ready.",
  220: 'A card is still in the reader.',
  224: 'The terminal is being serviced remotely.',
  228: 'The terminal must be activated by its provider.',
  240: 'An end of day is still open.',
  255: 'The terminal has a fault.',
};

/** `0x6C` was cancelled by the cardholder, or the terminal's own time was over. */
export const RESULT_CANCELLED = 0x6c;
export const RESULT_ALREADY_REVERSED = 0xb4;
/** The terminal is in the middle of something and can be asked again. */
export const RESULTS_BUSY: ReadonlySet<number> = new Set([0x9c, 0xa0]);
export const RESULTS_CURRENCY: ReadonlySet<number> = new Set([0x6f, 0xc6, 0xcb]);

/** A sentence for a result code. Codes up to 0x63 are the card network's own. */
export function resultWords(code: number): string {
  const known = RESULT_WORDS[code];
  if (known !== undefined) return known;
  const hex = code.toString(16).padStart(2, '0').toUpperCase();
  return code <= 0x63 ? `Declined by the card network (${hex}).` : `Declined (${hex}).`;
}
