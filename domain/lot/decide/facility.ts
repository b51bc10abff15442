import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotState } from '../state.ts';

/** Creates the lot, or changes what is installed. Nothing that a vehicle uses may disappear. */
export function decideOpenLot(state: LotState, { lot }: CommandOf<'OpenLot'>): Decision {
  const { installed } = state;
  if (installed === null) return happened({ type: 'LotCreated', lot });
  if (installed.lot.id !== lot.id)
    return refused('lot-mismatch', `${lot.id} is not ${installed.lot.id}`);
  if (JSON.stringify(installed.lot) === JSON.stringify(lot)) return NOTHING;
  const slotIds = new Set(lot.slots.map((slot) => slot.id));
  for (const session of state.sessions.values()) {
    if (session.slotId !== null && !slotIds.has(session.slotId))
      return refused('lot-in-use', `slot ${session.slotId} is assigned`);
  }
  const laneIds = new Set(lot.lanes.map((lane) => lane.id));
  for (const [laneId, lane] of state.lanes) {
    if (lane.phase !== 'idle' && !laneIds.has(laneId))
      return refused('lot-in-use', `a vehicle stands in lane ${laneId}`);
  }
  return happened({ type: 'LotChanged', lot });
}
