import { CODE_PAGES, type CodePage } from '#domain/paper/paper-form.ts';

/**
 * The upper half of code page 858: Western Europe with the euro sign. Every ESC/POS printer of the
 * last twenty years has it, at one number. Source: IBM CCSID 858.
 */
export const CP858_UPPER =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

/** Written down, because Node's decoder takes this one page for ISO 8859-1. Source: WHATWG, Encoding. */
const CP1252_UPPER = `€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ${String.fromCharCode(
  ...Array.from({ length: 0x60 }, (_, index) => 0xa0 + index),
)}`;

/** How the printer numbers its code pages. Source: Epson, ESC/POS Command Reference, ESC t. */
export const CODE_PAGE_NUMBERS: Readonly<Record<CodePage, number>> = {
  cp858: 19,
  windows1252: 16,
  windows1250: 45,
  windows1251: 46,
  windows1253: 47,
  windows1254: 48,
  windows1257: 51,
};

const UPPER_FROM = 0x80;

/** The upper half of a code page: 128 letters, U+FFFD where it has none. */
function upperOf(page: CodePage): string {
  if (page === 'cp858') return CP858_UPPER;
  if (page === 'windows1252') return CP1252_UPPER;
  const bytes = Uint8Array.from({ length: UPPER_FROM }, (_, index) => UPPER_FROM + index);
  return new TextDecoder(page.replace('windows', 'windows-')).decode(bytes);
}

const uppers = new Map<CodePage, string>();

/** Made when first asked for, and kept. */
export function upperHalf(page: CodePage): string {
  const known = uppers.get(page);
  if (known !== undefined) return known;
  const upper = upperOf(page);
  uppers.set(page, upper);
  return upper;
}

/** The letter of a byte on a printer that was switched to a code page, given by its number. */
export function letterOf(byte: number, pageNumber: number | null): string {
  if (byte < UPPER_FROM) return String.fromCharCode(byte);
  const page = CODE_PAGES.find((one) => CODE_PAGE_NUMBERS[one] === pageNumber);
  if (page === undefined) throw new Error(`a letter of code page ${pageNumber}`);
  return upperHalf(page)[byte - UPPER_FROM] ?? '';
}

/** Currency signs that the code page lacks, by the names that receipts have always used instead. */
const CURRENCY_WORDS: Readonly<Record<string, string>> = {
  '₹': 'Rs',
  '₽': 'RUB',
  '₺': 'TRY',
  '₩': 'KRW',
  '₪': 'ILS',
  '₫': 'VND',
  '₱': 'PHP',
  '₦': 'NGN',
  '₴': 'UAH',
  '₸': 'KZT',
  '₡': 'CRC',
  '₲': 'PYG',
  '₵': 'GHS',
  '₮': 'MNT',
  '₭': 'LAK',
  '₾': 'GEL',
  '₼': 'AZN',
  '฿': 'THB',
};
/** What typography has and a line printer has not. */
const PLAIN: Readonly<Record<string, string>> = {
  '\u00a0': ' ',
  '\u00ad': '',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u200b': '',
  '\u2010': '-',
  '\u2011': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2212': '-',
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
  '\u2022': '-',
  '\u2026': '...',
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  ı: 'i',
  Œ: 'OE',
  œ: 'oe',
  ẞ: 'SS',
};
const UNKNOWN = '?';
/** Where a code page has a gap. */
const NO_LETTER = '\ufffd';
const COMBINING = /\p{M}/gu;

/**
 * A text in letters that the printer has: signs of currencies by name (`₹60` becomes `Rs 60`),
 * letters without the accents it lacks, and a question mark for what no letter stands for.
 */
export function printable(text: string, page: CodePage = 'cp858'): string {
  const letters = upperHalf(page);
  let out = '';
  for (const sign of text.normalize('NFC')) {
    const word = letters.includes(sign) ? undefined : CURRENCY_WORDS[sign];
    if (word === undefined) out += letterFor(sign, letters);
    // A digit, or the end of a figure, stands clear of the name.
    else out += /\d$/.test(out) ? ` ${word}` : `${word} `;
  }
  return out.replace(/ {2,}/g, ' ').trim();
}

function letterFor(sign: string, letters: string): string {
  if (sign >= ' ' && sign <= '~') return sign;
  // A blank that only looks different stays a blank, whatever the page has.
  const plain = PLAIN[sign];
  if (plain !== undefined && !(letters.includes(sign) && /\p{L}/u.test(sign))) return plain;
  if (letters.includes(sign) && sign !== NO_LETTER) return sign;
  const bare = sign.normalize('NFKD').replace(COMBINING, '');
  return bare !== '' && /^[ -~]+$/.test(bare) ? bare : UNKNOWN;
}
