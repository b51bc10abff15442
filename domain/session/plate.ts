/** Longer than any plate a camera or a person would write with separators, in UTF-16 units. */
export const PLATE_RAW_MAX_CHARS = 64;

/** What people and cameras put between the groups of a plate: blanks, dashes, dots, bars. */
const SEPARATORS = /[ \u00a0\u2009\u202f\-\u2010-\u2015._\u00b7\u2022/|]/gu;

/** Latin letters (Ä and Ø are letters of their own on plates) and the ten digits. */
const PLATE = /^[\p{Script=Latin}0-9]{2,16}$/u;

/** Most plates come in that spelling already; Unicode's rules are slow to apply. */
const PLAIN = /^[A-Z0-9]{2,16}$/;

/**
 * The one spelling of a number plate: NFKC, upper case, no separators, 2 to 16 Latin letters and
 * digits. `b-ab 123` and `B AB123` are the same vehicle.
 *
 * @returns the normalised plate, or null for what cannot be a plate (too short, too long, control
 * characters, other scripts)
 */
export function normalisePlate(raw: string): string | null {
  if (PLAIN.test(raw)) return raw;
  if (raw.length > PLATE_RAW_MAX_CHARS) return null;
  const plate = raw.normalize('NFKC').toUpperCase().replace(SEPARATORS, '').normalize('NFC');
  return PLATE.test(plate) ? plate : null;
}
