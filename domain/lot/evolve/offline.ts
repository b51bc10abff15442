import type { OfflineEvent } from '../event/offline.ts';
import type { RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState } from '../state.ts';

/** Where each lane controller stands in its count, and the tickets that it may still give. */
export function evolveOffline(state: LotState, event: OfflineEvent, { at }: RecordedEvent): void {
  switch (event.type) {
    case 'TicketsStocked':
      for (const number of event.numbers)
        state.stock.set(number, { deviceId: event.deviceId, laneId: event.laneId, at });
      return;
    case 'LaneReplayed':
      state.controllers.set(event.deviceId, { epoch: event.epoch, number: event.number });
      return;
    case 'OfflineConflict':
    case 'LeftOffline':
      // Said for the record: the alarm and the end of the stay stand in events of their own.
      return;
  }
}

export const offlineEvolvers = evolversOf<OfflineEvent>(evolveOffline, {
  TicketsStocked: true,
  LaneReplayed: true,
  OfflineConflict: true,
  LeftOffline: true,
});
