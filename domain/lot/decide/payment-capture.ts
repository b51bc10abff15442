import { must } from '../../kernel/assert.ts';
import type { LaneId, PaymentId, ShiftId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { MINUTE_MS } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import type { PaymentMethod, PaymentPurpose, PaymentReference } from '../../payment/payment.ts';
import { taxesOfPart } from '../../payment/taxes.ts';
import type { Session } from '../../session/session.ts';
import type { Quote } from '../../tariff/quote.ts';
import type { CommandHead } from '../command.ts';
import { duePayment } from '../due.ts';
import type { EventOf, LotEvent } from '../event.ts';
import { settledBesidePayment } from '../membership-cover.ts';
import type { LotState } from '../state.ts';
import { letOut } from './departure.ts';
import { findLane, isTracked } from './lookup.ts';
import { membershipPaid, membershipTakes } from './membership.ts';
import { overpaidAlarmId, sessionIdOf } from './payment-ids.ts';
import { receiptOfPayment } from './receipt-print.ts';
import { reservationTakes } from './reservation-due.ts';
import { validationsSettled } from './validation-value.ts';
import { reviewWaiting } from './waiting.ts';

/** Money that is there. */
export interface Capture {
  readonly paymentId: PaymentId;
  readonly purpose: PaymentPurpose;
  readonly method: PaymentMethod;
  readonly amountMinor: Minor;
  readonly tenderedMinor: Minor;
  readonly quote: Quote | null;
  /** What was due when it was asked for: who pays that has paid, however long the terminal takes. */
  readonly askedDueMinor: Minor;
  readonly providerReference: PaymentReference | null;
  readonly shiftId: ShiftId | null;
  /** Where the driver paid; null at the desk. */
  readonly laneId: LaneId | null;
}

/** The capture with its receipt, and what follows: the gate where the vehicle waits, what was bought. */
export function captured(
  state: LotState,
  capture: Capture,
  command: CommandHead,
): readonly LotEvent[] {
  const { at } = command;
  const { purpose, amountMinor, tenderedMinor, quote } = capture;
  const sessionId = sessionIdOf(purpose);
  const session = sessionId === null ? null : (state.sessions.get(sessionId) ?? null);
  const standing = standingOf(state, capture, session, at);
  const event: EventOf<'PaymentCaptured'> = {
    type: 'PaymentCaptured',
    paymentId: capture.paymentId,
    sessionId,
    purpose,
    method: capture.method,
    laneId: capture.laneId,
    receiptNumber: state.payments.lastReceiptNumber + 1,
    amountMinor,
    tenderedMinor,
    changeMinor: tenderedMinor - amountMinor,
    graceUntilAt: standing.graceUntilAt,
    shiftId: capture.shiftId,
    quote,
    taxes: taxesOfPart(quote?.taxes ?? [], amountMinor, quote?.totalMinor ?? 0),
    providerReference: capture.providerReference,
    unmatched: standing.overpaidMinor > 0,
    overpaidMinor: standing.overpaidMinor,
  };
  const events: LotEvent[] = [event];
  if (standing.overpaidMinor > 0) events.push(overpaidAlarm(capture, standing.overpaidMinor));
  if (session !== null && standing.settled) {
    const { owedMinor } = duePayment(state, session, at);
    const about = { owedMinor, paidMinor: amountMinor, at };
    events.push(...settledBesidePayment(state, session, about));
    const opened = openWhereItWaits(state, session, amountMinor, at);
    // A stay that ends at once tells of its validations itself.
    if (!opened.some(({ type }) => type === 'SessionEnded'))
      events.push(...validationsSettled(state, session, at));
    events.push(...opened);
  } else if (session !== null) {
    const paidMinor = session.paidMinor + amountMinor;
    events.push(...reviewWaiting(state, { ...session, paidMinor }, at));
  }
  if (purpose.kind === 'membership')
    events.push(...membershipPaid(state, purpose, amountMinor, at));
  return [...events, ...receiptOfPayment(state, event, command)];
}

interface Standing {
  /** Nothing is due any more. */
  readonly settled: boolean;
  readonly overpaidMinor: Minor;
  readonly graceUntilAt: Instant | null;
}

function standingOf(
  state: LotState,
  { purpose, amountMinor, askedDueMinor }: Capture,
  session: Session | null,
  at: Instant,
): Standing {
  if (purpose.kind !== 'session') {
    const overpaidMinor = Math.max(0, amountMinor - takenFor(state, purpose, amountMinor, at));
    return { settled: true, overpaidMinor, graceUntilAt: null };
  }
  if (session === null) return { settled: false, overpaidMinor: amountMinor, graceUntilAt: null };
  const { dueMinor } = duePayment(state, session, at);
  const settled = amountMinor >= Math.min(askedDueMinor, dueMinor);
  // Other money may have come since this was asked for; within a grace, all of it was paid twice.
  const overpaidMinor = Math.max(0, amountMinor - dueMinor);
  if (!settled) return { settled, overpaidMinor, graceUntilAt: null };
  const { exitGraceMinutes } = must(state.installed, 'a session is in an open lot').lot.policies;
  // A grace is given for money that was owed, or once for nothing: else a stay could go on by one free
  // grace after the other.
  const buysNone = dueMinor === 0 && (amountMinor > 0 || session.graceUntilAt !== null);
  return {
    settled,
    overpaidMinor,
    graceUntilAt: buysNone ? session.graceUntilAt : at + exitGraceMinutes * MINUTE_MS,
  };
}

/** What of an amount its purpose has a use for; the rest has to be given back. */
function takenFor(
  state: LotState,
  purpose: Exclude<PaymentPurpose, { kind: 'session' }>,
  amountMinor: Minor,
  at: Instant,
): Minor {
  switch (purpose.kind) {
    case 'reservation':
      return reservationTakes(state, purpose.reservationId, at);
    case 'membership':
      return membershipTakes(state, purpose) ? amountMinor : 0;
    case 'lost-ticket':
      return amountMinor;
  }
}

/** Opens for a session that owes nothing any more, if its vehicle stands at a gate. */
export function openWhereItWaits(
  state: LotState,
  session: Session,
  amountMinor: Minor,
  at: Instant,
): readonly LotEvent[] {
  for (const [laneId, lane] of state.lanes) {
    if (lane.phase !== 'due' || lane.sessionId !== session.id) continue;
    const found = must(findLane(state, laneId), 'lane states exist only for lanes');
    const paid = { ...session, paidMinor: session.paidMinor + amountMinor };
    return letOut(state, laneId, paid, { tracked: isTracked(found), at });
  }
  return [];
}

/** Money that nobody owed must be given back: staff are told, and the refund ends the alarm. */
function overpaidAlarm({ paymentId }: Capture, overpaidMinor: Minor): LotEvent {
  return {
    type: 'AlarmRaised',
    alarmId: overpaidAlarmId(paymentId),
    code: 'payment-overpaid',
    deviceId: null,
    laneId: null,
    detail: `Payment ${paymentId}: ${overpaidMinor} in minor units came beyond what was due`,
  };
}
