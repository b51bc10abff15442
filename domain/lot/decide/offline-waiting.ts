import { DAY_MS, MINUTE_MS } from '../../kernel/instant.ts';
import type { DoneOffline } from '../command/offline.ts';
import type { CommandHead } from '../command.ts';
import { type Decision, happened, NOTHING } from '../decision.ts';
import type { ToldOffline } from '../event/offline.ts';
import type { LotEvent } from '../event.ts';
import type { LotState, WaitingOffline } from '../state.ts';
import { findLane } from './lookup.ts';
import { conflict, follows, type Outcome, type Told } from './offline-conflict.ts';
import { enteredOffline } from './offline-entry.ts';
import { leftOffline } from './offline-exit.ts';

/** How long something that was told waits for what would explain it, before staff are called. */
export const WAIT_MS = 15 * MINUTE_MS;
/** How long an exit that staff know of is still matched with its entry. */
export const KEEP_MS = 2 * DAY_MS;
/** What waits at most; what is more is a conflict at once. */
export const WAITING_MAX = 2_000;

/** What follows from what a controller did. */
export function outcomeOf(state: LotState, told: Told, done: DoneOffline): Outcome {
  switch (done.kind) {
    case 'entered':
      return enteredOffline(state, told, done);
    case 'left':
      return leftOffline(state, told, done);
    case 'opened':
      // No transaction stands behind it: it belongs on the list of such openings.
      return follows({ type: 'GateOpenedAlone', laneId: told.found.lane.id });
    case 'unreadable':
      return follows(...conflict(state, told, 'offline-unreadable'));
  }
}

/** What is told now: what follows at once, or that it waits for what would explain it. */
export function takeOrWait(
  state: LotState,
  told: Omit<Told, 'isLast'>,
  { waitingId, done }: Pick<ToldOffline, 'waitingId' | 'done'>,
): readonly LotEvent[] {
  const { deviceId, happenedAt, found } = told;
  const waits: LotEvent = {
    type: 'OfflineWaits',
    waitingId,
    laneId: found.lane.id,
    deviceId,
    happenedAt,
    done,
  };
  const isLast = state.waiting.size >= WAITING_MAX;
  // What was told before and fits by now goes first: else this exit ends the stay that one ended.
  const ready = isLast ? [] : settleOne(state, told.head);
  if (ready.length > 0) return [...ready, waits];
  const outcome = outcomeOf(state, { ...told, isLast }, done);
  return outcome.waits ? [waits] : outcome.events;
}

/** Settles one of those that wait, the earliest first, or says nothing while none of them fits. */
export function settleOne(state: LotState, head: CommandHead): readonly LotEvent[] {
  const waiting = [...state.waiting.values()].sort((a, b) => a.happenedAt - b.happenedAt);
  for (const one of waiting) {
    const events = settle(state, head, one);
    if (events.length > 0) return events;
  }
  return [];
}

function settle(state: LotState, head: CommandHead, one: WaitingOffline): readonly LotEvent[] {
  const { waitingId, deviceId, happenedAt, laneId, done } = one;
  const found = findLane(state, laneId);
  const givenUp: LotEvent = { type: 'OfflineSettled', waitingId, how: 'given-up' };
  if (found === null || head.at - one.toldAt >= KEEP_MS) return [givenUp];
  const told = { head, found, deviceId, happenedAt };
  const first = outcomeOf(state, { ...told, isLast: false }, done);
  if (!first.waits) return [...first.events, { type: 'OfflineSettled', waitingId, how: 'fits' }];
  if (one.isTold || head.at - one.toldAt < WAIT_MS) return [];
  const last = outcomeOf(state, { ...told, isLast: true }, done);
  if (last.waits) return [];
  // An entry is in the books from now on. An exit may still find the stay that it ended.
  if (done.kind !== 'left')
    return [...last.events, { type: 'OfflineSettled', waitingId, how: 'by-staff' }];
  return last.events.map((event) =>
    event.type === 'OfflineConflict' ? { ...event, waitingId } : event,
  );
}

export function decideSettle(state: LotState, command: CommandHead): Decision {
  const events = settleOne(state, command);
  return events.length === 0 ? NOTHING : happened(...events);
}
