/** What was paid ahead and how it is earned; see `domain/stats/deferral.ts`. */
export interface DeferralTables {
  readonly deferral_heads: {
    readonly key: string;
    readonly kind: string;
    readonly received_minor: number;
    readonly from_at: number | null;
    readonly to_at: number | null;
    readonly kept_minor: number | null;
  };
  readonly deferral_postings: {
    readonly id: number;
    readonly key: string;
    readonly kind: string;
    readonly amount_minor: number;
    readonly from_at: number;
    readonly to_at: number | null;
    /** From when on nothing more of it is earned, and what was earned by then; null while it waits. */
    readonly final_at: number | null;
    readonly final_minor: number;
    readonly is_open: 0 | 1;
  };
  readonly deferral_moves: {
    readonly id: number;
    readonly kind: string;
    readonly at: number;
    readonly amount_minor: number;
  };
  readonly deferral_payments: { readonly payment_id: string; readonly key: string };
}

export const DEFERRAL_SCHEMA = `
  CREATE TABLE deferral_heads (
    key TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    received_minor INTEGER NOT NULL,
    from_at INTEGER,
    to_at INTEGER,
    kept_minor INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE deferral_postings (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER,
    final_at INTEGER,
    final_minor INTEGER NOT NULL,
    is_open INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX deferral_postings_by_key ON deferral_postings (key);
  CREATE INDEX deferral_postings_by_end
    ON deferral_postings (final_at, kind, final_minor) WHERE final_at IS NOT NULL;
  CREATE TABLE deferral_moves (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX deferral_moves_by_time ON deferral_moves (at, kind, amount_minor);
  CREATE TABLE deferral_payments (
    payment_id TEXT PRIMARY KEY,
    key TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX deferral_payments_by_key ON deferral_payments (key);
`;
