import type { LotEvent } from '#domain/lot/event.ts';
import type { Database, Statement } from '../journal/sqlite.ts';

/** Brings imported figures into their rows, and takes them out again. Within the views' transaction. */
export class HistoryWriter {
  readonly #add: Statement;
  readonly #remove: Statement;
  #revision = 0;

  constructor(database: Database) {
    this.#add = database.prepare('INSERT OR REPLACE INTO imported_readings VALUES (?, ?, ?, ?, ?)');
    this.#remove = database.prepare('DELETE FROM imported_readings WHERE import_id = ?');
  }

  /** Goes up with every import, and with every change of what is installed. */
  get revision(): number {
    return this.#revision;
  }

  apply(event: LotEvent): void {
    switch (event.type) {
      case 'HistoryImported':
        this.#revision += 1;
        for (const { series, readings } of event.series)
          for (const [at, inside, capacity] of readings)
            this.#add.run(series, at, event.importId, inside, capacity);
        return;
      case 'HistoryImportRemoved':
        this.#revision += 1;
        this.#remove.run(event.importId);
        return;
      case 'LotCreated':
      case 'LotChanged':
        this.#revision += 1;
        return;
      default:
        return;
    }
  }
}
