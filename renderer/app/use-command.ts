import { useCallback, useRef, useState } from 'react';
import { isTransient } from '../link/errors.ts';
import { newId } from './new-id.ts';
import { tellProblem } from './notify.tsx';

/** A write under way or its outcome; `run` resolves to whether it went through. */
export interface Command<I> {
  readonly busy: boolean;
  run(input: I): Promise<boolean>;
}

/**
 * A write with its own id. A write that nobody answered keeps its id when it is repeated, so the
 * station does it once; any other outcome is told and the next try is a new command.
 */
export function useCommand<I, O>(
  call: (input: I, commandId: string) => Promise<O>,
  then?: (output: O, input: I) => void,
  orElse: (cause: unknown) => void = tellProblem,
): Command<I> {
  const [busy, setBusy] = useState(false);
  const pending = useRef<{ readonly key: string; readonly id: string } | null>(null);
  const latest = useRef({ call, then, orElse });
  latest.current = { call, then, orElse };
  const run = useCallback(async (input: I) => {
    const key = JSON.stringify(input);
    const before = pending.current;
    const id = before !== null && before.key === key ? before.id : newId();
    pending.current = { key, id };
    setBusy(true);
    try {
      const output = await latest.current.call(input, id);
      pending.current = null;
      latest.current.then?.(output, input);
      return true;
    } catch (cause) {
      if (!isTransient(cause)) pending.current = null;
      latest.current.orElse(cause);
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  return { busy, run };
}
