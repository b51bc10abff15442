import { GROUP_SCHEMA, type GroupTables } from './group-book.ts';

/** The cube of figures, the lists behind them, and occupancy over time. */
export interface StatsTables extends GroupTables {
  /** Every combination of a measure's dimensions that has come up; `dims` is a JSON array. */
  readonly fact_keys: { readonly id: number; readonly measure: string; readonly dims: string };
  /** By the hour of the lot's clock (some measures by the day); `at` is its first instant. */
  readonly facts: {
    readonly measure: string;
    readonly at: number;
    readonly key_id: number;
    readonly count: number;
    readonly amount: number;
  };
  /** Events behind a measure. */
  readonly listed: {
    readonly measure: string;
    readonly at: number;
    readonly seq: number;
    readonly key_id: number;
    readonly amount: number;
  };
  readonly occupancy_hours: {
    readonly at: number;
    readonly series: string;
    readonly capacity: number;
    readonly known_ms: number;
    readonly occupied_ms: number;
    readonly full_ms: number;
    readonly full_at: number | null;
    readonly least_inside: number;
    readonly most_inside: number;
    readonly last_inside: number;
  };
  /** What is installed as the rows know it, and up to when occupancy is counted. */
  readonly stats_state: {
    readonly id: 1;
    readonly lot: string | null;
    readonly counted_until: number | null;
  };
  /** What people did. */
  readonly audit: {
    readonly seq: number;
    readonly at: number;
    readonly actor: string;
    /** What it was done to, such as `slot:a1`; see `subjectOf`. */
    readonly subject: string | null;
    readonly session_id: string | null;
    readonly type: string;
  };
}

export const STATS_SCHEMA = `
  CREATE TABLE fact_keys (
    id INTEGER PRIMARY KEY,
    measure TEXT NOT NULL,
    dims TEXT NOT NULL,
    UNIQUE (measure, dims)
  ) STRICT;
  CREATE TABLE facts (
    measure TEXT NOT NULL,
    at INTEGER NOT NULL,
    key_id INTEGER NOT NULL,
    count INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (measure, at, key_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE listed (
    measure TEXT NOT NULL,
    at INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    key_id INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (measure, at, seq, key_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE occupancy_hours (
    at INTEGER NOT NULL,
    series TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    known_ms INTEGER NOT NULL,
    occupied_ms INTEGER NOT NULL,
    full_ms INTEGER NOT NULL,
    full_at INTEGER,
    least_inside INTEGER NOT NULL,
    most_inside INTEGER NOT NULL,
    last_inside INTEGER NOT NULL,
    PRIMARY KEY (at, series)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE stats_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    lot TEXT,
    counted_until INTEGER
  ) STRICT;
  INSERT INTO stats_state VALUES (1, NULL, NULL);
  CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    subject TEXT,
    session_id TEXT,
    type TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_by_time ON audit (at);
  CREATE INDEX audit_by_actor ON audit (actor, seq);
  CREATE INDEX audit_by_subject ON audit (subject, seq) WHERE subject IS NOT NULL;
  CREATE INDEX audit_by_session ON audit (session_id) WHERE session_id IS NOT NULL;
  ${GROUP_SCHEMA}
`;
