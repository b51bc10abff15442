import type { StatementLine } from '../../statement/statement-book.ts';

/** What happens to statements of payment providers. Their lines stand in the journal alone. */
export type StatementEvent =
  | {
      readonly type: 'StatementImported';
      readonly importId: string;
      readonly fileName: string;
      /** Whose it is: a provider's name or a terminal's device id. */
      readonly party: string;
      /** 1 for the first part of the file. */
      readonly part: number;
      /** How many lines the part has. */
      readonly count: number;
      readonly lines: readonly StatementLine[];
    }
  | {
      readonly type: 'StatementRemoved';
      readonly importId: string;
      readonly fileName: string;
    };
