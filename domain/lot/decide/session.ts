import type { CommandBody, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, refused } from '../decision.ts';
import { duePayment } from '../due.ts';
import type { LotState } from '../state.ts';

/** Staff end a stay that no exit saw. Not while its vehicle stands at a gate: there the lane decides. */
export function decideCloseSession(state: LotState, command: CommandOf<'CloseSession'>): Decision {
  const { sessionId } = command;
  const session = state.sessions.get(sessionId);
  if (session === undefined) return refused('session-unknown', sessionId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  for (const [laneId, lane] of state.lanes)
    if (lane.sessionId === sessionId) return refused('lane-busy', laneId);
  // A vehicle that never came in owes nothing.
  const dueMinor = session.startedAt === null ? 0 : duePayment(state, session, command.at).dueMinor;
  return happened({ type: 'SessionClosed', sessionId, reason, dueMinor });
}

export const sessionDeciders: Deciders<Extract<CommandBody, { type: 'CloseSession' }>> = {
  CloseSession: decideCloseSession,
};
