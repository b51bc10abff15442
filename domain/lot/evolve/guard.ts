import { must } from '../../kernel/assert.ts';
import type { GuardEvent } from '../event/guard.ts';
import type { EventOf, RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState } from '../state.ts';
import { askInLane, declineInLane } from './lane.ts';
import { spend } from './session.ts';

/** Lost tickets, plates that do not agree, and vehicles that follow others through. */
export function evolveGuard(state: LotState, event: GuardEvent, { at }: RecordedEvent): void {
  switch (event.type) {
    case 'TicketLost':
      lose(state, event, at);
      return;
    case 'TicketFound':
      find(state, event, at);
      return;
    case 'PlateDiffers': {
      const { sessionId, exitPlateRef: plateRef, entryPlateRef } = event;
      const sessionIds = [sessionId];
      const question = { kind: 'plate-differs', plateRef, entryPlateRef, sessionIds } as const;
      askInLane(state, event.laneId, question, at);
      return;
    }
    case 'NearPlatesFound': {
      const { plateRef, nearRefs } = event;
      const sessionIds = nearRefs.flatMap((ref) => state.byPlate.get(ref) ?? []);
      const question = { kind: 'near-plates', plateRef, entryPlateRef: null, sessionIds } as const;
      askInLane(state, event.laneId, question, at);
      return;
    }
    case 'PlateAnswered':
      declineInLane(state, event.laneId, at);
      return;
    case 'TailgateSeen': {
      const lane = state.lanes.get(event.laneId);
      if (lane === undefined) return;
      lane.tailgates = event.count;
      lane.armedSincePass = false;
      return;
    }
    case 'WrongWaySeen': {
      const lane = state.lanes.get(event.laneId);
      // What stands on the arming loop came from the other side: nobody has driven up.
      if (lane !== undefined) lane.armedSincePass = false;
      return;
    }
    case 'NearPlateTaken':
      // Said for the record: what follows from it is in the events behind it.
      return;
  }
}

function lose(state: LotState, event: EventOf<'TicketLost'>, at: number): void {
  const { sessionId, ticketNumber, lostNumber } = event;
  const session = must(state.sessions.get(sessionId), 'a lost ticket belongs to a stay');
  session.lostTicket = true;
  session.lostNumber = lostNumber;
  session.ticketNumber = ticketNumber;
  state.byTicket.delete(lostNumber);
  state.byTicket.set(ticketNumber, sessionId);
  spend(state, lostNumber, at, 'lost');
}

function find(state: LotState, event: EventOf<'TicketFound'>, at: number): void {
  const { sessionId, ticketNumber, replacedNumber } = event;
  const session = must(state.sessions.get(sessionId), 'a ticket that was found belongs to a stay');
  session.lostTicket = false;
  session.lostNumber = null;
  session.ticketNumber = ticketNumber;
  state.byTicket.delete(replacedNumber);
  state.byTicket.set(ticketNumber, sessionId);
  state.spentTickets.delete(ticketNumber);
  spend(state, replacedNumber, at, 'void');
}

export const guardEvolvers = evolversOf<GuardEvent>(evolveGuard, {
  TicketLost: true,
  TicketFound: true,
  PlateDiffers: true,
  NearPlatesFound: true,
  NearPlateTaken: true,
  PlateAnswered: true,
  TailgateSeen: true,
  WrongWaySeen: true,
});
