import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { assert, must } from '#domain/kernel/assert.ts';
import type { PlateRef } from '#domain/kernel/ids.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type {
  Batch,
  Journal,
  ProofAbout,
  ProofPart,
  Snapshot,
  Verification,
} from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import { JournalError, type JournalHalted } from './errors.ts';
import { EventReader } from './event-reader.ts';
import { openFailure } from './failure.ts';
import { type KeyRing, keyMark, openKeyRing } from './keys.ts';
import { type Lock, lockJournal } from './lock.ts';
import { journalProof, sealOver } from './proof.ts';
import type { KeyMark } from './recover.ts';
import { encodeRow } from './row.ts';
import { readSnapshot } from './snapshots.ts';
import { type Database, openDatabase, sqliteCode } from './sqlite.ts';
import { Vault } from './vault.ts';
import { CommitWorker, verifyInWorker, type WorkerEvents } from './worker-link.ts';

/** Commits that may wait for the disk at once: the runtime's inbox fills long before. */
const PENDING_MAX_COMMITS = 10_000;
/** Snapshots and erasures that may wait at once. */
const PENDING_MAX_TASKS = 1_000;

export interface JournalOptions {
  /** The lot's folder; the file is `journal.db` in it. Created when missing. */
  readonly dir: string;
  readonly log: Log;
  /** Where key files lie (created on first use). Give this or `keys`. */
  readonly keysDir?: string;
  /** Keys that were handed over, such as from the system's key store. */
  readonly keys?: KeyRing;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: JournalError) => void;
}

/**
 * Opens the journal of a lot for this station alone: creates it on first use, cuts it back to its last
 * seal, and starts the thread that writes it.
 * @throws JournalInUse, JournalDamaged, JournalKeys, JournalHalted (the disk refuses), JournalError
 */
