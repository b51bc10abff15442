import type { Instant } from '#domain/kernel/instant.ts';
import type { Minor } from '#domain/kernel/money.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import {
  type DeferralHead,
  type DeferralKind,
  type DeferralPosting,
  earnedBefore,
} from '#domain/stats/deferral.ts';
import { applyDeferral, type DeferralStore } from '#domain/stats/deferral-book.ts';
import type { Database } from '../journal/sqlite.ts';
import type { DeferralTables } from './deferral-schema.ts';

/** Keeps the book of what was paid ahead in its tables, within the views' transaction. */
export class DeferralWriter implements DeferralStore {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  apply(recorded: RecordedEvent): void {
    applyDeferral(recorded, this);
  }

  head(key: string): DeferralHead | null {
    const row = this.#statements.head.get(key) as DeferralTables['deferral_heads'] | undefined;
    if (row === undefined) return null;
    const { from_at: fromAt, to_at: toAt } = row;
    return {
      kind: row.kind as DeferralKind,
      receivedMinor: row.received_minor,
      window: fromAt === null || toAt === null ? null : { fromAt, toAt },
      keptMinor: row.kept_minor,
    };
  }

  setHead(key: string, { kind, receivedMinor, window, keptMinor }: DeferralHead): void {
    const [fromAt, toAt] = [window?.fromAt ?? null, window?.toAt ?? null];
    this.#statements.setHead.run(key, kind, receivedMinor, fromAt, toAt, keptMinor);
  }

  settle(key: string, at: Instant): Minor {
    const open = this.#statements.open.all(key) as DeferralTables['deferral_postings'][];
    for (const { id, amount_minor: amountMinor, from_at: fromAt, to_at: toAt } of open) {
      const earnedMinor = earnedBefore({ amountMinor, fromAt, toAt }, at);
      // One that had run out stays as it was.
      const finalAt = toAt !== null && toAt <= at ? toAt : at;
      this.#statements.end.run(finalAt, earnedMinor, id);
    }
    return this.#statements.earned.get(key) as number;
  }

  post(key: string, kind: DeferralKind, { amountMinor, fromAt, toAt }: DeferralPosting): void {
    this.#statements.post.run(key, kind, amountMinor, fromAt, toAt, toAt, amountMinor);
  }

  move(kind: DeferralKind, at: Instant, amountMinor: Minor): void {
    this.#statements.move.run(kind, at, amountMinor);
  }

  keyOfPayment(paymentId: string): string | null {
    return (this.#statements.keyOf.get(paymentId) as string | undefined) ?? null;
  }

  setKeyOfPayment(paymentId: string, key: string): void {
    this.#statements.setKey.run(paymentId, key);
  }

  rename(from: string, to: string): void {
    this.#statements.rename.run(to, from);
  }
}

function prepare(database: Database) {
  return {
    head: database.prepare('SELECT * FROM deferral_heads WHERE key = ?'),
    setHead: database.prepare('INSERT OR REPLACE INTO deferral_heads VALUES (?, ?, ?, ?, ?, ?)'),
    open: database.prepare('SELECT * FROM deferral_postings WHERE key = ? AND is_open = 1'),
    end: database.prepare(
      'UPDATE deferral_postings SET final_at = ?, final_minor = ?, is_open = 0 WHERE id = ?',
    ),
    earned: database
      .prepare(
        'SELECT coalesce(sum(final_minor), 0) FROM deferral_postings WHERE key = ? AND is_open = 0',
      )
      .pluck(),
    post: database.prepare(
      `INSERT INTO deferral_postings (key, kind, amount_minor, from_at, to_at, final_at, final_minor,
         is_open) VALUES (?, ?, ?, ?, ?, ?, ?, 1)`,
    ),
    move: database.prepare('INSERT INTO deferral_moves (kind, at, amount_minor) VALUES (?, ?, ?)'),
    keyOf: database.prepare('SELECT key FROM deferral_payments WHERE payment_id = ?').pluck(),
    setKey: database.prepare('INSERT OR REPLACE INTO deferral_payments VALUES (?, ?)'),
    rename: database.prepare('UPDATE deferral_payments SET key = ? WHERE key = ?'),
  };
}
