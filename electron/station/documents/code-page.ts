/**
 * The upper half of code page 858: Western Europe with the euro sign. Every ESC/POS printer of the
 * last twenty years has it, at one number. Source: IBM CCSID 858.
 */
export const CP858_UPPER =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

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
const COMBINING = /\p{M}/gu;
const CODE_PAGE: ReadonlySet<string> = new Set(CP858_UPPER);

/**
 * A text in letters that the printer has: signs of currencies by name (`₹60` becomes `Rs 60`),
 * letters without the accents it lacks, and a question mark for what no letter stands for.
 */
export function printable(text: string): string {
  let out = '';
  for (const sign of text.normalize('NFC')) {
    const word = CURRENCY_WORDS[sign];
    if (word === undefined) out += letterFor(sign);
    // A digit, or the end of a figure, stands clear of the name.
    else out += /\d$/.test(out) ? ` ${word}` : `${word} `;
  }
  return out.replace(/ {2,}/g, ' ').trim();
}

function letterFor(sign: string): string {
  if (sign >= ' ' && sign <= '~') return sign;
  const plain = PLAIN[sign];
  if (plain !== undefined) return plain;
  if (CODE_PAGE.has(sign)) return sign;
  const bare = sign.normalize('NFKD').replace(COMBINING, '');
  return bare !== '' && /^[ -~]+$/.test(bare) ? bare : UNKNOWN;
}
