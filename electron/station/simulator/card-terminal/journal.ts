import type { Totals } from '../../drivers/terminal-zvt/totals.ts';

/** One line in a played terminal's own book. */
export interface Transaction {
  readonly kind: 'payment' | 'reversal' | 'end-of-day';
  /** Four digits, from 0001. */
  readonly receipt: string;
  /** Six digits. */
  readonly trace: string;
  /** Of the payment that it reverses. */
  readonly originalTrace: string | null;
  readonly amountMinor: number;
  readonly cardName: string;
  readonly at: Date;
  readonly totals: Totals | null;
}

const RECEIPT_MAX = 9_999;
/** A terminal that keeps more than this wants its end of day. */
const TRANSACTIONS_MAX = 10_000;

/** What a played terminal has booked: the truth that a cash register is measured against. */
export class Journal {
  readonly #transactions: Transaction[] = [];
  readonly #reversed = new Set<string>();
  #receipt: number;
  #trace: number;
  #openFrom = 0;

  constructor(firstReceipt = 1, firstTrace = 1) {
    this.#receipt = firstReceipt;
    this.#trace = firstTrace;
  }

  get transactions(): readonly Transaction[] {
    return this.#transactions;
  }

  get last(): Transaction | null {
    return this.#transactions.at(-1) ?? null;
  }

  /** What cardholders have paid and were not given back. */
  get takenMinor(): number {
    return this.#transactions.reduce((sum, { kind, amountMinor }) => {
      if (kind === 'end-of-day') return sum;
      return kind === 'payment' ? sum + amountMinor : sum - amountMinor;
    }, 0);
  }

  get isFull(): boolean {
    return this.#transactions.length >= TRANSACTIONS_MAX;
  }

  pay(amountMinor: number, cardName: string): Transaction {
    return this.#book({
      kind: 'payment',
      amountMinor,
      cardName,
      originalTrace: null,
      totals: null,
    });
  }

  /** Reverses the payment with this receipt; says why when it cannot. */
  reverse(receipt: string): Transaction | 'unknown' | 'already-reversed' {
    const payment = this.#transactions.find(
      (one) => one.kind === 'payment' && Number(one.receipt) === Number(receipt),
    );
    if (!payment) return 'unknown';
    if (this.#reversed.has(payment.trace)) return 'already-reversed';
    this.#reversed.add(payment.trace);
    const { amountMinor, cardName, trace } = payment;
    return this.#book({
      kind: 'reversal',
      amountMinor,
      cardName,
      originalTrace: trace,
      totals: null,
    });
  }

  /** Closes the day: what was paid since the last one, by card. */
  closeDay(): Transaction {
    const batch = this.#transactions.slice(this.#openFrom);
    const kept = batch.filter(
      ({ kind, trace }) => kind === 'payment' && !this.#reversed.has(trace),
    );
    const names = [...new Set(kept.map(({ cardName }) => cardName))];
    const cards = names.map((name) => {
      const own = kept.filter(({ cardName }) => cardName === name);
      return {
        name,
        count: own.length,
        amountMinor: own.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      };
    });
    const totals: Totals = {
      firstReceipt: batch[0]?.receipt ?? '0000',
      lastReceipt: batch.at(-1)?.receipt ?? '0000',
      cards,
    };
    const amountMinor = cards.reduce((sum, card) => sum + card.amountMinor, 0);
    const closing = this.#book({
      kind: 'end-of-day',
      amountMinor,
      cardName: '',
      originalTrace: null,
      totals,
    });
    this.#openFrom = this.#transactions.length;
    return closing;
  }

  #book(entry: Omit<Transaction, 'receipt' | 'trace' | 'at'>): Transaction {
    const transaction = {
      ...entry,
      receipt: String(this.#receipt).padStart(4, '0'),
      trace: String(this.#trace).padStart(6, '0'),
      at: new Date(),
    };
    this.#receipt = this.#receipt === RECEIPT_MAX ? 1 : this.#receipt + 1;
    this.#trace += 1;
    this.#transactions.push(transaction);
    return transaction;
  }
}
