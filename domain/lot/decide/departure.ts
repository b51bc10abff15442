import type { PlateRef, SessionId, TicketNumber } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import type { Session } from '../../session/session.ts';
import type { TicketClaim } from '../../ticket/claim.ts';
import type { CommandHead } from '../command.ts';
import { duePayment } from '../due.ts';
import type { LotEvent } from '../event.ts';
import { settledByMembership } from '../membership-cover.ts';
import type { LotState, SpentHow } from '../state.ts';
import type { LanePhase, RefusalCode } from '../words.ts';
import type { FoundLane } from './lookup.ts';
import { validationsAtEnd } from './validation-value.ts';

const SPENT_CODES: Readonly<Record<SpentHow, RefusalCode>> = {
  used: 'ticket-used',
  void: 'ticket-void',
  lost: 'ticket-lost',
};

/** The session behind a ticket number, or why there is none. */
export function sessionOfTicket(
  state: LotState,
  ticketNumber: TicketNumber,
): { readonly session: Session } | { readonly code: RefusalCode } {
  const sessionId = state.byTicket.get(ticketNumber);
  const session = sessionId === undefined ? undefined : state.sessions.get(sessionId);
  if (session !== undefined) return { session };
  const spent = state.spentTickets.get(ticketNumber);
  return { code: spent === undefined ? 'ticket-unknown' : SPENT_CODES[spent.how] };
}

/**
 * The ticket that stands behind a credential: a booking or a pass stands for that of the session inside.
 * `seen`: the plate that was read where it is shown, which tells a member's vehicles apart.
 */
export function ticketOfClaim(
  state: LotState,
  claim: Extract<TicketClaim, { ok: true }>,
  seen: PlateRef | null = null,
): TicketNumber {
  const sessionId = sessionOfCredential(state, claim, seen);
  return sessionId === null
    ? claim.number
    : (state.sessions.get(sessionId)?.ticketNumber ?? claim.number);
}

/** The session inside that a booking or a pass opened, or that its holder's plate did. */
export function sessionOfCredential(
  state: LotState,
  { kind, number }: Extract<TicketClaim, { ok: true }>,
  seen: PlateRef | null,
): SessionId | null {
  if (state.byTicket.has(number) || kind === 'validation') return null;
  const { reservations, memberships } = state;
  const booking = reservations.reservations.get(reservations.byNumber.get(number) ?? '');
  if (booking?.state === 'arrived') return booking.sessionId;
  const member = memberships.memberships.get(memberships.byNumber.get(number) ?? '');
  const stays = [...(member?.stays.keys() ?? [])];
  const bySeen = stays.find((id) => seen !== null && state.sessions.get(id)?.plateRef === seen);
  if (bySeen !== undefined) return bySeen;
  if (stays.length === 1) return stays[0] ?? null;
  return state.byCredential.get(number) ?? null;
}

/** The session of a plate inside, or null. */
export function sessionOfPlate(state: LotState, plateRef: PlateRef): Session | null {
  const sessionId = state.byPlate.get(plateRef);
  return (sessionId === undefined ? undefined : state.sessions.get(sessionId)) ?? null;
}

/**
 * Lets a session out, or says what is due. `waits`: the vehicle stands at the gate until it is paid,
 * so the amount is shown and payment opens; else the caller asks again.
 */
export function depart(
  state: LotState,
  found: FoundLane,
  command: CommandHead,
  session: Session,
  { tracked, waits }: { readonly tracked: boolean; readonly waits: boolean },
): readonly LotEvent[] {
  const { lane, held } = found;
  const laneId = lane.id;
  const alreadyOpen = held.sessionId === session.id && isOpenFor(held.phase);
  if (alreadyOpen) return [];
  const { plateRef, ticketNumber } = session;
  if (leavesElsewhere(state, session, laneId))
    return [{ type: 'ExitRefused', laneId, code: 'ticket-used', plateRef, ticketNumber }];
  const { dueMinor, owedMinor, quote } = duePayment(state, session, command.at);
  if (dueMinor > 0) {
    if (waits) return [{ type: 'PaymentDue', laneId, sessionId: session.id, dueMinor, quote }];
    return [{ type: 'ExitRefused', laneId, code: 'payment-due', plateRef, ticketNumber }];
  }
  return leave(state, found, session, { tracked, owedMinor, at: command.at });
}

/** Lets out whom nothing is asked of at the gate: what balance or debt take over of it stands first. */
export function leave(
  state: LotState,
  { lane }: FoundLane,
  session: Session,
  {
    tracked,
    owedMinor,
    at,
  }: { readonly tracked: boolean; readonly owedMinor: Minor; readonly at: Instant },
): readonly LotEvent[] {
  const byMembership = settledByMembership(state, session, owedMinor, at);
  const settled = { ...session, paidMinor: session.paidMinor + owedMinor };
  return [...byMembership, ...letOut(state, lane.id, settled, { tracked, at })];
}

/** Whether another gate is open for the session: a ticket and its copy must not let two vehicles out. */
function leavesElsewhere(state: LotState, session: Session, laneId: string): boolean {
  for (const [id, lane] of state.lanes)
    if (id !== laneId && lane.sessionId === session.id && isOpenFor(lane.phase)) return true;
  return false;
}

const isOpenFor = (phase: LanePhase) => phase === 'vended' || phase === 'passing';

/** Opens for a session that owes nothing. Without loops its end is the vend itself. */
export function letOut(
  state: LotState,
  laneId: string,
  session: Session,
  { tracked, at }: { readonly tracked: boolean; readonly at: Instant },
): readonly LotEvent[] {
  const sessionId = session.id;
  const vend: LotEvent = { type: 'GateVended', laneId, sessionId, overrideReason: null, tracked };
  return tracked ? [vend] : [vend, ...ended(state, session, laneId, at)];
}

/** The end of a stay, with what its validations came to. */
export function ended(
  state: LotState,
  session: Session,
  laneId: string,
  at: Instant,
): readonly LotEvent[] {
  const { id: sessionId, paidMinor } = session;
  return [
    ...validationsAtEnd(state, session, at),
    { type: 'SessionEnded', sessionId, laneId, paidMinor },
  ];
}
