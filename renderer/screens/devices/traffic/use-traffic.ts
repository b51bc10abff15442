import { useEffect, useState, useSyncExternalStore } from 'react';
import { backoffMs, waitMs } from '../../../link/backoff.ts';
import { isUnauthorised } from '../../../link/errors.ts';
import { useLinkStatus, useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { TrafficStore, type TrafficView } from './traffic-store.ts';

/** The lot's traffic for as long as the log is shown. A watch that breaks off begins again. */
export function useTraffic(repeats: boolean): {
  readonly store: TrafficStore;
  readonly view: TrafficView;
} {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const online = useLinkStatus((status) => status.phase === 'online');
  const epoch = useLinkStatus((status) => status.epoch);
  const [store] = useState(() => new TrafficStore());
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection watches again.
  useEffect(() => {
    if (!online) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    const follow = async (): Promise<void> => {
      for (let attempt = 1; !signal.aborted; attempt++) {
        try {
          let isFirst = true;
          for await (const batch of await client.devices.watchTraffic(
            { lotId, repeats },
            { signal },
          )) {
            if (signal.aborted) return;
            if (isFirst) store.begin(batch);
            else store.take(batch);
            isFirst = false;
            attempt = 1;
          }
        } catch (cause) {
          if (signal.aborted || isUnauthorised(cause)) return;
          console.info('the traffic broke off', cause);
        }
        store.setLive(false);
        await waitMs(backoffMs(attempt, Math.random()), signal);
      }
    };
    void follow();
    return () => {
      leaving.abort();
      store.setLive(false);
    };
  }, [client, lotId, online, epoch, store, repeats]);
  return { store, view: useSyncExternalStore(store.subscribe, store.view) };
}
