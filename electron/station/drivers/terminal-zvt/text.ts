/** The letters beyond ASCII of code page 437, which ZVT uses by default, that German receipts have. */
const CODE_PAGE_437: Readonly<Record<number, string>> = {
  129: 'ü',
  132: 'ä',
  142: 'Ä',
  148: 'ö',
  153: 'Ö',
  154: 'Ü',
  225: 'ß',
};

/**
 * Text from the terminal, made safe to keep: no control characters, and whatever could be a card's
 * number is masked. A terminal prints more of a card on its slips than may ever leave this codec.
 */
export function decodeText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else if (byte >= 0x80) text += CODE_PAGE_437[byte] ?? '?';
    else text += ' ';
  }
  return maskCardNumbers(text).replace(/ +/g, ' ').trim();
}

/**
 * Masks every run of 10 or more digits and mask characters, blanks and hyphens between them allowed.
 * Card numbers have 12 to 19 digits (ISO/IEC 7812); a terminal's id has 8 and stays readable.
 */
export function maskCardNumbers(text: string): string {
  return text.replace(/[\dXx*#](?:[ -]?[\dXx*#]){9,}/g, (run) =>
    /\d/.test(run) ? '*'.repeat(8) : run,
  );
}

/** ASCII for the terminal; what has no place in it becomes a question mark. */
export function encodeText(text: string): Buffer {
  return Buffer.from(text.replace(/[^\x20-\x7e]/g, '?'), 'latin1');
}
