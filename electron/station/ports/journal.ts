import type { PlateRef } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';

/** A plate that this commit mentions for the first time: what the vault stores beside its reference. */
export interface VaultEntry {
  readonly ref: PlateRef;
  /** The plate in clear; encrypted before it touches the disk. */
  readonly clear: string;
}

/** What one commit makes durable, all or nothing. */
export interface Batch {
  /** Consecutive `seq`, following the last committed one. */
  readonly events: readonly RecordedEvent[];
  readonly vault: readonly VaultEntry[];
}

/** What a snapshot holds: everything `evolve` has built up to and including `seq`. */
export interface Snapshot {
  readonly seq: number;
  readonly state: unknown;
}

/** What `verify` found. `ok` or the first place that does not hold. */
export type Verification =
  | { readonly ok: true; readonly lastSeq: number; readonly seals: number }
  | { readonly ok: false; readonly seq: number; readonly what: string };

/** Which events a proof is of, and who asked for it. */
export interface ProofAbout {
  readonly lotId: string;
  readonly fromAt: Instant;
  /** The first instant that is not within. */
  readonly toAt: Instant;
  readonly madeAt: Instant;
  readonly madeBy: string;
}

export interface ProofPart {
  /** How far it is, 0 to 1. */
  readonly share: number;
  /** Whole lines. */
  readonly text: string;
}

/** Where events become durable. SQLite in the station; a simulation may replace it. */
export interface Journal {
  /** The last durable sequence number, 0 when empty. */
  readonly lastSeq: number;
  /**
   * Makes a batch durable in a worker thread, sealed by the hash chain. Batches commit in call order.
   * Rejects when the disk refuses (full, I/O error); from then on every commit rejects until `reopen`.
   */
  commit(batch: Batch): Promise<void>;
  /** Events after `after` in order, at most `limit`. */
  read(after: number, limit: number): readonly RecordedEvent[];
  /** The newest snapshot that is not past the last seal, or null. */
  loadSnapshot(): Snapshot | null;
  saveSnapshot(snapshot: Snapshot): Promise<void>;
  /** The plate behind a reference, or null when it was erased. */
  reveal(ref: PlateRef): string | null;
  /** The reference of a plate: HMAC-SHA-256 under the current pseudonym key, with its key id. */
  refOf(plate: string): PlateRef;
  /** Whether the vault already holds this reference, without touching the disk where possible. */
  holds(ref: PlateRef): boolean;
  /** Deletes a person's plate; the chain stays whole. */
  erase(ref: PlateRef): Promise<void>;
  /** Recomputes every seal from the rows. Slow; reports progress as a share from 0 to 1. */
  verify(progress?: (share: number) => void): Promise<Verification>;
  /** Events of a time with the seals over them, for whoever wants to check them elsewhere. */
  proof(about: ProofAbout, signal?: AbortSignal): AsyncGenerator<ProofPart, void, void>;
  /** The seal over an event, in hexadecimal digits; null for one that is not there yet. */
  sealOver(seq: number): { readonly seq: number; readonly hash: string } | null;
  /** After a failed commit: opens again, cuts back to the last seal. Rejects while the disk still refuses. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}
