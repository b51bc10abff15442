import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReportAsked } from '#domain/contract/reports.ts';
import type { ReportDocument } from '#domain/reports/document.ts';
import { useStation } from '../../../link/station.ts';

export interface ReportState {
  /** The last one made, while the next is under way. */
  readonly document: ReportDocument | null;
  /** How far the next one is, 0 to 1; null while none is made. */
  readonly share: number | null;
  readonly problem: 'cancelled' | 'failed' | null;
}

/** Makes the report that is asked for, again whenever something else is; the one before is given up. */
export function useReport(asked: ReportAsked) {
  const { client } = useStation();
  const [state, setState] = useState<ReportState>({ document: null, share: 0, problem: null });
  const leave = useRef<AbortController | null>(null);
  const [turn, setTurn] = useState(0);
  const key = JSON.stringify(asked);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn asks again.
  useEffect(() => {
    const leaving = new AbortController();
    leave.current = leaving;
    setState(({ document }) => ({ document, share: 0, problem: null }));
    const { signal } = leaving;
    const run = async () => {
      try {
        const told = await client.reports.watch(JSON.parse(key) as ReportAsked, { signal });
        for await (const message of told) {
          if (signal.aborted) return;
          if (message.kind === 'progress')
            setState((now) => ({ ...now, share: message.share, problem: null }));
          else setState({ document: message.document, share: null, problem: null });
        }
      } catch {
        // What went wrong is worded by the view, with a way to try again.
        if (leave.current === leaving)
          setState((now) => ({
            ...now,
            share: null,
            problem: signal.aborted ? 'cancelled' : 'failed',
          }));
      }
    };
    void run();
    return () => {
      leave.current = null;
      leaving.abort();
    };
  }, [client, key, turn]);
  const cancel = useCallback(() => leave.current?.abort(), []);
  const again = useCallback(() => setTurn((now) => now + 1), []);
  return { ...state, cancel, again };
}
