import { SECOND_MS } from '../../kernel/instant.ts';
import type { CommandHead } from '../command.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { findLane } from './lookup.ts';
import { conflict } from './offline-conflict.ts';

/** How long a number may be missing: what comes in another order is no loss. */
export const GAP_WAIT_MS = 30 * SECOND_MS;

/** Numbers that no controller told of for long enough: one conflict for each row of them. */
export function gapTick(state: LotState, head: CommandHead): readonly LotEvent[] {
  for (const [deviceId, { counts }] of state.controllers) {
    const device = state.installed?.devices.get(deviceId);
    const laneId = device !== undefined && 'laneId' in device ? device.laneId : undefined;
    const found = laneId === undefined ? null : findLane(state, laneId);
    if (found === null) continue;
    for (const { epoch, gaps, newestAt: happenedAt } of counts)
      for (const { from, to, since, told } of gaps)
        if (!told && head.at - since >= GAP_WAIT_MS)
          return conflict(state, { head, found, deviceId, happenedAt }, 'offline-gap', {
            missing: { epoch, from, to },
          });
  }
  return [];
}