export async function openJournal(options: JournalOptions): Promise<SqliteJournal> {
  mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  const keys = options.keys ?? openKeyRing(must(options.keysDir, 'a journal needs keys'));
  const lock = lockJournal(options.dir);
  try {
    return await SqliteJournal.open(join(options.dir, 'journal.db'), keys, options.log, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The journal over SQLite. See the port for what each method promises. */
export class SqliteJournal implements Journal {
  readonly file: string;
  readonly #keys: KeyRing;
  readonly #log: Log;
  readonly #lock: Lock;
  #worker!: CommitWorker;
  #database!: Database;
  #events!: EventReader;
  #vault!: Vault;
  #commits: Waiting[] = [];
  readonly #tasks = new Map<number, Waiting>();
  #lastTask = 0;
  #lastSeq = 0;
  #lastSentSeq = 0;
  #halted: JournalHalted | null = null;
  #reopening: Promise<void> | null = null;
  #closed = false;

  private constructor(file: string, keys: KeyRing, log: Log, lock: Lock) {
    this.file = file;
    this.#keys = keys;
    this.#log = log;
    this.#lock = lock;
  }

  static async open(file: string, keys: KeyRing, log: Log, lock: Lock): Promise<SqliteJournal> {
    const journal = new SqliteJournal(file, keys, log, lock);
    await journal.#start();
    return journal;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Why commits are refused, or null while all is well. */
  get halted(): JournalHalted | null {
    return this.#halted;
  }

  async commit(batch: Batch): Promise<void> {
    this.#refuseUnlessOpen();
    assert(this.#commits.length < PENDING_MAX_COMMITS, 'the runtime waits for its commits');
    const rows: string[] = [];
    let seq = this.#lastSentSeq;
    for (const event of batch.events) {
      seq += 1;
      assert(event.seq === seq, `event ${event.seq} does not follow event ${seq - 1}`);
      rows.push(encodeRow(event));
    }
    const vault: string[] = [];
    for (const { ref, clear } of batch.vault) {
      vault.push(ref, clear);
      this.#vault.noteSent(ref);
    }
    this.#worker.post({ kind: 'commit', rows, vault });
    this.#lastSentSeq = seq;
    return new Promise((resolve, reject) => {
      this.#commits.push({ resolve, reject });
    });
  }

  read(after: number, limit: number): readonly RecordedEvent[] {
    return this.#reading(() => this.#events.read(after, this.#lastSeq, limit));
  }

  loadSnapshot(): Snapshot | null {
    return this.#reading(() => readSnapshot(this.#database, this.#lastSeq, this.#log));
  }

  async saveSnapshot(snapshot: Snapshot): Promise<void> {
    this.#refuseUnlessOpen();
    assert(snapshot.seq > 0 && snapshot.seq <= this.#lastSentSeq, 'a snapshot stands on a commit');
    const bytes = serialize(snapshot.state);
    // A copy of its own, because a pooled buffer cannot change threads.
    const state = new Uint8Array(bytes);
    await this.#task((id) => {
      this.#worker.post({ kind: 'snapshot', id, seq: snapshot.seq, state }, [state.buffer]);
    });
  }

  reveal(ref: PlateRef): string | null {
    return this.#reading(() => this.#vault.reveal(ref));
  }

  refOf(plate: string): PlateRef {
    return this.#vault.refOf(plate);
  }

  holds(ref: PlateRef): boolean {
    return this.#reading(() => this.#vault.holds(ref));
  }

  async erase(ref: PlateRef): Promise<void> {
    this.#refuseUnlessOpen();
    const finished = this.#vault.erasing(ref);
    try {
      await this.#task((id) => this.#worker.post({ kind: 'erase', id, ref }));
    } finally {
      finished();
    }
  }

  async verify(progress: (share: number) => void = () => {}): Promise<Verification> {
    return await verifyInWorker(this.file, progress);
  }

  proof(about: ProofAbout, signal?: AbortSignal): AsyncGenerator<ProofPart, void, void> {
    return journalProof(this.file, about, signal);
  }

  sealOver(seq: number): { readonly seq: number; readonly hash: string } | null {
    return this.#reading(() => sealOver(this.#database, seq));
  }

  async reopen(): Promise<void> {
    if (this.#closed) throw closedError();
    if (this.#halted === null) return;
    this.#reopening ??= this.#restart().finally(() => {
      this.#reopening = null;
    });
    await this.#reopening;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    // Who asked for the reopening is told how it went; here only its end matters.
    await this.#reopening?.catch(() => {});
    // The writer closes last, so that it is the one to move the log into the file.
    this.#database.close();
    await this.#worker.close();
    this.#rejectWaiting(closedError());
    this.#lock.release();
  }

  /** The reader stays as it is until a new one is there: consoles go on reading what is recorded. */
  async #restart(): Promise<void> {
    const reader = this.#database;
    await this.#worker.close();
    await this.#start();
    reader.close();
    this.#log.info({ lastSeq: this.#lastSeq }, 'the journal takes events again');
  }

  async #start(): Promise<void> {
    const { worker, lastSeq } = await CommitWorker.start(
      {
        role: 'commit',
        file: this.file,
        vaultKey: this.#keys.vaultKeys.current,
        keyMarks: marksOf(this.#keys),
      },
      this.#workerEvents(),
    );
    try {
      this.#database = openDatabase(this.file, { readonly: true });
      this.#events = new EventReader(this.#database, this.file);
      this.#vault ??= new Vault(this.#keys, this.#log);
      this.#vault.attach(this.#database);
    } catch (error) {
      await worker.close();
      throw openFailure(this.file, error);
    }
    this.#worker = worker;
    this.#lastSeq = lastSeq;
    this.#lastSentSeq = lastSeq;
    this.#halted = null;
  }

  #workerEvents(): WorkerEvents {
    return {
      committed: (commits, lastSeq) => {
        this.#lastSeq = lastSeq;
        for (const waiting of this.#commits.splice(0, commits)) waiting.resolve();
      },
      halted: (error) => {
        if (this.#halted !== null) return;
        this.#halted = error;
        this.#log.error(
          { file: this.file, code: error.code, lastSeq: this.#lastSeq },
          error.message,
        );
        this.#rejectWaiting(error);
      },
      settled: (id, error) => {
        const waiting = this.#tasks.get(id);
        this.#tasks.delete(id);
        if (error === null) waiting?.resolve();
        else waiting?.reject(error);
      },
      warning: (fields, message) => this.#log.warn(fields, message),
    };
  }

  #task(post: (id: number) => void): Promise<void> {
    assert(this.#tasks.size < PENDING_MAX_TASKS, 'snapshots and erasures are rare');
    this.#lastTask += 1;
    const id = this.#lastTask;
    return new Promise((resolve, reject) => {
      this.#tasks.set(id, { resolve, reject });
      post(id);
    });
  }

  #rejectWaiting(error: JournalError): void {
    for (const waiting of this.#commits.splice(0)) waiting.reject(error);
    for (const waiting of this.#tasks.values()) waiting.reject(error);
    this.#tasks.clear();
  }

  #refuseUnlessOpen(): void {
    if (this.#closed) throw closedError();
    if (this.#halted !== null) throw this.#halted;
  }

  #reading<T>(work: () => T): T {
    if (this.#closed) throw closedError();
    try {
      return work();
    } catch (error) {
      throw sqliteCode(error) === null ? error : openFailure(this.file, error);
    }
  }
}

function closedError(): JournalError {
  return new JournalError('journal-closed', 'The journal is closed.');
}

/** The keys that plates depend on; the others can be replaced at any time. */
function marksOf(keys: KeyRing): readonly KeyMark[] {
  return [
    ...keys.pseudonymKeys.all.map(({ keyId, key }) => ({
      purpose: 'pseudonym',
      keyId,
      mark: keyMark(key),
    })),
    ...keys.vaultKeys.all.map(({ keyId, key }) => ({
      purpose: 'vault',
      keyId,
      mark: keyMark(key),
    })),
  ];
}
