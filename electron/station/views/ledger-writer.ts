import type { RecordedEvent } from '#domain/lot/event.ts';
import type { LedgerChange } from '#domain/views/ledger.ts';
import { ledgerChangesOf } from '#domain/views/ledger.ts';
import type { Database } from '../journal/sqlite.ts';

/** Brings events into the ledger's rows. Runs within the views' transaction, after their other rows. */
export class LedgerWriter {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  /** @throws SqliteError */
  apply(recorded: RecordedEvent): void {
    for (const change of ledgerChangesOf(recorded)) this.#write(change, recorded);
  }

  #write(change: LedgerChange, { seq, at }: RecordedEvent): void {
    const statements = this.#statements;
    switch (change.kind) {
      case 'issued':
        statements.issued.run(change.sessionId, at);
        return;
      case 'ended':
        statements.ended.run({ sessionId: change.sessionId, at, how: change.how });
        return;
      case 'number':
        statements.lost.run(change.lost ? 1 : 0, change.sessionId);
        statements.number.run(change.ticketNumber, change.sessionId);
        return;
      case 'mark': {
        const { amountMinor, kind: _, ...mark } = change;
        const isDue = amountMinor === 'due';
        statements[isDue ? 'markDue' : 'mark'].run({
          ...mark,
          seq,
          at,
          ...(!isDue && { amountMinor }),
        });
        return;
      }
      case 'validation':
        statements.validation.run({ ...change, at, hasCode: change.hasCode ? 1 : 0 });
        return;
      case 'validation-gone':
        statements.validationGone.run(change.id);
        return;
      case 'validation-value':
        statements.validationValue.run({ ...change, seq, at });
        return;
    }
  }
}

function prepare(database: Database) {
  return {
    issued: database.prepare('INSERT INTO ledger_tickets VALUES (?, ?, NULL, NULL, 0)'),
    ended: database.prepare(
      `UPDATE ledger_tickets SET ended_at = @at, how = CASE
         WHEN @how <> 'collected' THEN @how
         WHEN (SELECT by_hand FROM sessions WHERE id = @sessionId) = 1 THEN 'by-hand'
         WHEN lost = 1 THEN 'lost'
         ELSE 'collected' END
       WHERE session_id = @sessionId`,
    ),
    lost: database.prepare('UPDATE ledger_tickets SET lost = ? WHERE session_id = ?'),
    number: database.prepare('UPDATE sessions SET ticket_number = ? WHERE id = ?'),
    mark: database.prepare(
      'INSERT INTO ledger_marks VALUES (@seq, @at, @mark, @sessionId, @laneId, @amountMinor, @by, @reason)',
    ),
    markDue: database.prepare(
      `INSERT INTO ledger_marks VALUES (@seq, @at, @mark, @sessionId, @laneId,
         (SELECT due_minor FROM sessions WHERE id = @sessionId), @by, @reason)`,
    ),
    validation: database.prepare(
      'INSERT INTO validations VALUES (@id, @at, @shopId, @offerId, @sessionId, @by, @hasCode)',
    ),
    validationGone: database.prepare('DELETE FROM validations WHERE id = ?'),
    validationValue: database.prepare(
      `INSERT INTO validation_values SELECT @seq, @at, @shopId, @sessionId,
         @valueMinor - coalesce(sum(value_minor), 0)
       FROM validation_values WHERE session_id = @sessionId AND shop_id = @shopId`,
    ),
  };
}
