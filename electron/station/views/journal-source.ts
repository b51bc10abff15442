import type { RecordedEvent } from '#domain/lot/event.ts';
import { EventReader } from '../journal/event-reader.ts';
import { type Database, openDatabase, type Statement } from '../journal/sqlite.ts';
import type { SealMark } from './views-writer.ts';

/** The journal as the read models see it: read-only, and only what is sealed. */
export class JournalSource {
  readonly #database: Database;
  readonly #reader: EventReader;
  readonly #nextSeal: Statement;

  /** @throws SqliteError for a file that is not there or cannot be read */
  constructor(path: string) {
    this.#database = openDatabase(path, { readonly: true });
    this.#reader = new EventReader(this.#database, path);
    this.#nextSeal = this.#database.prepare(
      `SELECT last_seq AS seq, hash FROM seals WHERE last_seq = coalesce(
         (SELECT max(last_seq) FROM seals WHERE last_seq > @after AND last_seq <= @upTo),
         (SELECT min(last_seq) FROM seals WHERE last_seq > @after))`,
    );
  }

  /** The last sealed event, 0 for an empty journal. */
  get lastSeq(): number {
    const last = this.#database.prepare('SELECT max(last_seq) FROM seals').pluck().get();
    return (last as number | null) ?? 0;
  }

  /**
   * Sealed events after `after`, about `limit` of them: always whole commits, so that the rows stand
   * on a seal. Null when there are none.
   */
  read(
    after: number,
    limit: number,
  ): { readonly events: readonly RecordedEvent[]; readonly seal: SealMark } | null {
    const seal = this.#nextSeal.get({ after, upTo: after + limit }) as SealMark | undefined;
    if (seal === undefined) return null;
    return { events: this.#reader.read(after, seal.seq, seal.seq - after), seal };
  }

  /** Single events by their place, in the order asked for. */
  readEach(seqs: readonly number[]): readonly RecordedEvent[] {
    return seqs.flatMap((seq) => this.#reader.read(seq - 1, seq, 1));
  }

  /** Whether the journal still holds the seal that some rows were made from. */
  holds({ seq, hash }: SealMark): boolean {
    if (seq === 0) return true;
    const found = this.#database
      .prepare('SELECT hash FROM seals WHERE last_seq = ?')
      .pluck()
      .get(seq) as Uint8Array | undefined;
    return found !== undefined && Buffer.from(found).equals(hash);
  }

  close(): void {
    this.#database.close();
  }
}
