import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { EventType } from '#domain/lot/event.ts';
import type { FeedEntry, SlotLive } from '#domain/views/live.ts';
import { useFormat, useNames } from '../../../app/lot-format.ts';
import { useLot, useStationNow } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { feedSentence } from '../../../strings/feed-sentence.ts';
import { t } from '../../../strings/index.ts';
import classes from './slot.module.css';

const HISTORY_MAX_ENTRIES = 30;

/** What has happened at this slot, newest first; read again when the slot changes. */
export function SlotHistory({
  slotId,
  live,
}: {
  readonly slotId: string;
  readonly live: SlotLive;
}) {
  const { client, live: store } = useStation();
  const lot = useLot();
  const format = useFormat();
  const names = useNames();
  const now = useStationNow(60_000);
  const stamp = JSON.stringify([
    live.presenceAt,
    live.presence,
    live.session?.id,
    live.block,
    live.connectors,
  ]);
  const history = useQuery({
    queryKey: ['slot-history', lot.id, slotId, stamp],
    queryFn: () => client.slots.history({ lotId: lot.id, slotId, limit: HISTORY_MAX_ENTRIES }),
    placeholderData: (before) => before,
  });
  return (
    <div className={classes.section} data-testid="slot-history">
      <h3 className={classes.sectionTitle}>{t.slot.history}</h3>
      {history.isPending && <Skeleton h={96} />}
      {history.isError && <p className={classes.by}>{t.slot.historyFailed}</p>}
      {history.data?.length === 0 && <p className={classes.by}>{t.slot.historyEmpty}</p>}
      <ol className={classes.history}>
        {history.data?.filter(isKnownEntry).map((entry) => (
          <li key={entry.seq}>
            <time>{format.timeOn(entry.at, now)}</time>
            <span>
              {feedSentence(store.known.complete(entry), names, format)}
              {names.device(entry.actor) === entry.actor && entry.actor !== t.events.station && (
                <span className={classes.by}> · {entry.actor}</span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** A newer station may tell of events that this console has no words for. */
function isKnownEntry(entry: { readonly type: string }): entry is FeedEntry {
  return (entry.type as EventType) in t.feed;
}
