import { unreachable } from '#domain/kernel/assert.ts';
import { idle } from './idle.ts';
import {
  after,
  type HandshakeInput,
  type HandshakeState,
  type Settings,
  type Step,
  stay,
} from './state.ts';
import {
  begin,
  beginAsking,
  emit,
  giveUp,
  goDown,
  lose,
  reversalUnheard,
  send,
  timer,
  WORK_FACTOR,
} from './steps.ts';
import { takeMessage } from './take-message.ts';
import { chargeNotSent, chargeRemembered, takeOrder } from './take-order.ts';

/**
 * The conversation with one card terminal as a pure function: what is heard, what is due and what is
 * ordered leads to the next state and to what is to be done. The rule above all: an authorisation is
 * sent once for a payment, after it was written down, and whatever is not heard is asked for.
 */
export function transition(state: HandshakeState, input: HandshakeInput, settings: Settings): Step {
  switch (input.kind) {
    case 'line-up':
      return register(state, settings);
    case 'line-down':
      return lose(state, input.sentence, settings);
    case 'message':
      return takeMessage(state, input.message, settings);
    case 'garbage':
      return takeGarbage(state, settings);
    case 'order':
      return takeOrder(state, input.order, settings);
    case 'timeout':
      return timeOut(state, settings);
    case 'doubt-timeout':
      return reportDoubts(state);
    case 'remembered':
      return remembered(state, settings);
    case 'not-remembered':
      return notRemembered(state, input.sentence, settings);
    default:
      return unreachable(input);
  }
}

function register(state: HandshakeState, settings: Settings): Step {
  const { password, currencyNumeric, receipts } = settings;
  return begin(
    state,
    { kind: 'registering' },
    { kind: 'register', password, currencyNumeric, receipts },
    settings,
  );
}

/**
 * What could not be read is dropped. During a payment it may have been the result: it is not waited for
 * much longer, and the terminal is asked instead.
 */
function takeGarbage(state: HandshakeState, settings: Settings): Step {
  const { phase } = state;
  if (phase.kind !== 'authorising' || phase.isGarbled) return stay(state);
  return stay(
    { ...state, phase: { ...phase, isGarbled: true } },
    timer(settings.ackTimeoutMs * WORK_FACTOR),
  );
}

/** The step's time is over. */
function timeOut(state: HandshakeState, settings: Settings): Step {
  const { phase } = state;
  switch (phase.kind) {
    case 'idle':
      return begin(
        state,
        { kind: 'enquiring' },
        { kind: 'status-enquiry', password: settings.password },
        settings,
      );
    case 'asking':
      if (phase.isResting) return beginAsking(state, settings, phase.tries + 1);
      return giveUp(state, 'offline', 'The terminal does not answer.', settings);
    case 'authorising':
      if (!phase.acknowledged || phase.abort === 'sent' || phase.isGarbled)
        return giveUp(state, 'offline', 'The terminal does not answer.', settings);
      return stay(
        { ...state, phase: { ...phase, abort: 'sent' } },
        send({ kind: 'abort' }),
        timer(settings.ackTimeoutMs * WORK_FACTOR),
        emit({
          kind: 'charge-progress',
          paymentId: phase.charge.paymentId,
          text: 'The time is over, the terminal is being stopped',
        }),
      );
    case 'registering':
    case 'learning':
    case 'enquiring':
    case 'reversing':
    case 'ending-day':
      return giveUp(state, 'offline', 'The terminal does not answer.', settings);
    case 'down':
      if (phase.lost === null) return stay(state);
      return goDown(state, 'offline', phase.lost, settings);
    case 'preparing':
      return stay(state);
    default:
      return unreachable(phase);
  }
}

/** Staff have waited long enough: they are told that nobody knows. The terminal is still asked later. */
function reportDoubts(state: HandshakeState): Step {
  const open = state.doubts.filter(({ reported }) => !reported);
  const detail =
    "The terminal has not said how this payment ended. Look at the terminal's own list of payments before charging again.";
  const redo = state.redo ? [reversalUnheard(state.redo)] : [];
  return stay(
    {
      ...state,
      doubts: state.doubts.map((doubt) => ({ ...doubt, reported: true })),
      redo: null,
    },
    ...open.map(({ charge }) =>
      emit({ kind: 'charge', paymentId: charge.paymentId, outcome: 'unknown', detail }),
    ),
    ...redo,
  );
}

function remembered(state: HandshakeState, settings: Settings): Step {
  const { phase } = state;
  if (phase.kind !== 'preparing') return stay(state);
  const sent = chargeRemembered(state, settings);
  if (sent !== null) return sent;
  const detail = 'It was cancelled before it was sent to the terminal.';
  return after(chargeNotSent(state, phase.charge, 'cancelled', detail), (next) =>
    idle(next, settings),
  );
}

/** What cannot be written down is not charged: after a crash nobody could tell what became of it. */
function notRemembered(state: HandshakeState, sentence: string, settings: Settings): Step {
  const { phase } = state;
  if (phase.kind !== 'preparing') return stay(state);
  const detail = `The station cannot write to its disk, so nothing was charged: ${sentence}`;
  return after(chargeNotSent(state, phase.charge, 'not-sent', detail), (next) =>
    idle(next, settings),
  );
}
