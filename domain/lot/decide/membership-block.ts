import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotState } from '../state.ts';

/** A vehicle that is not to be let in. The same plate again changes the reason or the time. */
export function decideBlockPlate(state: LotState, command: CommandOf<'BlockPlate'>): Decision {
  const { plateRef, untilAt, at } = command;
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  if (untilAt !== null && untilAt <= at) return refused('until-past');
  const known = state.memberships.blocked.get(plateRef);
  if (known !== undefined && known.reason === reason && known.untilAt === untilAt) return NOTHING;
  return happened({ type: 'PlateBlocked', plateRef, reason, untilAt });
}

export function decideUnblockPlate(state: LotState, command: CommandOf<'UnblockPlate'>): Decision {
  const { plateRef } = command;
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  if (!state.memberships.blocked.has(plateRef)) return refused('plate-not-blocked');
  return happened({ type: 'PlateUnblocked', plateRef, reason });
}
