import { useCallback, useEffect, useRef, useState } from 'react';
import { tellProblem } from '../../../app/notify.tsx';

/** Work that the reader waits for and may give up; whoever leaves gives it up as well. */
export function useLongWork() {
  const leave = useRef<AbortController | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => () => leave.current?.abort(), []);
  const run = useCallback(async (work: (signal: AbortSignal) => Promise<void>) => {
    const leaving = new AbortController();
    leave.current = leaving;
    setBusy(true);
    try {
      await work(leaving.signal);
    } catch (cause) {
      // Who gave it up knows why it ended.
      if (!leaving.signal.aborted) tellProblem(cause);
    } finally {
      if (leave.current === leaving) leave.current = null;
      setBusy(false);
    }
  }, []);
  const cancel = useCallback(() => leave.current?.abort(), []);
  return { isBusy, run, cancel };
}
