import { emptyControllerBook, noteHeard } from '../../lane/controller-count.ts';
import type { OfflineEvent } from '../event/offline.ts';
import type { EventOf, RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState } from '../state.ts';

/** Where each lane controller stands in its count, what it may still give, and what was told too early. */
export function evolveOffline(state: LotState, event: OfflineEvent, { at }: RecordedEvent): void {
  switch (event.type) {
    case 'TicketsStocked':
      for (const number of event.numbers)
        state.stock.set(number, { deviceId: event.deviceId, laneId: event.laneId, at });
      return;
    case 'LaneReplayed': {
      const book = state.controllers.get(event.deviceId) ?? emptyControllerBook();
      state.controllers.set(event.deviceId, book);
      noteHeard(book, { ...event, mark: event.mark ?? '' }, at);
      return;
    }
    case 'OfflineWaits': {
      const { type: _, ...told } = event;
      state.waiting.set(told.waitingId, { ...told, toldAt: at, isTold: false });
      return;
    }
    case 'OfflineSettled':
      state.waiting.delete(event.waitingId);
      return;
    case 'OfflineConflict':
      staffKnow(state, event);
      return;
    case 'LeftOffline':
      // Said for the record: the end of the stay stands in an event of its own.
      return;
  }
}

function staffKnow(
  { controllers, waiting }: LotState,
  { deviceId, missing, waitingId }: EventOf<'OfflineConflict'>,
): void {
  const waits = waitingId === undefined ? undefined : waiting.get(waitingId);
  if (waits !== undefined) waits.isTold = true;
  if (missing === undefined) return;
  const count = controllers.get(deviceId)?.counts.find(({ epoch }) => epoch === missing.epoch);
  for (const gap of count?.gaps ?? [])
    if (gap.from === missing.from && gap.to === missing.to) gap.told = true;
}

export const offlineEvolvers = evolversOf<OfflineEvent>(evolveOffline, {
  TicketsStocked: true,
  LaneReplayed: true,
  OfflineWaits: true,
  OfflineSettled: true,
  OfflineConflict: true,
  LeftOffline: true,
});
