import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { EventType } from '#domain/lot/event.ts';
import { useStation } from '../link/station.ts';

/** However much happens, a list is read again at most this often. */
const REFRESH_EVERY_MS = 1_500;

/** Reads a list again after events that change it. The station says when; nothing is polled. */
export function useRefreshOn(types: readonly EventType[], queryKey: readonly unknown[]): void {
  const { live } = useStation();
  const queries = useQueryClient();
  const wanted = types.join(' ');
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    const set = new Set(wanted.split(' '));
    let seen = live.ui.getState().seq;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const refresh = () => {
      timer = null;
      void queries.invalidateQueries({ queryKey: JSON.parse(key) as unknown[] });
    };
    const stop = live.ui.subscribe(({ feed, seq }) => {
      let hit = false;
      for (const entry of feed) {
        if (entry.seq <= seen) break;
        if (set.has(entry.type)) hit = true;
      }
      seen = seq;
      if (hit) timer ??= setTimeout(refresh, REFRESH_EVERY_MS);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [live, queries, wanted, key]);
}
