import type { Instant } from '../../kernel/instant.ts';
import type { OfflineCommand } from '../command/offline.ts';
import type { CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import { duePayment } from '../due.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import type { RefusalCode } from '../words.ts';
import { admit } from './admission.ts';
import { ended, leave, sessionOfTicket, ticketOfClaim } from './departure.ts';
import { freeNumber, isFreeNumber } from './ids.ts';
import type { FoundLane } from './lookup.ts';
import { findLane } from './lookup.ts';
import { raiseOnce } from './raise-once.ts';

type Replay = CommandOf<'ReplayLane'>;

/**
 * An event that a lane controller tells after the fact. Whatever it did has been done: it is taken into
 * the books, and where they do not agree staff are told. Told again, it says nothing.
 */
export function decideReplay(state: LotState, command: Replay): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const { laneId, deviceId, epoch, number, done } = command;
  const before = state.controllers.get(deviceId);
  const last = before?.epoch === epoch ? before.number : 0;
  if (number <= last) return NOTHING;
  // A clock that runs ahead must not make stays longer than they are.
  const happenedAt = Math.min(command.happenedAt, command.at);
  const replayed: LotEvent = {
    type: 'LaneReplayed',
    laneId,
    deviceId,
    epoch,
    number,
    happenedAt,
    kind: done.kind,
  };
  const isGap = before?.epoch === epoch && number > last + 1;
  return happened(
    replayed,
    ...(isGap ? conflict(state, found, command, 'offline-gap') : []),
    ...followUp(state, found, command, happenedAt),
  );
}

function followUp(
  state: LotState,
  found: FoundLane,
  command: Replay,
  happenedAt: Instant,
): readonly LotEvent[] {
  switch (command.done.kind) {
    case 'entered':
      return entered(state, found, command, happenedAt);
    case 'left':
      return left(state, found, command, happenedAt);
    case 'opened':
      // No transaction stands behind it: it belongs on the list of such openings.
      return [{ type: 'GateOpenedAlone', laneId: found.lane.id }];
  }
}

/** The vehicle is inside by a ticket of the stock: its stay began when it came. */
function entered(
  state: LotState,
  found: FoundLane,
  command: Replay,
  happenedAt: Instant,
): readonly LotEvent[] {
  const { done } = command;
  if (done.kind !== 'entered') return [];
  if (!done.claim.ok) return conflict(state, found, command, done.claim.code);
  const { number } = done.claim;
  if (!state.stock.has(number)) {
    const looked = sessionOfTicket(state, number);
    const code = 'session' in looked ? 'already-inside' : looked.code;
    return conflict(state, found, command, code);
  }
  const needs = {
    vehicleClass: done.vehicleClass,
    wantsCharge: false,
    accessiblePermit: false,
  };
  const byPlate = { plateRef: done.plateRef, credential: null };
  const first = admit(state, found, command, byPlate, needs, false);
  if (first.ok) return inTheBooks(first.events, number, happenedAt);
  // It stands inside, whatever its plate would have said at the gate: it has its ticket, and staff know.
  const told = conflict(state, found, command, first.code);
  const second = admit(state, found, command, { plateRef: null, credential: null }, needs, false);
  return second.ok ? [...inTheBooks(second.events, number, happenedAt), ...told] : told;
}

/** The events of an admission, with the ticket that was given and the time it was: no gate moves now. */
function inTheBooks(
  events: readonly LotEvent[],
  ticketNumber: string,
  startedAt: Instant,
): readonly LotEvent[] {
  return withoutVend(events).map((event) => {
    if (event.type === 'TicketIssued') return { ...event, ticketNumber };
    return event.type === 'SessionStarted' ? { ...event, startedAt } : event;
  });
}

/** The vehicle is out: its stay ends, and what it owed then is on record. */
function left(
  state: LotState,
  found: FoundLane,
  command: Replay,
  happenedAt: Instant,
): readonly LotEvent[] {
  const { done } = command;
  if (done.kind !== 'left') return [];
  if (!done.claim.ok) return conflict(state, found, command, done.claim.code);
  const ticketNumber = ticketOfClaim(state, done.claim);
  const looked = sessionOfTicket(state, ticketNumber);
  if ('code' in looked) return conflict(state, found, command, looked.code, ticketNumber);
  const { session } = looked;
  if (session.startedAt === null)
    return conflict(state, found, command, 'not-inside', ticketNumber);
  const leftAt = Math.max(happenedAt, session.startedAt);
  const { dueMinor, owedMinor } = duePayment(state, session, leftAt);
  const laneId = found.lane.id;
  if (dueMinor <= 0)
    return withoutVend(leave(state, found, session, { tracked: false, owedMinor, at: command.at }));
  return [
    { type: 'LeftOffline', laneId, sessionId: session.id, happenedAt: leftAt, dueMinor },
    ...ended(state, session, laneId, command.at),
  ];
}

function withoutVend(events: readonly LotEvent[]): readonly LotEvent[] {
  return events.filter(({ type }) => type !== 'GateVended');
}

function conflict(
  state: LotState,
  { lane }: FoundLane,
  command: Replay,
  code: RefusalCode,
  ticketNumber: string | null = null,
): readonly LotEvent[] {
  const { deviceId, happenedAt } = command;
  const laneId = lane.id;
  const detail = `${lane.label}: what it did on its own does not agree with the books`;
  return [
    { type: 'OfflineConflict', laneId, deviceId, happenedAt, code, ticketNumber },
    ...raiseOnce(state, command, { code: 'offline-conflict', laneId, detail }),
  ];
}

/** Numbers that stand for nothing yet, kept for one controller. */
export function decideStock(state: LotState, command: CommandOf<'StockTickets'>): Decision {
  const { deviceId, laneId, nonces } = command;
  if (findLane(state, laneId) === null) return refused('lane-unknown', laneId);
  const numbers = new Set<string>();
  for (const nonce of nonces)
    numbers.add(
      freeNumber(
        { ...command, nonce },
        (number) => isFreeNumber(state, number) && !numbers.has(number),
      ),
    );
  if (numbers.size === 0) return NOTHING;
  return happened({ type: 'TicketsStocked', laneId, deviceId, numbers: [...numbers] });
}

export const offlineDeciders: Deciders<OfflineCommand> = {
  ReplayLane: decideReplay,
  StockTickets: decideStock,
};
