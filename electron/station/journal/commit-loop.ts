import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { deflate } from 'node:zlib';
import { Committer } from './committer.ts';
import { toFailure } from './errors.ts';
import { haltedBy, logBusy, openFailure } from './failure.ts';
import type { NamedKey } from './key-files.ts';
import type { Head } from './recover.ts';
import { writeSnapshot } from './snapshots.ts';
import type { Database } from './sqlite.ts';
import { emptyLog, VaultWriter } from './vault-writer.ts';
import type { FromWorker, ToWorker } from './wire.ts';

/** A group is closed at this many rows even when more are waiting, so that nobody waits for long. */
const GROUP_MAX_ROWS = 8_192;
/** Snapshots are big and rarely read: speed counts for more than size. */
const SNAPSHOT_DEFLATE_LEVEL = 1;
/** How often, and for how long in all (a minute), an erasure waits for readers of the log. */
const EMPTY_LOG_RETRY_MS = 200;
const EMPTY_LOG_MAX_TRIES = 300;

export interface Opened {
  readonly file: string;
  readonly database: Database;
  readonly head: Head;
  readonly vaultKey: NamedKey;
}

/**
 * Takes whatever commits are waiting into one transaction and answers once it is on disk. Messages
 * keep their order. After a failed commit it does nothing more but close.
 */
export class CommitLoop {
  readonly #port: MessagePort;
  readonly #file: string;
  readonly #database: Database;
  readonly #committer: Committer;
  readonly #vault: VaultWriter;
  readonly #rows: string[] = [];
  readonly #plates: string[] = [];
  #commits = 0;
  #halted = false;
  #closed = false;
  #compressing: Promise<void> = Promise.resolve();

  constructor(port: MessagePort, { file, database, head, vaultKey }: Opened) {
    this.#port = port;
    this.#file = file;
    this.#database = database;
    this.#vault = new VaultWriter(database, vaultKey);
    this.#committer = new Committer(database, head, this.#vault);
  }

  start(): void {
    this.#port.on('message', (message: ToWorker) => this.#drain(message));
  }

  #drain(first: ToWorker): void {
    let message: ToWorker | undefined = first;
    while (message !== undefined) {
      this.#take(message);
      if (this.#rows.length >= GROUP_MAX_ROWS) this.#flush();
      message = receiveMessageOnPort(this.#port)?.message as ToWorker | undefined;
    }
    this.#flush();
  }

  #take(message: ToWorker): void {
    if (message.kind === 'commit') {
      if (this.#halted) return;
      for (const row of message.rows) this.#rows.push(row);
      for (const text of message.vault) this.#plates.push(text);
      this.#commits += 1;
      return;
    }
    this.#flush();
    if (message.kind === 'close') this.#close();
    else if (this.#halted) return;
    else if (message.kind === 'erase') this.#erase(message.id, message.ref);
    else this.#snapshot(message.id, message.seq, message.state);
  }

  #flush(): void {
    if (this.#commits === 0) return;
    try {
      this.#committer.write({ rows: this.#rows, vault: this.#plates });
      this.#post({
        kind: 'committed',
        commits: this.#commits,
        lastSeq: this.#committer.head.lastSeq,
      });
    } catch (error) {
      this.#halted = true;
      const halted = haltedBy(this.#file, this.#committer.head.lastSeq, error);
      this.#post({ kind: 'halted', failure: toFailure(halted) });
    }
    this.#rows.length = 0;
    this.#plates.length = 0;
    this.#commits = 0;
  }

  /** Compresses off this thread, so that commits go on meanwhile, then writes between two commits. */
  #snapshot(id: number, seq: number, state: Uint8Array): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#compressing = promise;
    deflate(state, { level: SNAPSHOT_DEFLATE_LEVEL }, (error, deflated) => {
      if (!this.#halted) {
        this.#attempt(id, () => {
          if (error !== null) throw error;
          writeSnapshot(this.#database, seq, deflated);
          return true;
        });
      }
      resolve();
    });
  }

  /** A plate is erased once no copy is left in the log; a reader may hold that up, but not the commits. */
  #erase(id: number, ref: string): void {
    try {
      this.#vault.erase(ref);
    } catch (error) {
      this.#post({ kind: 'failed', id, failure: toFailure(openFailure(this.#file, error)) });
      return;
    }
    this.#emptyLog(id, EMPTY_LOG_MAX_TRIES);
  }

  #emptyLog(id: number, triesLeft: number): void {
    if (this.#halted || this.#closed) return;
    this.#attempt(id, () => {
      if (emptyLog(this.#database)) return true;
      if (triesLeft === 0) throw logBusy(this.#file);
      setTimeout(() => this.#emptyLog(id, triesLeft - 1), EMPTY_LOG_RETRY_MS);
      return false;
    });
  }

  /** Answers a task unless it says, by false, that it is not finished. */
  #attempt(id: number, work: () => boolean): void {
    try {
      if (work()) this.#post({ kind: 'done', id });
    } catch (error) {
      this.#post({ kind: 'failed', id, failure: toFailure(openFailure(this.#file, error)) });
    }
  }

  #close(): void {
    this.#closed = true;
    void this.#compressing.then(() => {
      this.#database.close();
      this.#port.close();
    });
  }

  #post(message: FromWorker): void {
    this.#port.postMessage(message);
  }
}
