import type { FileRow } from '../history/mapping.ts';
import { guessDateOrder } from '../history/read-time.ts';
import { readAmount } from './read-amount.ts';
import { readMoment } from './read-statement.ts';
import type { RowKind, StatementMapping } from './statement-mapping.ts';

const SAMPLED_ROWS = 200;
const KINDS_MAX = 20;
const DIGITS = 2;

/** What columns are often called, by providers and in the languages of the console. The first that fits counts. */
const NAMES = {
  time: [
    /created|captured|transaction.?(date|time)|paid.?at/iu,
    /date|time|datum|zeit|दिनांक|समय/iu,
  ],
  reference: [
    /^payment.?id$|payment_intent|^pay(ment)?.?ref/iu,
    /reference|entity.?id|^source|psp|receipt|transaction.?id|beleg|referenz|संदर्भ/iu,
    /(^|[^a-z])id$/iu,
  ],
  amount: [/^(gross|amount|brutto|betrag|राशि)/iu, /gross|amount|credit|betrag/iu],
  fee: [/fee|charges|commission|gebühr|शुल्क/iu],
  kind: [/type|kind|category|art$|प्रकार/iu],
} as const;

const REFUND = /refund|revers|chargeback|erstatt|storno|वापस/iu;
const PAYMENT = /pay|charge|capture|sale|zahlung|भुगतान/iu;

/** Says which column is probably what: by its name, else by what stands in it. */
export function guessStatement(
  rows: readonly FileRow[],
  delimiter: StatementMapping['delimiter'],
  { timeZone, locale }: { readonly timeZone: string; readonly locale: string },
): StatementMapping {
  const [first, ...rest] = rows;
  const header = first?.cells ?? [];
  const hasHeader = !header.some((cell) => isTime(cell, timeZone));
  const sample = (hasHeader ? rest : rows).slice(0, SAMPLED_ROWS);
  const taken = new Set<number>();
  const take = (
    names: readonly RegExp[],
    fits: (text: string) => boolean,
    byContent: boolean,
  ): number | null => {
    const holds = (index: number) =>
      !taken.has(index) && sample.some(({ cells }) => fits((cells[index] ?? '').trim()));
    const places = header.map((_, index) => index).filter(holds);
    const named = hasHeader
      ? names.flatMap((name) => places.filter((index) => name.test(header[index]?.trim() ?? '')))
      : [];
    const found = named[0] ?? (byContent ? places[0] : undefined) ?? null;
    if (found !== null) taken.add(found);
    return found;
  };
  const isAmount = (text: string) => readAmount(text, DIGITS) !== null;
  const time = take(NAMES.time, (text) => isTime(text, timeZone), true);
  const fee = take(NAMES.fee, isAmount, false);
  const amount = take(NAMES.amount, isAmount, true);
  const reference = take(NAMES.reference, (text) => /\d/u.test(text), true);
  const kind = take(NAMES.kind, (text) => REFUND.test(text) || PAYMENT.test(text), false);
  const column = (place: number | null) =>
    place === null ? [] : sample.map(({ cells }) => (cells[place] ?? '').trim());
  const fees = column(fee).map((text) => readAmount(text, DIGITS) ?? 0);
  return {
    delimiter,
    hasHeader,
    reference: reference ?? 0,
    time: time ?? 0,
    dateOrder: guessDateOrder(column(time).map(withTime), locale),
    amount: amount ?? 0,
    inMinorUnits: false,
    fee,
    feesAreNegative: fees.reduce((sum, one) => sum + one, 0) < 0,
    kind,
    kinds: kindsOf(column(kind)),
  };
}

/** What the words of the kind column probably mean; what is neither payment nor refund is left out. */
function kindsOf(words: readonly string[]): Record<string, RowKind> {
  const kinds: Record<string, RowKind> = {};
  for (const word of [...new Set(words)].slice(0, KINDS_MAX))
    if (word !== '')
      kinds[word] = REFUND.test(word) ? 'refund' : isPayment(word) ? 'payment' : 'leave-out';
  return kinds;
}

/** A payout or a transfer to one's own bank is no payment of a driver. */
function isPayment(word: string): boolean {
  return PAYMENT.test(word) && !/payout|transfer|settle|auszahl/iu.test(word);
}

function withTime(text: string): string {
  return text.includes(':') ? text : `${text} 12:00`;
}

function isTime(text: string, timeZone: string): boolean {
  const orders = ['dmy', 'mdy'] as const;
  return orders.some((dateOrder) => readMoment(text.trim(), { dateOrder }, timeZone) !== null);
}
