/** A number as files write it, with a point or a comma before its decimals; null for anything else. */
export function readNumber(text: string): number | null {
  const trimmed = text.trim();
  return /^[+-]?\d{1,9}([.,]\d{1,6})?$/.test(trimmed) ? Number(trimmed.replace(',', '.')) : null;
}
