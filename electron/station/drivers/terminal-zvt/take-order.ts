import { unreachable } from '#domain/kernel/assert.ts';
import { answerOfNobody, type TerminalOrder } from '../terminal-words.ts';
import { AMOUNT_MAX_MINOR } from './codec.ts';
import { type ChargeRecord, chargeOf, withCharge } from './memory.ts';
import { after, type HandshakeState, type Settings, type Step, stay } from './state.ts';
import {
  addDoubt,
  begin,
  beginAsking,
  beginReversal,
  doubtOf,
  emit,
  send,
  settle,
  timer,
} from './steps.ts';

type Order<K extends TerminalOrder['kind']> = Extract<TerminalOrder, { kind: K }>;

/** What an order leads to. One that cannot be carried out is answered and refused. */
export function takeOrder(state: HandshakeState, order: TerminalOrder, settings: Settings): Step {
  switch (order.kind) {
    case 'charge':
      return takeCharge(state, order, settings);
    case 'ask-charge':
      return takeAsk(state, order, settings);
    case 'abort-charge':
      return takeAbort(state, order);
    case 'reverse-charge':
    case 'end-of-day':
      return whenFree(state, order, () => startWork(state, order, settings));
    default:
      return unreachable(order);
  }
}

/** Does it when the terminal is idle, lets it wait for a short conversation, and refuses it else. */
function whenFree(state: HandshakeState, order: TerminalOrder, start: () => Step): Step {
  const { kind } = state.phase;
  if (kind === 'idle') return start();
  const isAway = kind === 'down' || kind === 'registering';
  // A line that was closed while idle is made anew at once; until that fails it counts as there.
  const isBack = isAway && state.status === 'online';
  const isShort = kind === 'enquiring' || kind === 'learning' || isBack;
  if (isShort && state.waiting === null) return stay({ ...state, waiting: order });
  const sentence = isAway
    ? 'The card terminal is offline.'
    : 'The card terminal is busy with something else. Try again when it is done.';
  const answer = answerOfNobody(order, sentence);
  const isBusyCharge = answer.kind === 'charge' && answer.outcome === 'failed' && !isAway;
  return stay(state, emit(isBusyCharge ? { ...answer, code: 'busy' } : answer), {
    kind: 'reject',
    sentence,
  });
}

function takeCharge(state: HandshakeState, order: Order<'charge'>, settings: Settings): Step {
  const known = chargeOf(state.memory, order.paymentId);
  // Never a second authorisation for one payment: what is known of the first is the answer.
  if (known !== null || isUnderWay(state, order.paymentId))
    return takeAsk(state, { ...order, kind: 'ask-charge', requestedAt: 0 }, settings);
  const { amountMinor, paymentId } = order;
  const isAmount = Number.isSafeInteger(amountMinor) && amountMinor > 0;
  if (!isAmount || amountMinor > AMOUNT_MAX_MINOR)
    return refuseCharge(state, order, 'amount-invalid', 'A card cannot be charged this amount.');
  if (order.currency !== settings.currency)
    return refuseCharge(
      state,
      order,
      'currency-mismatch',
      `The terminal works in ${settings.currency}, not in ${order.currency}.`,
    );
  return whenFree(state, order, () => {
    const before = state.memory.last;
    const charge: ChargeRecord = { paymentId, amountMinor, before, outcome: null };
    const memory = withCharge(state.memory, charge);
    return stay(
      { ...state, memory, phase: { kind: 'preparing', charge, isAborted: false } },
      { kind: 'remember', memory, confirm: true },
    );
  });
}

function refuseCharge(
  state: HandshakeState,
  { paymentId }: Order<'charge'>,
  code: 'amount-invalid' | 'currency-mismatch',
  detail: string,
): Step {
  return stay(state, emit({ kind: 'charge', paymentId, outcome: 'failed', code, detail }), {
    kind: 'reject',
    sentence: detail,
  });
}

