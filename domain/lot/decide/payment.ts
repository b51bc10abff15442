import { must } from '../../kernel/assert.ts';
import { MINUTE_MS } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import { changeFor } from '../../payment/cash.ts';
import { ownReferenceOf } from '../../payment/own-reference.ts';
import type { PaymentPurpose } from '../../payment/payment.ts';
import type { PaymentCommand } from '../command/payment.ts';
import type { CommandBody, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import { type Due, reversalsOf } from '../due.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';
import { captured } from './payment-capture.ts';
import { dueOf } from './payment-due.ts';
import { decideAbort, decideReverse } from './payment-end.ts';
import { sessionIdOf } from './payment-ids.ts';
import { decideRefund, decideRefundReport } from './payment-refund.ts';
import { decidePaymentReport, decideResolve } from './payment-report.ts';
import { abortOthers, underWay } from './payment-under-way.ts';
import { shiftOf } from './till.ts';

/** How long a driver may take to scan a code or to finish a payment page. */
const OFFER_VALID_MS = 15 * MINUTE_MS;

/**
 * Cash over the counter. A vehicle that already waits at an exit is let out by it. What the desk has
 * under way has to end first, or it may be paid twice; what a lane offers ends by it.
 */
export function decideCash(state: LotState, command: CommandOf<'TakePayment'>): Decision {
  const { purpose, amountMinor, tenderedMinor } = command;
  const asked = payable(state, command);
  if ('refusal' in asked) return asked.refusal;
  const { currency } = must(state.installed, 'what is due has a lot').lot;
  const change = changeFor(amountMinor, tenderedMinor, currency);
  if (!change.ok) return refused(change.error);
  if (underWay(state, purpose).some((one) => one.laneId === null))
    return refused('payment-pending');
  const paymentId = idFrom(command, 'p');
  return happened(
    ...captured(
      state,
      {
        paymentId,
        purpose,
        method: 'cash',
        amountMinor,
        tenderedMinor,
        quote: asked.due.quote,
        askedDueMinor: asked.due.dueMinor,
        providerReference: null,
        shiftId: shiftOf(state, command.actor),
        laneId: null,
      },
      command,
    ),
    ...abortOthers(state, paymentId, purpose),
  );
}

/** Opens a payment at a terminal or a provider. Nothing opens before the money is there. */
export function decideRequest(state: LotState, command: CommandOf<'RequestPayment'>): Decision {
  const { purpose, method, amountMinor, laneId, deviceId, provider } = command;
  const asked = payable(state, command);
  if ('refusal' in asked) return asked.refusal;
  if (amountMinor === 0) return refused('payment-not-due');
  if (method === 'card' ? deviceId === null : provider === null)
    return refused('method-unavailable');
  if (deviceId !== null && state.devices.get(deviceId) === undefined)
    return refused('device-unknown', deviceId);
  const busy = underWay(state, purpose).some((one) =>
    laneId === null ? one.laneId === null : one.laneId === laneId && one.method === method,
  );
  if (busy) return refused('payment-pending');
  const paymentId = idFrom(command, 'p');
  return happened({
    type: 'PaymentRequested',
    paymentId,
    sessionId: sessionIdOf(purpose),
    purpose,
    method,
    amountMinor,
    dueMinor: asked.due.dueMinor,
    quote: asked.due.quote,
    reference: ownReferenceOf(paymentId),
    laneId,
    deviceId,
    provider,
    expiresAt: method === 'card' ? null : command.at + OFFER_VALID_MS,
  });
}

type Asked = { readonly due: Pick<Due, 'dueMinor' | 'quote'> } | { readonly refusal: Decision };

/** Whether an amount may be paid now: what is due, a part of it where parts are meant, or a nil payment. */
function payable(
  state: LotState,
  {
    purpose,
    amountMinor,
    part,
    at,
  }: {
    readonly purpose: PaymentPurpose;
    readonly amountMinor: Minor;
    readonly part: boolean;
    readonly at: number;
  },
): Asked {
  // Whether the money of before is still there is known in a moment.
  if (purpose.kind === 'session' && reversalsOf(state.payments, purpose.sessionId).length > 0)
    return { refusal: refused('payment-pending', 'a reversal') };
  const due = dueOf(state, purpose, at, amountMinor);
  if (!due.ok) return { refusal: refused(due.code) };
  const { dueMinor } = due;
  if (dueMinor === 0 && !(amountMinor === 0 && mayBeNil(state, purpose)))
    return { refusal: refused('payment-not-due') };
  const fits = part ? amountMinor > 0 && amountMinor <= dueMinor : amountMinor === dueMinor;
  if (!fits)
    return { refusal: refused('payment-wrong-amount', `${dueMinor} is due in minor units`) };
  return { due };
}

/** A driver who owes nothing may still want a receipt, and the grace, once. */
function mayBeNil(state: LotState, purpose: PaymentPurpose): boolean {
  if (purpose.kind !== 'session') return false;
  return state.sessions.get(purpose.sessionId)?.graceUntilAt === null;
}

function decideOffer(state: LotState, command: CommandOf<'NoteProviderOrder'>): Decision {
  const { paymentId, provider, providerOrderId, link } = command;
  const payment = state.payments.payments.get(paymentId);
  if (payment === undefined) return refused('payment-unknown', paymentId);
  if (payment.providerOrderId === providerOrderId) return NOTHING;
  const offered: LotEvent = {
    type: 'PaymentOffered',
    paymentId,
    sessionId: sessionIdOf(payment.purpose),
    laneId: payment.laneId,
    provider,
    providerOrderId,
    link,
  };
  return happened(offered);
}

export const paymentDeciders: Deciders<Extract<CommandBody, PaymentCommand>> = {
  TakePayment: decideCash,
  RequestPayment: decideRequest,
  NoteProviderOrder: decideOffer,
  ReportPayment: decidePaymentReport,
  ResolvePayment: decideResolve,
  AbortPayment: decideAbort,
  ReversePayment: decideReverse,
  RefundPayment: decideRefund,
  ReportRefund: decideRefundReport,
};
