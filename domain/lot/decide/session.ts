import type { StayExtras } from '../../session/session.ts';
import { tariffOfVersion } from '../../tariff/book.ts';
import { findProduct } from '../../tariff/product.ts';
import type { CommandBody, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
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

/** What a stay used beside its slot changes its fee. A product has to be one of its own tariff. */
function decideChangeStay(state: LotState, command: CommandOf<'ChangeStay'>): Decision {
  const { sessionId, change } = command;
  const session = state.sessions.get(sessionId);
  if (session === undefined) return refused('session-unknown', sessionId);
  const extras = { ...session.extras, ...change };
  const tariff = tariffOfVersion(state.tariffs, session.tariffVersion);
  const { product } = extras;
  if (product !== null && findProduct(tariff, product, session.vehicleClass) === null)
    return refused('product-unknown', product);
  if (isSame(extras, session.extras)) return NOTHING;
  return happened({ type: 'StayChanged', sessionId, extras });
}

function isSame(a: StayExtras, b: StayExtras): boolean {
  return (
    a.product === b.product &&
    a.oversized === b.oversized &&
    a.chargingMinutes === b.chargingMinutes &&
    a.chargingWh === b.chargingWh
  );
}

export const sessionDeciders: Deciders<
  Extract<CommandBody, { type: 'CloseSession' | 'ChangeStay' }>
> = {
  CloseSession: decideCloseSession,
  ChangeStay: decideChangeStay,
};
