import type { PaymentRowData, SessionRowData, SessionState } from '#domain/views/row-change.ts';
import type { Database } from '../journal/sqlite.ts';
import { DEFERRAL_SCHEMA } from './deferral-schema.ts';
import { HISTORY_SCHEMA, type HistoryTables } from './history-schema.ts';
import { LEDGER_SCHEMA, type LedgerTables, LONG_MS } from './ledger-schema.ts';
import { REQUEST_SCHEMA } from './payment-requests.ts';
import { STATS_SCHEMA, type StatsTables } from './stats-schema.ts';
import { TARIFF_SCHEMA, type TariffTables } from './tariff-schema.ts';

/** Raised with every change of a table or of what a projection writes: other files are made anew. */
export const VIEWS_VERSION = 13;

/** The tables of `views.db` as Kysely knows them. */
export interface ViewsTables extends LedgerTables, TariffTables, StatsTables, HistoryTables {
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
    readonly due_minor: number;
    readonly by_hand: 0 | 1;
    /** By what right it came in. */
    readonly right_kind: SessionRowData['right'];
  };
  readonly payments: {
    readonly receipt_number: number;
    /** The event that moved the money. */
    readonly seq: number;
    readonly payment_id: string;
    readonly purpose: NonNullable<PaymentRowData['purpose']>;
    readonly lane_id: string | null;
    readonly kind: PaymentRowData['kind'];
    readonly session_id: string | null;
    readonly at: number;
    readonly by: string;
    readonly method: PaymentRowData['method'];
    readonly amount_minor: number;
    readonly shift_id: string | null;
    readonly unmatched: 0 | 1;
  };
  readonly shifts: {
    readonly id: string;
    readonly by: string;
    readonly opened_at: number;
    readonly float_minor: number;
    readonly moved_minor: number;
    readonly closed_at: number | null;
    readonly closed_by: string | null;
    readonly close_number: number | null;
    readonly expected_minor: number | null;
    readonly counted_minor: number | null;
  };
  /** The events of a shift itself: opened, cash moved, closed. */
  readonly shift_history: { readonly shift_id: string; readonly seq: number };
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
  /** What cameras saw of vehicles, read or not. */
  readonly read_pictures: {
    readonly seq: number;
    readonly at: number;
    readonly lane_id: string;
    readonly plate_ref: string | null;
    readonly picture_id: string;
  };
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
    paid_minor INTEGER NOT NULL,
    due_minor INTEGER NOT NULL,
    by_hand INTEGER NOT NULL,
    right_kind TEXT NOT NULL
  ) STRICT;
  CREATE INDEX sessions_by_state ON sessions (state, seq);
  CREATE INDEX sessions_by_ticket ON sessions (ticket_number);
  CREATE INDEX sessions_by_plate ON sessions (plate_ref) WHERE plate_ref IS NOT NULL;
  CREATE INDEX sessions_by_entry ON sessions (entry_at);
  CREATE INDEX sessions_by_exit ON sessions (exit_at, entry_at);
  CREATE INDEX sessions_long ON sessions (exit_at) WHERE exit_at - entry_at > ${LONG_MS};
  CREATE INDEX sessions_unpaid ON sessions (exit_at) WHERE by_hand = 1 AND due_minor > 0;
  CREATE TABLE payments (
    receipt_number INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    payment_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    lane_id TEXT,
    kind TEXT NOT NULL,
    session_id TEXT,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    method TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    shift_id TEXT,
    unmatched INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX payments_by_id ON payments (payment_id);
  CREATE INDEX payments_by_session ON payments (session_id) WHERE session_id IS NOT NULL;
  CREATE INDEX payments_by_shift ON payments (shift_id) WHERE shift_id IS NOT NULL;
  CREATE INDEX payments_by_time ON payments (at);
  CREATE TABLE shifts (
    id TEXT PRIMARY KEY,
    by TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    float_minor INTEGER NOT NULL,
    moved_minor INTEGER NOT NULL,
    closed_at INTEGER,
    closed_by TEXT,
    close_number INTEGER,
    expected_minor INTEGER,
    counted_minor INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX shifts_by_time ON shifts (opened_at);
  CREATE TABLE shift_history (
    shift_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (shift_id, seq)
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
  CREATE TABLE read_pictures (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    lane_id TEXT NOT NULL,
    plate_ref TEXT,
    picture_id TEXT NOT NULL
  ) STRICT;
  CREATE INDEX read_pictures_by_lane ON read_pictures (lane_id, at);
`;

/** Whether a file holds the tables of this version. */
export function isCurrent(database: Database): boolean {
  return database.pragma('user_version', { simple: true }) === VIEWS_VERSION;
}

/** Writes the empty tables. */
export function createTables(database: Database): void {
  database.transaction(() => {
    database.exec(SCHEMA);
    database.exec(LEDGER_SCHEMA);
    database.exec(TARIFF_SCHEMA);
    database.exec(STATS_SCHEMA);
    database.exec(DEFERRAL_SCHEMA);
    database.exec(REQUEST_SCHEMA);
    database.exec(HISTORY_SCHEMA);
    database.pragma(`user_version = ${VIEWS_VERSION}`);
  })();
}
