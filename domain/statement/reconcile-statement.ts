import { DAY_MS, type Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { StatementLine } from './statement-book.ts';

/** Providers state a payment some days after it was made. Until then nothing is missing. */
export const STATED_WITHIN_MS = 3 * DAY_MS;

/** A receipt that a terminal or provider has a part in. */
export interface StatedReceipt {
  readonly paymentId: string;
  readonly at: Instant;
  /** What is given back is less than zero. */
  readonly amountMinor: Minor;
  /** What the provider and the station call the payment: a statement may use either. */
  readonly references: readonly string[];
}

export type StatementDifferenceKind = 'missing-here' | 'missing-there' | 'amount-differs';

export interface StatementDifference {
  readonly kind: StatementDifferenceKind;
  readonly at: Instant;
  /** What the provider calls it; where it says nothing, what the station calls it. */
  readonly reference: string;
  /** Null for a payment that the station does not know. */
  readonly paymentId: string | null;
  readonly hereMinor: Minor;
  readonly thereMinor: Minor;
}

/** What is taken here, less what waits, plus the differences is what is stated. */
export interface Reconciled {
  /** Payments with a receipt in the period. */
  readonly payments: number;
  readonly hereMinor: Minor;
  /** What is stated of those payments, and of payments that the station does not know. */
  readonly statedMinor: Minor;
  /** Payments that are too new to be stated. */
  readonly waiting: number;
  readonly waitingMinor: Minor;
  /** What the provider keeps of its lines in the period, and what it pays out of them. */
  readonly feeMinor: Minor;
  readonly payoutMinor: Minor;
  readonly differences: readonly StatementDifference[];
}

export interface StatementQuestion {
  readonly fromAt: Instant;
  readonly toAt: Instant;
  /** All receipts of the payments that have one in the period. */
  readonly receipts: readonly StatedReceipt[];
  /** Payments from before and after, which lines of the period may be of. */
  readonly known: readonly StatedReceipt[];
  readonly lines: readonly StatementLine[];
}

interface Stated {
  readonly lines: StatementLine[];
  readonly receipts: StatedReceipt[];
}

/**
 * Sets a provider's statement against the receipts of a period, payment by payment, by its reference.
 * A payment agrees when all that is stated of it is what its receipts come to, over the time that the
 * statements speak of: a refund may be stated some days after it was given.
 */
export function reconcileStatement(question: StatementQuestion): Reconciled {
  const { fromAt, toAt, lines } = question;
  const covered = coverOf(lines);
  const { payments, unknown } = matched(question);
  const differences: StatementDifference[] = [];
  let hereMinor = 0;
  let waiting = 0;
  let waitingMinor = 0;
  let count = 0;
  for (const [paymentId, stated] of payments) {
    const own = stated.receipts.filter(({ at }) => at >= fromAt && at < toAt);
    const [first] = own;
    if (first === undefined) continue;
    count += 1;
    const ownMinor = sumOf(own);
    hereMinor += ownMinor;
    const found = compare(paymentId, stated, { ...first, amountMinor: ownMinor }, covered);
    if (found === 'agrees') continue;
    if (found === 'waits') {
      waiting += 1;
      waitingMinor += ownMinor;
    } else differences.push(found);
  }
  for (const line of unknown) {
    const [reference, at, thereMinor] = line;
    if (at < fromAt || at >= toAt) continue;
    const about = { reference, at, paymentId: null, hereMinor: 0, thereMinor };
    differences.push({ kind: 'missing-here', ...about });
  }
  const inPeriod = lines.filter(([, at]) => at >= fromAt && at < toAt);
  const feeMinor = inPeriod.reduce((sum, [, , , fee]) => sum + fee, 0);
  const differMinor = differences.reduce((sum, one) => sum + one.thereMinor - one.hereMinor, 0);
  return {
    payments: count,
    hereMinor,
    statedMinor: hereMinor - waitingMinor + differMinor,
    waiting,
    waitingMinor,
    feeMinor,
    payoutMinor: inPeriod.reduce((sum, [, , amount]) => sum + amount, 0) - feeMinor,
    differences: differences.sort((one, other) => one.at - other.at),
  };
}

/** From the first to the last moment that the statements speak of. */
function coverOf(lines: readonly StatementLine[]): { readonly fromAt: Instant; untilAt: Instant } {
  let fromAt = Number.POSITIVE_INFINITY;
  let untilAt = Number.NEGATIVE_INFINITY;
  for (const [, at] of lines) {
    fromAt = Math.min(fromAt, at);
    untilAt = Math.max(untilAt, at);
  }
  // A date without a time stands for its noon, and covers its whole day.
  return { fromAt: fromAt - DAY_MS / 2, untilAt: untilAt + DAY_MS / 2 };
}

/** Lines and receipts by their payment, and the lines of payments that nobody here knows. */
function matched({ receipts, known, lines }: StatementQuestion) {
  const payments = new Map<string, Stated>();
  const byReference = new Map<string, string>();
  for (const receipt of [...receipts, ...known]) {
    const { paymentId, references } = receipt;
    for (const reference of references) byReference.set(reference, paymentId);
    const held = payments.get(paymentId);
    if (held === undefined) payments.set(paymentId, { lines: [], receipts: [receipt] });
    else held.receipts.push(receipt);
  }
  const unknown: StatementLine[] = [];
  for (const line of lines) {
    const stated = payments.get(byReference.get(line[0]) ?? '');
    if (stated === undefined) unknown.push(line);
    else stated.lines.push(line);
  }
  return { payments, unknown };
}

function compare(
  paymentId: string,
  { receipts, lines }: Stated,
  { at, references, amountMinor }: StatedReceipt,
  covered: ReturnType<typeof coverOf>,
): StatementDifference | 'agrees' | 'waits' {
  const [reference = paymentId] = references;
  if (lines.length === 0) {
    // What was given back before it was ever stated is nothing to anybody.
    if (sumOf(receipts) === 0) return 'agrees';
    if (at < covered.fromAt || at > covered.untilAt - STATED_WITHIN_MS) return 'waits';
    const about = { at, reference, paymentId, hereMinor: amountMinor, thereMinor: 0 };
    return { kind: 'missing-there', ...about };
  }
  const thereMinor = lines.reduce((sum, [, , amount]) => sum + amount, 0);
  if (statable(receipts, covered).includes(thereMinor)) return 'agrees';
  const hereMinor = sumOf(receipts.filter((one) => one.at <= covered.untilAt));
  const stated = lines[0]?.[0] ?? reference;
  return { kind: 'amount-differs', at, reference: stated, paymentId, hereMinor, thereMinor };
}

/**
 * What the statements may rightly say of a payment: from its beginning or from where they begin, up to
 * now, to where they end, or to what they must have stated by then.
 */
function statable(
  receipts: readonly StatedReceipt[],
  { fromAt, untilAt }: ReturnType<typeof coverOf>,
): readonly Minor[] {
  const untils = [Number.POSITIVE_INFINITY, untilAt, untilAt - STATED_WITHIN_MS];
  return [Number.NEGATIVE_INFINITY, fromAt].flatMap((from) =>
    untils.map((until) => sumOf(receipts.filter(({ at }) => at >= from && at <= until))),
  );
}

function sumOf(receipts: readonly StatedReceipt[]): Minor {
  return receipts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
