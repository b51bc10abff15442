/** What an intermediate status means (PA00P015, intermediate status information). */
const PROGRESS_WORDS: Readonly<Record<number, string>> = {
  0: 'Confirm the amount at the terminal',
  1: 'Look at the terminal',
  2: 'Look at the terminal',
  3: 'Not accepted',
  4: 'Waiting for the card network',
  5: 'Reversing',
  6: 'Sending bookings',
  7: 'Card not allowed',
  8: 'Card unknown',
  9: 'Card expired',
  10: 'Present the card',
  11: 'Remove the card',
  12: 'Card not readable',
  13: 'Processing error',
  14: 'Please wait',
  15: 'End of day is running',
  16: 'Card invalid',
  18: 'System fault',
  19: 'Payment not possible',
  20: 'Credit too small',
  21: 'Wrong PIN',
  23: 'Please wait',
  24: 'PIN tried too often',
  25: 'Card data wrong',
  27: 'Approved',
  28: 'Approved',
  29: 'Declined',
  44: 'Choose an application at the terminal',
  104: 'Card seen',
  105: 'Choose the currency at the terminal',
  106: 'Entering the PIN',
  107: 'Entering the PIN',
  109: 'PIN entered',
  200: 'Waiting for the cashier',
  201: 'Diagnosis is running',
  202: 'Initialising',
  210: 'Dialling',
  211: 'Connected',
  241: 'Offline',
  242: 'Online',
};

const REMOVE_CARD = 0x40;

/** A few words for a status; from 0x41 to 0x5D it is the one 0x40 below, and the card is to be removed. */
export function progressWords(status: number): string {
  const known = PROGRESS_WORDS[status];
  if (known !== undefined) return known;
  const bare = status >= 0x41 && status <= 0x5d ? PROGRESS_WORDS[status - REMOVE_CARD] : undefined;
  if (bare === undefined) return 'Please wait';
  return bare === 'Remove the card' ? bare : `${bare}. Remove the card`;
}
