import { useEffect, useRef, useState } from 'react';
import { useDraft } from '../draft/draft-store.ts';
import { getAt, type Path } from '../draft/paths.ts';
import { useProblemAt } from '../draft/use-checked.ts';

/** What every field of the draft is given. */
export interface FieldProps {
  readonly at: Path;
  readonly label: string;
  /** Empty is a value: the field is taken away. */
  readonly optional?: boolean;
  readonly w?: number | string;
}

/** A value of the draft with what is wrong there. */
export function useField(at: Path) {
  const value = useDraft(({ draft }) => getAt(draft, at));
  const set = useDraft((state) => state.set);
  const problem = useProblemAt(at);
  return { value, problem, put: (next: unknown) => set(at, next) };
}

export type ReadText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

/**
 * A field whose value is typed as text. What is no value stays in the field, is named beside it, and
 * keeps the tariff from being published; the draft keeps the value before.
 */
export function useTypedField(
  at: Path,
  write: (value: unknown) => string,
  read: (text: string) => ReadText,
) {
  const { value, problem, put } = useField(at);
  const setBad = useDraft((state) => state.setBad);
  const [text, setText] = useState(() => write(value));
  const latest = useRef({ text, read, write });
  latest.current = { text, read, write };
  // Another hand changed it: undo, the text side, another tariff. What is being typed stays as it is.
  useEffect(() => {
    const now = latest.current;
    const got = now.read(now.text);
    if (got.ok && got.value === value) return;
    setText(now.write(value));
    setBad(at, null);
  }, [value, at, setBad]);
  useEffect(() => () => setBad(at, null), [at, setBad]);
  const type = (next: string) => {
    setText(next);
    const got = read(next);
    setBad(at, got.ok ? null : got.message);
    if (got.ok && got.value !== value) put(got.value);
  };
  return { text, problem, type };
}
