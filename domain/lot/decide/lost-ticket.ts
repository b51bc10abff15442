import type { Session } from '../../session/session.ts';
import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, refused } from '../decision.ts';
import type { LotState } from '../state.ts';
import { ticketFrom } from './ids.ts';
import { underWay } from './payment-under-way.ts';
import { reviewWaiting } from './waiting.ts';

/** The ticket is lost: its number opens nothing any more, the fee is the tariff's for that. */
export function decideLost(state: LotState, command: CommandOf<'DeclareTicketLost'>): Decision {
  const { sessionId, at } = command;
  const session = state.sessions.get(sessionId);
  if (session === undefined || session.startedAt === null)
    return refused('session-unknown', sessionId);
  if (session.lostTicket) return refused('ticket-already-lost');
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  const busy = whyBusy(state, session);
  if (busy !== null) return busy;
  const { ticketNumber } = ticketFrom(state, command);
  return happened(
    { type: 'TicketLost', sessionId, ticketNumber, lostNumber: session.ticketNumber, reason },
    ...reviewWaiting(state, { ...session, lostTicket: true }, at),
  );
}

/** The ticket was found after all. Once the higher fee is paid, only a refund helps. */
export function decideFound(state: LotState, command: CommandOf<'WithdrawTicketLost'>): Decision {
  const { sessionId, at } = command;
  const session = state.sessions.get(sessionId);
  if (session === undefined) return refused('session-unknown', sessionId);
  const { lostNumber, ticketNumber: replacedNumber } = session;
  if (lostNumber === null) return refused('ticket-not-lost');
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  if (session.paidMinor > 0) return refused('lost-ticket-paid');
  const busy = whyBusy(state, session);
  if (busy !== null) return busy;
  return happened(
    { type: 'TicketFound', sessionId, ticketNumber: lostNumber, replacedNumber, reason },
    ...reviewWaiting(state, { ...session, lostTicket: false }, at),
  );
}

/** A gate is open for it, or the desk is taking its money: both were told of another fee. */
function whyBusy(state: LotState, { id }: Session): Decision | null {
  for (const [laneId, lane] of state.lanes)
    if (lane.sessionId === id && (lane.phase === 'vended' || lane.phase === 'passing'))
      return refused('lane-busy', laneId);
  const paying = underWay(state, { kind: 'session', sessionId: id });
  return paying.some(({ laneId }) => laneId === null) ? refused('payment-pending') : null;
}
