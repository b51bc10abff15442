import { must } from '../../kernel/assert.ts';
import type { LaneId, SessionId, SlotId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { DAY_MS } from '../../kernel/instant.ts';
import { type Session, type StayExtras, vehicleKey } from '../../session/session.ts';
import { asksForVisits } from '../../tariff/asks-for-visits.ts';
import { tariffAt, tariffOfVersion } from '../../tariff/book.ts';
import { addToMeasure } from '../../tariff/occupancy-measure.ts';
import { syncPool } from '../availability.ts';
import type { EventOf, RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import { isStale } from '../lane-seen.ts';
import type { LotState, SpentHow } from '../state.ts';
import { IN_FORCE } from '../upcast.ts';
import { memberAdmitted, memberEntered, memberLeft } from './membership-stay.ts';
import { onReservedEnd, onReservedEntry, onReservedMove } from './reservation.ts';
import { countPassage } from './tally.ts';
import { forgetValidations } from './validation.ts';

type SessionEvent = EventOf<
  | 'TicketIssued'
  | 'TicketVoided'
  | 'SessionStarted'
  | 'SessionMoved'
  | 'StayChanged'
  | 'SessionEnded'
  | 'SessionClosed'
>;

/** What happens to sessions, and to the slots that they hold. */
export function evolveSession(state: LotState, event: SessionEvent, { at }: RecordedEvent): void {
  switch (event.type) {
    case 'TicketIssued':
      addToMeasure(state.tariffs.measure, state.sessions.size, at);
      issue(state, event, at);
      return;
    case 'TicketVoided':
      end(state, event.sessionId, at, 'void');
      return;
    case 'SessionStarted': {
      const session = must(state.sessions.get(event.sessionId), 'a started session was issued');
      session.startedAt = event.startedAt ?? at;
      memberEntered(state, session, session.startedAt);
      countPassage(state, at, 'entries');
      return;
    }
    case 'StayChanged':
      must(state.sessions.get(event.sessionId), 'a changed stay is inside').extras = event.extras;
      return;
    case 'SessionMoved':
      move(state, event);
      return;
    case 'SessionEnded':
      rememberLateExit(state, event);
      end(state, event.sessionId, at, 'used', event.endedAt);
      countPassage(state, at, 'exits');
      return;
    case 'SessionClosed':
      end(state, event.sessionId, at, 'used');
      return;
  }
}

/** One for all: extras are replaced, never changed. */
const NO_EXTRAS: StayExtras = {
  chargingMinutes: 0,
  chargingWh: 0,
  oversized: false,
  product: null,
};

/** Of the vehicle that stands in a lane, whoever vouched for it, and whether its plate was read or not. */
function pictureIn(state: LotState, laneId: LaneId, at: Instant): Pick<Session, 'entryPictureId'> {
  const lane = state.lanes.get(laneId);
  if (lane === undefined) return {};
  for (const said of [lane.visitor, lane.unread]) {
    if (said?.pictureId === undefined) continue;
    // Where no loop tells, what was seen long before was another vehicle.
    if (lane.armingOn || !isStale(state, said.at, at)) return { entryPictureId: said.pictureId };
  }
  return {};
}

function issue(state: LotState, event: EventOf<'TicketIssued'>, at: Instant): void {
  const session: Session = {
    id: event.sessionId,
    ticketNumber: event.ticketNumber,
    lostNumber: null,
    plateRef: event.plateRef,
    vehicleClass: event.vehicleClass,
    wantsCharge: event.wantsCharge,
    accessiblePermit: event.accessiblePermit,
    entryLaneId: event.laneId,
    ...pictureIn(state, event.laneId, at),
    issuedAt: at,
    tokenAt: state.stock.get(event.ticketNumber)?.at ?? at,
    startedAt: null,
    slotId: event.slotId,
    right: event.right,
    credentialNumber: event.credentialNumber,
    tariffVersion:
      event.tariffVersion === IN_FORCE ? tariffAt(state.tariffs, at).version : event.tariffVersion,
    price: event.price,
    paidMinor: 0,
    graceUntilAt: null,
    lostTicket: false,
    extras: NO_EXTRAS,
    discounts: [],
  };
  state.sessions.set(session.id, session);
  memberAdmitted(state, session, at);
  state.stock.delete(event.ticketNumber);
  state.byTicket.set(event.ticketNumber, event.sessionId);
  if (event.plateRef !== null) indexPlate(state, event.plateRef, event.sessionId);
  if (event.credentialNumber !== null)
    state.byCredential.set(event.credentialNumber, event.sessionId);
  if (event.slotId !== null) setAssignment(state, event.slotId, event.sessionId);
  onReservedEntry(state, session, at);
}

function move(state: LotState, event: EventOf<'SessionMoved'>): void {
  const session = must(state.sessions.get(event.sessionId), 'a moved session is inside');
  if (event.fromSlotId !== null) setAssignment(state, event.fromSlotId, null);
  if (event.toSlotId !== null) setAssignment(state, event.toSlotId, event.sessionId);
  session.slotId = event.toSlotId;
  onReservedMove(state, session);
}

/** Two stays of one plate come of what lanes did on their own: the first that is known keeps the index. */
function indexPlate({ byPlate, twinPlates }: LotState, plateRef: string, id: SessionId): void {
  if (byPlate.has(plateRef)) twinPlates.add(plateRef);
  else byPlate.set(plateRef, id);
}

function dropPlate(state: LotState, { id, plateRef }: Session): void {
  const { byPlate, twinPlates, sessions } = state;
  if (plateRef === null) return;
  if (byPlate.get(plateRef) === id) byPlate.delete(plateRef);
  if (!twinPlates.has(plateRef)) return;
  const others = [...sessions.values()].filter((one) => one.plateRef === plateRef);
  const [first] = others;
  if (first !== undefined && !byPlate.has(plateRef)) byPlate.set(plateRef, first.id);
  if (others.length < 2) twinPlates.delete(plateRef);
}

function end(
  state: LotState,
  sessionId: SessionId,
  at: Instant,
  how: 'used' | 'void',
  endedAt: Instant = at,
): void {
  const session = must(state.sessions.get(sessionId), 'an ending session was issued');
  addToMeasure(state.tariffs.measure, state.sessions.size, at);
  state.sessions.delete(sessionId);
  forgetValidations(state, sessionId);
  memberLeft(state, session, endedAt);
  onReservedEnd(state, session, at, how);
  state.byTicket.delete(session.ticketNumber);
  dropPlate(state, session);
  if (session.slotId !== null) setAssignment(state, session.slotId, null);
  if (how === 'used') rememberVisit(state, session, endedAt);
  dropCredential(state, session);
  spend(state, session.ticketNumber, at, how);
}

/** A pass that let two vehicles in stands for the latest of them that is still inside. */
function dropCredential({ byCredential, sessions }: LotState, ended: Session): void {
  const { credentialNumber } = ended;
  if (credentialNumber === null || byCredential.get(credentialNumber) !== ended.id) return;
  byCredential.delete(credentialNumber);
  if (ended.right.kind !== 'membership') return;
  for (const [id, session] of sessions)
    if (session.credentialNumber === credentialNumber) byCredential.set(credentialNumber, id);
}

/** Stays that were ended afterwards and are remembered at most. */
const LATE_EXITS_MAX = 2_000;

/** What the next exit that is told too late may be held against. */
function rememberLateExit(
  { sessions, lateExits }: LotState,
  { sessionId, endedAt }: EventOf<'SessionEnded'>,
): void {
  const session = sessions.get(sessionId);
  if (endedAt === undefined || session === undefined || session.startedAt === null) return;
  const key = vehicleKey(session);
  lateExits.delete(key);
  lateExits.set(key, { startedAt: session.startedAt, endedAt });
  for (const oldest of lateExits.keys()) {
    if (lateExits.size <= LATE_EXITS_MAX) break;
    lateExits.delete(oldest);
  }
}

/** Long enough for free time of a day and for coming back the next morning. */
const VISITS_KEPT_MS = 2 * DAY_MS;

/** A tariff may let a vehicle that comes back go on with its stay, or share out free time of a day. */
function rememberVisit(state: LotState, session: Session, at: Instant): void {
  const { plateRef, startedAt, paidMinor } = session;
  if (plateRef === null || startedAt === null) return;
  if (!asksForVisits(tariffOfVersion(state.tariffs, session.tariffVersion))) return;
  const before = state.visits.get(plateRef) ?? [];
  const recent = before.filter((visit) => at - visit.exitAt < VISITS_KEPT_MS);
  state.visits.delete(plateRef);
  state.visits.set(plateRef, [...recent, { entryAt: startedAt, exitAt: at, paidMinor }]);
  for (const [ref, visits] of state.visits) {
    if (at - (visits.at(-1)?.exitAt ?? 0) < VISITS_KEPT_MS) break;
    state.visits.delete(ref);
  }
}

/** Remembers a spent ticket while its token is valid. Older ones leave from the front, oldest first. */
export function spend(state: LotState, ticketNumber: string, at: Instant, how: SpentHow): void {
  state.spentTickets.set(ticketNumber, { at, how });
  const validDays = state.installed?.lot.policies.ticketValidDays ?? 0;
  for (const [number, spent] of state.spentTickets) {
    if (spent.at + validDays * DAY_MS >= at) break;
    state.spentTickets.delete(number);
  }
}

function setAssignment(state: LotState, slotId: SlotId, sessionId: SessionId | null): void {
  const slot = state.slots.get(slotId);
  if (slot === undefined) return;
  slot.sessionId = sessionId;
  syncPool(state, slotId);
}

export const sessionEvolvers = evolversOf<SessionEvent>(evolveSession, {
  TicketIssued: true,
  TicketVoided: true,
  SessionStarted: true,
  SessionMoved: true,
  StayChanged: true,
  SessionEnded: true,
  SessionClosed: true,
});
