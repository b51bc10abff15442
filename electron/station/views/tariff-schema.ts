/** The tables behind the history of tariffs and prices, and behind what-if. */
export interface TariffTables {
  /** Validations of sessions: what they paid follows from these as well. */
  readonly session_discounts: {
    readonly session_id: string;
    readonly validation_id: string;
    /** JSON. */
    readonly discount: string;
  };
  /** Published and withdrawn. */
  readonly tariff_history: { readonly seq: number; readonly version: number };
  readonly price_history: { readonly seq: number; readonly at: number };
}

export const TARIFF_SCHEMA = `
  CREATE TABLE session_discounts (
    session_id TEXT NOT NULL,
    validation_id TEXT NOT NULL,
    discount TEXT NOT NULL,
    PRIMARY KEY (session_id, validation_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE tariff_history (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE price_history (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX price_history_by_time ON price_history (at);
`;
