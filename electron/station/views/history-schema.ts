/** Figures that were imported from files. */
export interface HistoryTables {
  readonly imported_readings: {
    readonly series: string;
    readonly at: number;
    readonly import_id: string;
    readonly inside: number;
    /** Slots at that time. */
    readonly capacity: number;
  };
}

export const HISTORY_SCHEMA = `
  CREATE TABLE imported_readings (
    series TEXT NOT NULL,
    at INTEGER NOT NULL,
    import_id TEXT NOT NULL,
    inside REAL NOT NULL,
    capacity REAL NOT NULL,
    PRIMARY KEY (series, at, import_id)
  ) STRICT, WITHOUT ROWID;
`;
