import type { Verification } from '../ports/journal.ts';
import type { Failure } from './errors.ts';
import type { NamedKey } from './key-files.ts';
import type { KeyMark } from './recover.ts';

/** What the threads of a journal say to each other. Rows cross as text, see `row.ts`. */
export type WorkerTask =
  | {
      readonly role: 'commit';
      readonly file: string;
      readonly vaultKey: NamedKey;
      readonly keyMarks: readonly KeyMark[];
    }
  | { readonly role: 'verify'; readonly file: string };

/** To the commit worker. Handled in the order they were sent. */
export type ToWorker =
  | { readonly kind: 'commit'; readonly rows: readonly string[]; readonly vault: readonly string[] }
  | { readonly kind: 'erase'; readonly id: number; readonly ref: string }
  | {
      readonly kind: 'snapshot';
      readonly id: number;
      readonly seq: number;
      readonly state: Uint8Array;
    }
  | { readonly kind: 'close' };

/** From the commit worker. */
export type FromWorker =
  | { readonly kind: 'opened'; readonly lastSeq: number }
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** The oldest `commits` commits still waiting are durable. */
  | { readonly kind: 'committed'; readonly commits: number; readonly lastSeq: number }
  /** A commit failed: it and everything after it was not recorded. */
  | { readonly kind: 'halted'; readonly failure: Failure }
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }
  | { readonly kind: 'warning'; readonly fields: object; readonly message: string };

/** From the verifying worker. */
export type FromVerifier =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'verified'; readonly verification: Verification }
  | { readonly kind: 'refused'; readonly failure: Failure };
