/**
 * What can go wrong with a journal, as errors with a code for programs and a sentence that a person
 * can act on. None of them ever carries a plate, a key or a ticket.
 */
export class JournalError extends Error {
  override readonly name: string = 'JournalError';
  readonly code: string;

  constructor(code: string, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

/** A commit failed: nothing more is recorded until `reopen()` succeeds. */
export class JournalHalted extends JournalError {
  override readonly name = 'JournalHalted';
}

/** The file does not hold what was once written to it. Nobody repairs that silently. */
export class JournalDamaged extends JournalError {
  override readonly name = 'JournalDamaged';
}

/** Another process, or this one, already holds the journal. */
export class JournalInUse extends JournalError {
  override readonly name = 'JournalInUse';
}

/** The keys are missing, readable by others, unreadable, or not the ones the journal was written with. */
export class JournalKeys extends JournalError {
  override readonly name = 'JournalKeys';
}

/** An error as it crosses from the worker thread: classes do not survive the crossing. */
export interface Failure {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

const CLASSES = { JournalError, JournalHalted, JournalDamaged, JournalInUse, JournalKeys } as const;

/** Flattens any error for the crossing. */
export function toFailure(error: unknown): Failure {
  if (error instanceof JournalError) {
    return { name: error.name, code: error.code, message: error.message };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { name: 'JournalError', code: 'journal-fault', message };
}

/** Restores the class that `toFailure` flattened. */
export function fromFailure(failure: Failure): JournalError {
  const known = (Object.keys(CLASSES) as (keyof typeof CLASSES)[]).find(
    (name) => name === failure.name,
  );
  return new CLASSES[known ?? 'JournalError'](failure.code, failure.message);
}
