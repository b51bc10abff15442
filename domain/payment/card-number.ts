const DIGITS_MIN = 13;
const DIGITS_MAX = 19;

/** Digits as people and readers write them in groups: blanks, dashes, dots and slashes between. */
const RUN = /\d(?:[\s\-\u2010-\u2015._/]*\d)*/gu;
const SEPARATORS = /[\s\-\u2010-\u2015._/]+/u;

/**
 * Whether a text holds what may be the number of a payment card: 13 to 19 digits, whatever stands
 * between their groups, that pass the Luhn check (ISO/IEC 7812-1). Card numbers never enter the
 * station, so wherever people or readers give free text, such a text is refused.
 */
export function looksLikeCardNumber(text: string): boolean {
  // Other scripts' digits are read as the ten.
  for (const [run] of text.normalize('NFKC').matchAll(RUN))
    if (holdsNumber(run.split(SEPARATORS))) return true;
  return false;
}

/**
 * Whether a text is a card number and nothing else. Ids that programs make up may hold any digits, so
 * only one that begins as the cards of the large schemes do is taken for a card.
 */
export function isCardNumber(text: string): boolean {
  return /^[\s]*[2-6][\d\s\-._/]*$/u.test(text.normalize('NFKC')) && looksLikeCardNumber(text);
}

/** Another number may stand before or behind, so each row of neighbouring groups is looked at. */
function holdsNumber(groups: readonly string[]): boolean {
  for (let first = 0; first < groups.length; first += 1) {
    let digits = '';
    for (const group of groups.slice(first)) {
      digits += group;
      if (digits.length > DIGITS_MAX) break;
      if (digits.length >= DIGITS_MIN && passesLuhn(digits)) return true;
    }
  }
  return false;
}

/** The check digit of ISO/IEC 7812-1 annex B: every second digit from the right counts double. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = digit * 2;
    if (index % 2 === 0) sum += digit;
    else sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
