import type { SessionState } from '#domain/views/row-change.ts';
import type { Database } from '../journal/sqlite.ts';

/** Raised with every change of a table or of what a projection writes: other files are made anew. */
export const VIEWS_VERSION = 1;

/** The tables of `views.db` as Kysely knows them. */
export interface ViewsTables {
  readonly progress: {
    readonly id: 1;
    readonly last_seq: number;
    /** The journal's seal of `last_seq`: tells whether this is still the same journal. */
    readonly seal_hash: Uint8Array;
  };
  readonly lot: {
    readonly id: 1;
    readonly time_zone: string;
    readonly currency: string;
    readonly capacity: number;
  };
  readonly sessions: {
    /** The event that issued its ticket: later entries have greater ones. */
    readonly seq: number;
    readonly id: string;
    readonly ticket_number: string;
    readonly state: SessionState;
    readonly plate_ref: string | null;
    readonly vehicle_class: string;
    readonly slot_id: string | null;
    readonly entry_lane_id: string;
    readonly exit_lane_id: string | null;
    readonly entry_at: number;
    readonly exit_at: number | null;
    readonly paid_minor: number;
  };
  readonly payments: {
    readonly id: string;
    readonly session_id: string;
    readonly receipt_number: number;
    readonly at: number;
    readonly method: string;
    readonly amount_minor: number;
    readonly shift_id: string | null;
  };
  readonly quarters: {
    readonly start_at: number;
    readonly entries: number;
    readonly exits: number;
    readonly takings_minor: number;
    readonly overrides: number;
    readonly refusals: number;
    readonly inside: number;
    readonly peak_inside: number;
  };
  readonly slot_history: { readonly slot_id: string; readonly seq: number };
}

const SCHEMA = `
  CREATE TABLE progress (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    last_seq INTEGER NOT NULL,
    seal_hash BLOB NOT NULL
  ) STRICT;
  INSERT INTO progress VALUES (1, 0, x'');
  CREATE TABLE lot (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    time_zone TEXT NOT NULL,
    currency TEXT NOT NULL,
    capacity INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE sessions (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    ticket_number TEXT NOT NULL,
    state TEXT NOT NULL,
    plate_ref TEXT,
    vehicle_class TEXT NOT NULL,
    slot_id TEXT,
    entry_lane_id TEXT NOT NULL,
    exit_lane_id TEXT,
    entry_at INTEGER NOT NULL,
    exit_at INTEGER,
    paid_minor INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX sessions_by_state ON sessions (state, seq);
  CREATE INDEX sessions_by_ticket ON sessions (ticket_number);
  CREATE INDEX sessions_by_plate ON sessions (plate_ref) WHERE plate_ref IS NOT NULL;
  CREATE INDEX sessions_by_entry ON sessions (entry_at);
  CREATE INDEX sessions_by_exit ON sessions (exit_at, entry_at);
  CREATE TABLE payments (
    id TEXT PRIMARY KEY,
    session_id TEXT NOT NULL,
    receipt_number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    method TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    shift_id TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE quarters (
    start_at INTEGER PRIMARY KEY,
    entries INTEGER NOT NULL,
    exits INTEGER NOT NULL,
    takings_minor INTEGER NOT NULL,
    overrides INTEGER NOT NULL,
    refusals INTEGER NOT NULL,
    inside INTEGER NOT NULL,
    peak_inside INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE slot_history (
    slot_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (slot_id, seq)
  ) STRICT, WITHOUT ROWID;
`;

/** Whether a file holds the tables of this version. */
export function isCurrent(database: Database): boolean {
  return database.pragma('user_version', { simple: true }) === VIEWS_VERSION;
}

/** Writes the empty tables. */
export function createTables(database: Database): void {
  database.transaction(() => {
    database.exec(SCHEMA);
    database.pragma(`user_version = ${VIEWS_VERSION}`);
  })();
}
