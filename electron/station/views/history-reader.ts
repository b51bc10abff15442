import type { ImportedReading } from '#domain/history/read-rows.ts';
import type { Database, Statement } from '../journal/sqlite.ts';

/** Asks for imported figures. */
export class HistoryReader {
  readonly #latest: Statement;

  constructor(database: Database) {
    this.#latest = database.prepare(
      `SELECT r.series, r.at, r.inside, r.capacity
       FROM (SELECT series, max(at) AS last FROM imported_readings GROUP BY series) s
       JOIN imported_readings r ON r.series = s.series AND r.at > s.last - ?
       ORDER BY r.series, r.at, r.import_id`,
    );
  }

  /** Of each series the readings of the last `lengthMs` of them, in order of time. */
  latest(lengthMs: number): readonly ImportedReading[] {
    return this.#latest.all(lengthMs) as readonly ImportedReading[];
  }
}
