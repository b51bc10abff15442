import type { DeviceId, PlateRef, TicketNumber } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { ShownOffline } from '../command/offline.ts';
import type { CommandHead } from '../command.ts';
import type { EventOf, LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import type { RefusalCode } from '../words.ts';
import type { FoundLane } from './lookup.ts';
import { raiseOnce } from './raise-once.ts';

/** What a lane controller told, with the command that has it looked at now. */
export interface Told {
  readonly head: CommandHead;
  readonly found: FoundLane;
  readonly deviceId: DeviceId;
  readonly happenedAt: Instant;
  /** Nothing that would explain it has come for long enough: staff are told. */
  readonly isLast: boolean;
}

/** What follows from something that was told: events, or nothing as long as it waits for what explains it. */
export type Outcome =
  | { readonly waits: false; readonly events: readonly LotEvent[] }
  | { readonly waits: true; readonly code: RefusalCode };

export const follows = (...events: readonly LotEvent[]): Outcome => ({ waits: false, events });
export const waitsFor = (code: RefusalCode): Outcome => ({ waits: true, code });

type About = Pick<EventOf<'OfflineConflict'>, 'waitingId' | 'missing'> & {
  readonly ticketNumber?: TicketNumber | null;
  readonly plateRef?: PlateRef | null;
};

/** The books and a lane do not agree: on record with its reason, and one alarm of the lane. */
export function conflict(
  state: LotState,
  { head, found: { lane }, deviceId, happenedAt }: Omit<Told, 'isLast'>,
  code: RefusalCode,
  { ticketNumber = null, ...about }: About = {},
): readonly LotEvent[] {
  const laneId = lane.id;
  const detail = `${lane.label}: what it did on its own does not agree with the books`;
  return [
    { type: 'OfflineConflict', laneId, deviceId, happenedAt, code, ticketNumber, ...about },
    ...raiseOnce(state, head, { code: 'offline-conflict', laneId, detail }),
  ];
}

/** What staff know the vehicle by. */
export function vehicleOf({ claim, plateRef }: ShownOffline): About {
  return { ticketNumber: claim?.ok ? claim.number : null, plateRef };
}