function isUnderWay({ phase }: HandshakeState, paymentId: string): boolean {
  const isCharging = phase.kind === 'preparing' || phase.kind === 'authorising';
  return isCharging && phase.charge.paymentId === paymentId;
}

/** A definite end is told again; a payment under way tells its own; the rest is asked of the terminal. */
function takeAsk(state: HandshakeState, order: Order<'ask-charge'>, settings: Settings): Step {
  const { paymentId, amountMinor, knownReceipt = null } = order;
  if (isUnderWay(state, paymentId)) return stay(state);
  const known = chargeOf(state.memory, paymentId);
  if (known?.outcome && known.outcome.outcome !== 'unknown')
    return stay(state, emit({ kind: 'charge', paymentId, ...known.outcome }));
  const charge = known ?? { paymentId, amountMinor, before: null, outcome: null };
  return after(addDoubt(state, doubtOf(charge, knownReceipt), settings), (next) =>
    next.phase.kind === 'idle' ? beginAsking(next, settings) : stay(next),
  );
}

function takeAbort(state: HandshakeState, { paymentId }: Order<'abort-charge'>): Step {
  const { phase, waiting } = state;
  if (waiting?.kind === 'charge' && waiting.paymentId === paymentId)
    return stay(
      { ...state, waiting: null },
      emit({
        kind: 'charge',
        paymentId,
        outcome: 'failed',
        code: 'cancelled',
        detail: 'It was cancelled before it began.',
      }),
    );
  if (!isUnderWay(state, paymentId))
    return stay(state, { kind: 'reject', sentence: 'That payment is not under way.' });
  if (phase.kind === 'preparing') return stay({ ...state, phase: { ...phase, isAborted: true } });
  if (phase.kind !== 'authorising' || phase.abort !== 'no') return stay(state);
  // A terminal that has not acknowledged yet is not told two things at once.
  if (!phase.acknowledged) return stay({ ...state, phase: { ...phase, abort: 'wanted' } });
  return stay({ ...state, phase: { ...phase, abort: 'sent' } }, send({ kind: 'abort' }));
}

function startWork(
  state: HandshakeState,
  order: Order<'reverse-charge' | 'end-of-day'>,
  settings: Settings,
): Step {
  const { password } = settings;
  if (order.kind === 'end-of-day')
    return begin(
      state,
      { kind: 'ending-day', acknowledged: false, info: null },
      { kind: 'end-of-day', password },
      settings,
    );
  const { paymentId, amountMinor, terminalReceipt: receipt } = order;
  if (!/^\d{1,4}$/.test(receipt)) {
    const detail =
      'The payment has no receipt number of a terminal, so it cannot be reversed there.';
    return stay(state, emit({ kind: 'charge', paymentId, outcome: 'reversal-failed', detail }), {
      kind: 'reject',
      sentence: detail,
    });
  }
  return beginReversal(state, { paymentId, receipt, amountMinor, tries: 0 }, settings);
}

/** The charge is written down: now it may be sent. */
export function chargeRemembered(state: HandshakeState, settings: Settings): Step | null {
  const { phase } = state;
  if (phase.kind !== 'preparing') return null;
  const { charge } = phase;
  if (phase.isAborted) return null;
  const { currencyNumeric } = settings;
  return stay(
    {
      ...state,
      phase: {
        kind: 'authorising',
        charge,
        abort: 'no',
        isGarbled: false,
        acknowledged: false,
        info: null,
      },
    },
    send({ kind: 'authorise', amountMinor: charge.amountMinor, currencyNumeric }),
    timer(settings.ackTimeoutMs),
  );
}

/** It was not sent, and never will be. */
export function chargeNotSent(
  state: HandshakeState,
  charge: ChargeRecord,
  code: 'not-sent' | 'cancelled',
  detail: string,
): Step {
  return settle(state, charge, { outcome: 'failed', code, detail });
}
