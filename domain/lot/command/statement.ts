import type { StatementLine } from '../../statement/statement-book.ts';

/** Takes in a payment provider's statement, a part of it at a time. */
export interface ImportStatement {
  readonly type: 'ImportStatement';
  /** Null for the first part. */
  readonly importId: string | null;
  /** Both are those of the first part. */
  readonly fileName: string;
  readonly party: string;
  /** At most `EVENT_LINES_MAX`. */
  readonly lines: readonly StatementLine[];
}

export interface RemoveStatement {
  readonly type: 'RemoveStatement';
  readonly importId: string;
}

export type StatementCommand = ImportStatement | RemoveStatement;
