import type { LotEvent } from '#domain/lot/event.ts';
import type { KnownRequest } from '#domain/stats/known.ts';
import type { Database } from '../journal/sqlite.ts';

/** Payments that a terminal or provider was asked for. */
export interface RequestTables {
  readonly payment_requests: {
    readonly payment_id: string;
    readonly counterpart: string;
    readonly method: string;
    readonly amount_minor: number;
    readonly is_uncertain: 0 | 1;
  };
}

export const REQUEST_SCHEMA = `
  CREATE TABLE payment_requests (
    payment_id TEXT PRIMARY KEY,
    counterpart TEXT NOT NULL,
    method TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    is_uncertain INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** Remembers who was asked for a payment, since its capture does not say it. */
export class PaymentRequests {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  find(paymentId: string): KnownRequest | null {
    const row = this.#statements.find.get(paymentId) as
      | RequestTables['payment_requests']
      | undefined;
    if (row === undefined) return null;
    return {
      counterpart: row.counterpart,
      method: row.method as KnownRequest['method'],
      amountMinor: row.amount_minor,
      isUncertain: row.is_uncertain === 1,
    };
  }

  apply(event: LotEvent): void {
    const { asked, offered, uncertain } = this.#statements;
    if (event.type === 'PaymentRequested') {
      const { paymentId, provider, deviceId, method, amountMinor } = event;
      asked.run(paymentId, provider ?? deviceId ?? '', method, amountMinor);
    } else if (event.type === 'PaymentOffered') offered.run(event.provider, event.paymentId);
    else if (event.type === 'PaymentUncertain')
      uncertain.run({ isUncertain: 1, paymentId: event.paymentId });
    else if (event.type === 'PaymentCaptured' || event.type === 'PaymentFailed')
      uncertain.run({ isUncertain: 0, paymentId: event.paymentId });
  }
}

function prepare(database: Database) {
  return {
    find: database.prepare('SELECT * FROM payment_requests WHERE payment_id = ?'),
    asked: database.prepare('INSERT OR REPLACE INTO payment_requests VALUES (?, ?, ?, ?, 0)'),
    offered: database.prepare('UPDATE payment_requests SET counterpart = ? WHERE payment_id = ?'),
    uncertain: database.prepare(
      `UPDATE payment_requests SET is_uncertain = @isUncertain
       WHERE payment_id = @paymentId AND is_uncertain <> @isUncertain`,
    ),
  };
}
