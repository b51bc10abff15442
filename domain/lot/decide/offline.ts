import { hear } from '../../lane/controller-count.ts';
import type { OfflineCommand } from '../command/offline.ts';
import type { CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { freeNumber, isFreeNumber } from './ids.ts';
import { findLane } from './lookup.ts';
import { conflict } from './offline-conflict.ts';
import { decideSettle, takeOrWait } from './offline-waiting.ts';

/**
 * An event that a lane controller tells after the fact. Whatever it did has been done: it is taken into
 * the books, and where they do not agree staff are told. Told again, it says nothing.
 */
export function decideReplay(state: LotState, command: CommandOf<'ReplayLane'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const { laneId, deviceId, epoch, number, mark, done } = command;
  // A clock that runs ahead must not make stays longer than they are.
  const happenedAt = Math.min(command.happenedAt, command.at);
  const heard = hear(state.controllers.get(deviceId), { epoch, number, mark, happenedAt });
  if (heard === 'known') return NOTHING;
  const replayed: LotEvent = {
    type: 'LaneReplayed',
    laneId,
    deviceId,
    epoch,
    number,
    mark,
    happenedAt,
    kind: done.kind,
    ...(heard === 'repeats' ? { repeats: true } : {}),
  };
  if (heard === 'repeats') return happened(replayed);
  const told = { head: command, found, deviceId, happenedAt };
  return happened(
    replayed,
    ...withOneAlarm([
      ...(heard === 'restarted' ? conflict(state, told, 'offline-renumbered') : []),
      ...takeOrWait(state, told, { waitingId: `${deviceId} ${mark}`, done }),
    ]),
  );
}

/** Two conflicts of one command are one alarm of the lane. */
function withOneAlarm(events: readonly LotEvent[]): readonly LotEvent[] {
  const raised = new Set<string>();
  return events.filter((event) => {
    if (event.type !== 'AlarmRaised') return true;
    const isFirst = !raised.has(event.alarmId);
    raised.add(event.alarmId);
    return isFirst;
  });
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
  SettleOffline: decideSettle,
  StockTickets: decideStock,
};
