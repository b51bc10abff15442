import { must } from '../../kernel/assert.ts';
import type { ShiftId } from '../../kernel/ids.ts';
import { MINUTE_MS } from '../../kernel/instant.ts';
import type { Actor } from '../actor.ts';
import { actorName } from '../actor.ts';
import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, refused } from '../decision.ts';
import { duePayment } from '../due.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { letOut } from './departure.ts';
import { idFrom } from './ids.ts';
import { findLane, isTracked } from './lookup.ts';

/** Cash over the counter. A vehicle that already waits at an exit is let out by it. */
export function decidePayment(state: LotState, command: CommandOf<'TakePayment'>): Decision {
  const session = state.sessions.get(command.sessionId);
  if (session === undefined) return refused('session-unknown', command.sessionId);
  const { lot } = must(state.installed, 'sessions exist only in an open lot');
  const { dueMinor, quote } = duePayment(lot, session, command.at);
  if (dueMinor === 0) return refused('payment-not-due');
  const { amountMinor, tenderedMinor } = command;
  if (amountMinor !== dueMinor)
    return refused('payment-wrong-amount', `${dueMinor} is due in minor units`);
  if (tenderedMinor < amountMinor) return refused('cash-too-little');
  const paid: LotEvent = {
    type: 'PaymentTaken',
    sessionId: session.id,
    paymentId: idFrom(command, 'p'),
    receiptNumber: state.lastReceiptNumber + 1,
    method: command.method,
    amountMinor,
    tenderedMinor,
    changeMinor: tenderedMinor - amountMinor,
    graceUntilAt: command.at + lot.policies.exitGraceMinutes * MINUTE_MS,
    shiftId: ownShift(state, command.actor),
    quote,
  };
  return happened(paid, ...openWhereItWaits(state, command.sessionId, amountMinor));
}

function openWhereItWaits(
  state: LotState,
  sessionId: string,
  amountMinor: number,
): readonly LotEvent[] {
  for (const [laneId, lane] of state.lanes) {
    if (lane.phase !== 'due' || lane.sessionId !== sessionId) continue;
    const session = must(state.sessions.get(sessionId), 'the paying session is inside');
    const found = must(findLane(state, laneId), 'lane states exist only for lanes');
    return letOut(
      laneId,
      { ...session, paidMinor: session.paidMinor + amountMinor },
      isTracked(found),
    );
  }
  return [];
}

/** A shift is one clerk's till: what others take does not go through it. */
function ownShift({ shift }: LotState, actor: Actor): ShiftId | null {
  return shift !== null && shift.by === actorName(actor) ? shift.id : null;
}
