import type { MarkKind, TicketEnd } from '#domain/views/ledger.ts';

/** The tables of the ledger of tickets and validations, as Kysely knows them. */
export interface LedgerTables {
  readonly ledger_tickets: {
    readonly session_id: string;
    readonly issued_at: number;
    readonly ended_at: number | null;
    readonly how: TicketEnd | null;
    readonly lost: 0 | 1;
  };
  readonly ledger_marks: {
    readonly seq: number;
    readonly at: number;
    readonly kind: MarkKind;
    readonly session_id: string | null;
    readonly lane_id: string | null;
    readonly amount_minor: number | null;
    readonly by: string;
    readonly reason: string;
  };
  readonly validations: {
    readonly id: string;
    readonly at: number;
    readonly shop_id: string;
    readonly offer_id: string;
    readonly session_id: string;
    readonly by: string;
    readonly has_code: 0 | 1;
  };
  /** What a shop gave for a stay; more than one row where the fee changed after a payment. */
  readonly validation_values: {
    readonly seq: number;
    readonly at: number;
    readonly shop_id: string;
    readonly session_id: string;
    readonly value_minor: number;
  };
}

/**
 * Longer stays are few, and have indices of their own: whoever was inside at an instant is then found
 * among those that left within this time, and those, whatever the length of the history.
 */
export const LONG_MS = 14 * 24 * 3_600_000;

export const LEDGER_SCHEMA = `
  CREATE TABLE ledger_tickets (
    session_id TEXT PRIMARY KEY,
    issued_at INTEGER NOT NULL,
    ended_at INTEGER,
    how TEXT,
    lost INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX ledger_tickets_by_end ON ledger_tickets (ended_at, issued_at);
  CREATE INDEX ledger_tickets_by_issue ON ledger_tickets (issued_at);
  CREATE INDEX ledger_tickets_long ON ledger_tickets (ended_at, issued_at)
    WHERE ended_at - issued_at > ${LONG_MS};
  CREATE INDEX ledger_tickets_otherwise ON ledger_tickets (ended_at, how) WHERE how <> 'collected';
  CREATE TABLE ledger_marks (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    session_id TEXT,
    lane_id TEXT,
    amount_minor INTEGER,
    by TEXT NOT NULL,
    reason TEXT NOT NULL
  ) STRICT;
  CREATE INDEX ledger_marks_by_time ON ledger_marks (at);
  CREATE TABLE validations (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    shop_id TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    by TEXT NOT NULL,
    has_code INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX validations_by_time ON validations (at);
  CREATE TABLE validation_values (
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    shop_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    value_minor INTEGER NOT NULL,
    PRIMARY KEY (session_id, shop_id, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX validation_values_by_time ON validation_values (at);
`;
