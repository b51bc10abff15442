import { unreachable } from '../kernel/assert.ts';
import { HOUR_MS } from '../kernel/instant.ts';
import type { RecordedEvent } from './event.ts';
import { evolveFacility } from './evolve/facility.ts';
import { evolveLane } from './evolve/lane.ts';
import { evolveOffice } from './evolve/office.ts';
import { evolveSession } from './evolve/session.ts';
import { evolveSlot } from './evolve/slot.ts';
import type { LotState } from './state.ts';

/** An empty lot before its first event. */
export function initialState(): LotState {
  return {
    installed: null,
    lotSeq: 0,
    slots: new Map(),
    lanes: new Map(),
    devices: new Map(),
    sessions: new Map(),
    byTicket: new Map(),
    byPlate: new Map(),
    spentTickets: new Map(),
    alarms: new Map(),
    overrides: new Map(),
    timedBlocks: new Set(),
    shift: null,
    lastReceiptNumber: 0,
    tally: {
      dayStartsAt: 0,
      dayEndsAt: -HOUR_MS,
      entriesToday: 0,
      exitsToday: 0,
      takingsTodayMinor: 0,
      minutes: new Map(),
    },
  };
}

/** Applies one event to the state it is given. The only code that changes a lot's state. */
export function evolve(state: LotState, recorded: RecordedEvent): void {
  const { event } = recorded;
  switch (event.type) {
    case 'LotCreated':
    case 'LotChanged':
      evolveFacility(state, event, recorded);
      return;
    case 'LoopChanged':
    case 'GateMoved':
    case 'PlateRead':
    case 'StaffAsked':
    case 'StaffAnswered':
    case 'EntryRefused':
    case 'ExitRefused':
    case 'GateVended':
    case 'GateHeld':
    case 'GateClosed':
    case 'VehiclePassed':
    case 'VehicleBackedOut':
    case 'AuthorisationExpired':
    case 'PaymentDue':
      evolveLane(state, event, recorded);
      return;
    case 'TicketIssued':
    case 'TicketVoided':
    case 'SessionStarted':
    case 'SessionMoved':
    case 'SessionEnded':
    case 'SessionClosed':
    case 'PaymentTaken':
      evolveSession(state, event, recorded);
      return;
    case 'PresenceChanged':
    case 'SlotOverridden':
    case 'BlockEnded':
      evolveSlot(state, event, recorded);
      return;
    case 'DeviceStatusChanged':
    case 'AlarmRaised':
    case 'AlarmCleared':
    case 'AlarmAcknowledged':
    case 'ShiftOpened':
    case 'ShiftClosed':
      evolveOffice(state, event, recorded);
      return;
    default:
      unreachable(event);
  }
}
