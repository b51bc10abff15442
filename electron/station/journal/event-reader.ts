import type { Actor } from '#domain/lot/actor.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { upcast } from '#domain/lot/upcast.ts';
import { damaged, openFailure } from './failure.ts';
import type { Database, Statement } from './sqlite.ts';

type Row = readonly [seq: number, at: number, actor: string, commandId: string, body: string];

/** Reads events back from rows. */
export class EventReader {
  readonly #file: string;
  readonly #select: Statement;

  constructor(database: Database, file: string) {
    this.#file = file;
    this.#select = database
      .prepare(
        'SELECT seq, at, actor, command_id, body FROM events WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?',
      )
      .raw();
  }

  /**
   * Events after `after` up to `upTo`, at most `limit`.
   * @throws JournalDamaged when one is missing or unreadable, naming it
   */
  read(after: number, upTo: number, limit: number): readonly RecordedEvent[] {
    let rows: Row[];
    try {
      rows = this.#select.all(after, upTo, limit) as Row[];
    } catch (error) {
      throw openFailure(this.#file, error);
    }
    const expected = Math.max(0, Math.min(limit, upTo - after));
    if (rows.length < expected) throw damaged(this.#file, `events after ${after} are missing`);
    return rows.map((row, index) => this.#parse(row, after + 1 + index));
  }

  #parse([seq, at, actor, commandId, body]: Row, expected: number): RecordedEvent {
    if (seq !== expected) throw damaged(this.#file, `event ${expected} is missing`);
    try {
      return {
        seq,
        at,
        actor: JSON.parse(actor) as Actor,
        commandId,
        event: upcast(JSON.parse(body)),
      };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      throw damaged(this.#file, `event ${seq} cannot be read: ${detail}`);
    }
  }
}
