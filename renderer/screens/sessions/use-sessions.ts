import { useQuery } from '@tanstack/react-query';
import type { SESSION_STATES, SessionRow } from '#domain/contract/traffic.ts';
import { useRefreshOn } from '../../app/use-refresh-on.ts';
import { useLot, useMay } from '../../link/hooks.ts';
import { type Station, useStation } from '../../link/station.ts';

export const SESSIONS_MAX_ROWS = 1_000;
export type SessionState = (typeof SESSION_STATES)[number] | 'all';

/** The newest sessions that match a plate or a ticket. */
export function useSessions(search: string, state: SessionState) {
  const { client } = useStation();
  const lot = useLot();
  const seesPlates = useMay('plate.view');
  const root = ['sessions', lot.id];
  useRefreshOn(
    [
      'TicketIssued',
      'TicketVoided',
      'SessionStarted',
      'SessionMoved',
      'SessionEnded',
      'SessionClosed',
      'PaymentCaptured',
    ],
    root,
  );
  return useQuery({
    queryKey: [...root, search, state],
    queryFn: () => findSessions(client, lot.id, { search, state, seesPlates }),
    placeholderData: (before) => before,
  });
}

/** One field for both: what is typed may be a plate or the beginning of a ticket number. */
async function findSessions(
  client: Station['client'],
  lotId: string,
  {
    search,
    state,
    seesPlates,
  }: { readonly search: string; readonly state: SessionState; readonly seesPlates: boolean },
): Promise<readonly SessionRow[]> {
  const base = { lotId, state, limit: SESSIONS_MAX_ROWS };
  if (search === '') return client.sessions.list(base);
  const [byPlate, byTicket] = await Promise.all([
    seesPlates ? client.sessions.list({ ...base, plate: search.slice(0, 32) }) : [],
    client.sessions.list({ ...base, ticket: search }),
  ]);
  const found = new Map([...byPlate, ...byTicket].map((row) => [row.id, row]));
  return [...found.values()].sort((a, b) => b.entryAt - a.entryAt);
}
