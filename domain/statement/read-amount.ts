import type { Minor } from '../kernel/money.ts';

const AMOUNT =
  /^\d{1,3}(?:([.,'’\s])\d{3})(?:\1\d{3})*(?:[.,]\d+)?$|^\d{1,3}(?:,\d{2})+,\d{3}(?:\.\d+)?$|^\d+(?:[.,]\d+)?$/u;
const DIGITS_MAX = 12;

/**
 * An amount as statements write it, in minor units; null for what is none. Signs of currencies are passed
 * over, thousands may be parted (also as in 1,23,456.00), and brackets or a trailing minus mean less than
 * zero. `digits`: decimals of the currency; more of them than that are taken where they are zero.
 */
export function readAmount(text: string, digits: number): Minor | null {
  const bare = text
    .trim()
    .replace(/^[\p{Sc}]|[\p{Sc}]$/gu, '')
    .replace(/\b[A-Z]{3}\b/u, '')
    .trim();
  const isLess = /^\(.*\)$/u.test(bare) || /^[-−]/u.test(bare) || /[-−]$/u.test(bare);
  const plain = bare
    .replace(/^[(+\-−]|[)\-−]$/gu, '')
    .replace(/^[\p{Sc}]/u, '')
    .trim();
  if (!AMOUNT.test(plain)) return null;
  const point = pointOf(plain, digits);
  const whole = plain.slice(0, point).replace(/\D/gu, '');
  const part = point === plain.length ? '' : plain.slice(point + 1);
  if (whole.length > DIGITS_MAX || /[1-9]/u.test(part.slice(digits))) return null;
  const minor = Number(whole + part.slice(0, digits).padEnd(digits, '0'));
  return isLess && minor !== 0 ? -minor : minor;
}

/** Where the decimals begin; the end of the text where there are none. */
function pointOf(text: string, digits: number): number {
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last < 0) return text.length;
  const sign = text.charAt(last);
  const after = text.length - last - 1;
  const isRepeated = text.indexOf(sign) !== last;
  // Three digits behind a single sign are thousands, unless the currency has three decimals.
  if (isRepeated || (after === 3 && digits !== 3 && !hasOther(text, sign))) return text.length;
  return last;
}

function hasOther(text: string, sign: string): boolean {
  return [...text].some((one) => /[.,'’\s]/u.test(one) && one !== sign);
}
