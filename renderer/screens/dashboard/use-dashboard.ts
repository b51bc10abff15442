import { useCallback, useEffect, useState } from 'react';
import type { DashboardAsked } from '#domain/contract/dashboard.ts';
import type { Dashboard } from '#domain/dashboard/dashboard.ts';
import { backoffMs, waitMs } from '../../link/backoff.ts';
import { isTransient } from '../../link/errors.ts';
import { useLinkStatus } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';

export interface DashboardState {
  /** The last one told, while another is under way. */
  readonly dashboard: Dashboard | null;
  readonly isWaiting: boolean;
  readonly hasFailed: boolean;
}

const START: DashboardState = { dashboard: null, isWaiting: true, hasFailed: false };

/**
 * The dashboard that is asked for, told anew by the station whenever its figures have changed. A lost
 * connection asks again; what the station refuses is left to the reader.
 */
export function useDashboard(asked: DashboardAsked): DashboardState & { again(): void } {
  const { client } = useStation();
  const online = useLinkStatus((status) => status.phase === 'online');
  const epoch = useLinkStatus((status) => status.epoch);
  const [state, setState] = useState(START);
  const [turn, setTurn] = useState(0);
  const key = JSON.stringify(asked);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection and another turn ask again.
  useEffect(() => {
    if (!online) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    setState(({ dashboard }) => ({ dashboard, isWaiting: true, hasFailed: false }));
    const follow = async (attempt: number): Promise<void> => {
      try {
        const told = await client.dashboard.watch(JSON.parse(key) as DashboardAsked, { signal });
        for await (const dashboard of told) {
          if (signal.aborted) return;
          setState({ dashboard, isWaiting: false, hasFailed: false });
        }
      } catch (cause) {
        if (signal.aborted) return;
        if (!isTransient(cause)) {
          setState(({ dashboard }) => ({ dashboard, isWaiting: false, hasFailed: true }));
          return;
        }
        await waitMs(backoffMs(attempt, Math.random()), signal);
        if (!signal.aborted) await follow(attempt + 1);
      }
    };
    void follow(1);
    return () => leaving.abort();
  }, [client, key, online, epoch, turn]);
  const again = useCallback(() => setTurn((now) => now + 1), []);
  return { ...state, again };
}
