import type { Payment } from '../../payment/payment.ts';
import type { CommandHead, CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { captured, openWhereItWaits } from './payment-capture.ts';
import { reversed } from './payment-end.ts';
import { sessionIdOf, uncertainAlarmId } from './payment-ids.ts';
import { abortOthers } from './payment-under-way.ts';
import { openShift } from './till.ts';

/**
 * What a terminal or provider says. News may come twice, late or in the wrong order: a captured payment
 * is never captured again nor failed, and a failed one that did capture is captured.
 */
export function decidePaymentReport(
  state: LotState,
  command: CommandOf<'ReportPayment'>,
): Decision {
  const payment = state.payments.payments.get(command.paymentId);
  if (payment === undefined) return refused('payment-unknown', command.paymentId);
  const { outcome } = command;
  const sessionId = sessionIdOf(payment.purpose);
  const { id: paymentId } = payment;
  switch (outcome.kind) {
    case 'captured':
      return decideCaptured(state, command, payment, outcome);
    case 'failed': {
      if (payment.state !== 'requested') return NOTHING;
      const { code, detail } = outcome;
      const { laneId } = payment;
      return happened(
        { type: 'PaymentFailed', paymentId, sessionId, laneId, code, detail },
        ...endOfDoubt(state, payment),
      );
    }
    case 'unknown': {
      if (payment.state !== 'requested' || payment.uncertain) return NOTHING;
      const { detail } = outcome;
      return happened(
        { type: 'PaymentUncertain', paymentId, sessionId, detail },
        doubt(payment, detail),
      );
    }
    case 'reversed':
      if (payment.state !== 'captured') return NOTHING;
      return happened(
        ...reversed(state, payment, {
          reason: 'reversed at the terminal',
          shiftId: openShift(state, payment.shiftId),
          at: command.at,
        }),
      );
    case 'reversal-failed': {
      if (payment.ending !== 'reverse') return NOTHING;
      const { detail } = outcome;
      const session = sessionId === null ? undefined : state.sessions.get(sessionId);
      return happened(
        { type: 'ReversalFailed', paymentId, sessionId, detail },
        // It is still paid, so whoever was asked again may go.
        ...(session === undefined ? [] : openWhereItWaits(state, session, 0, command.at)),
      );
    }
  }
}

function decideCaptured(
  state: LotState,
  command: CommandHead,
  payment: Payment,
  outcome: Extract<CommandOf<'ReportPayment'>['outcome'], { kind: 'captured' }>,
): Decision {
  if (payment.state !== 'requested' && payment.state !== 'failed') return NOTHING;
  const { amountMinor, reference } = outcome;
  const events = captured(
    state,
    {
      paymentId: payment.id,
      purpose: payment.purpose,
      method: payment.method,
      amountMinor,
      tenderedMinor: amountMinor,
      quote: payment.quote,
      askedDueMinor: payment.dueMinor,
      providerReference: reference,
      shiftId: state.shifts.byClerk.get(payment.by) ?? null,
      laneId: payment.laneId,
    },
    command,
  );
  return happened(
    ...events,
    ...endOfDoubt(state, payment),
    ...abortOthers(state, payment.id, payment.purpose),
  );
}

/** Staff read the terminal's slip and say what it says. */
export function decideResolve(state: LotState, command: CommandOf<'ResolvePayment'>): Decision {
  const payment = state.payments.payments.get(command.paymentId);
  if (payment === undefined) return refused('payment-unknown', command.paymentId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  if (payment.state !== 'requested') return refused('payment-settled');
  if (!payment.uncertain) return refused('payment-pending');
  if (command.captured)
    return decideCaptured(state, command, payment, {
      kind: 'captured',
      amountMinor: payment.amountMinor,
      reference: { id: reason, terminalId: null, trace: null, cardName: null },
    });
  return happened(
    {
      type: 'PaymentFailed',
      paymentId: payment.id,
      sessionId: sessionIdOf(payment.purpose),
      laneId: payment.laneId,
      code: 'resolved-by-staff',
      detail: reason,
    },
    ...endOfDoubt(state, payment),
  );
}

function doubt({ id, deviceId, laneId }: Payment, detail: string): LotEvent {
  return {
    type: 'AlarmRaised',
    alarmId: uncertainAlarmId(id),
    code: 'payment-uncertain',
    deviceId,
    laneId,
    detail,
  };
}

function endOfDoubt(state: LotState, { id }: Payment): readonly LotEvent[] {
  const alarm = state.alarms.get(uncertainAlarmId(id));
  if (alarm === undefined || alarm.clearedAt !== null) return [];
  return [{ type: 'AlarmCleared', alarmId: alarm.id }];
}
