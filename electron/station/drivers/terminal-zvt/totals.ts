import type { CardTotal } from '../terminal-words.ts';
import { bcdDigits, bcdNumber, toBcd } from './bcd.ts';

/** The groups of bitmap 60 in their order (PA00P015, end of day, individual totals). */
const GROUPS = ['girocard', 'JCB', 'Mastercard', 'American Express', 'Visa', 'Diners', 'Other'];
const GROUP_BYTES = 7;
const HEAD_BYTES = 4;

export interface Totals {
  readonly firstReceipt: string;
  readonly lastReceipt: string;
  /** Only groups with payments. */
  readonly cards: readonly CardTotal[];
}

/** Reads the individual totals of an end of day, or null when the field has another form. */
export function readTotals(value: Uint8Array): Totals | null {
  if (value.length !== HEAD_BYTES + GROUPS.length * GROUP_BYTES) return null;
  const firstReceipt = bcdDigits(value.subarray(0, 2));
  const lastReceipt = bcdDigits(value.subarray(2, 4));
  if (firstReceipt === null || lastReceipt === null) return null;
  const cards: CardTotal[] = [];
  for (const [index, name] of GROUPS.entries()) {
    const at = HEAD_BYTES + index * GROUP_BYTES;
    const count = bcdNumber(value.subarray(at, at + 1));
    const amountMinor = bcdNumber(value.subarray(at + 1, at + GROUP_BYTES));
    if (count === null || amountMinor === null) return null;
    if (count > 0) cards.push({ name, count, amountMinor });
  }
  return { firstReceipt, lastReceipt, cards };
}

/** The same field as a terminal writes it. Names outside of the groups count as `Other`. */
export function encodeTotals({ firstReceipt, lastReceipt, cards }: Totals): Buffer {
  const groups = GROUPS.map((group) => {
    const own = cards.filter(({ name }) =>
      group === 'Other' ? name === group || !GROUPS.includes(name) : name === group,
    );
    const count = own.reduce((sum, one) => sum + one.count, 0);
    const amountMinor = own.reduce((sum, one) => sum + one.amountMinor, 0);
    return Buffer.concat([toBcd(count, 1), toBcd(amountMinor, 6)]);
  });
  return Buffer.concat([toBcd(Number(firstReceipt), 2), toBcd(Number(lastReceipt), 2), ...groups]);
}
