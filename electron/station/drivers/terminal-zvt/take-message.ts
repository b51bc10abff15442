import { unreachable } from '#domain/kernel/assert.ts';
import type { TerminalMessage } from './codec.ts';
import { type Ending, idle } from './idle.ts';
import { RESULTS_BUSY, resultWords } from './result-words.ts';
import { after, type HandshakeState, type Settings, type Step, stay } from './state.ts';
import {
  beginLearning,
  emit,
  giveUp,
  learnt,
  send,
  settleDoubts,
  timer,
  WORK_FACTOR,
} from './steps.ts';
import { chargeEnded, chargeRefused, dayEnded, reversalEnded } from './work-ended.ts';

/** While a cardholder still stands at the terminal, it is asked again this often before giving up. */
export const ASK_TRIES_MAX = 60;
const LEARN_TRIES_MAX = 5;

/** The code of an abort that carries none: the terminal's own word for a fault. */
const CODE_MISSING = 0xff;

/** What a message leads to. Whatever the terminal says by itself is acknowledged, or it stops there. */
export function takeMessage(
  state: HandshakeState,
  message: TerminalMessage,
  settings: Settings,
): Step {
  const acknowledge = stay(state, send({ kind: 'acknowledge' }));
  switch (message.kind) {
    case 'acknowledged':
      return acknowledged(state, settings);
    case 'refused':
      return ended(state, message, settings);
    case 'progress':
      return after(acknowledge, (next) => progress(next, message.text));
    case 'status':
      return after(acknowledge, (next) => withInfo(next, message));
    case 'print':
      return acknowledge;
    case 'completed':
      return after(acknowledge, (next) =>
        next.phase.kind === 'registering'
          ? registered(next, message, settings)
          : ended(next, { kind: 'completed' }, settings),
      );
    case 'aborted':
      return after(acknowledge, (next) =>
        ended(next, { kind: 'aborted', code: message.code ?? CODE_MISSING }, settings),
      );
    case 'request':
      return stay(state, send({ kind: 'cannot' }));
    default:
      return unreachable(message);
  }
}

function acknowledged(state: HandshakeState, settings: Settings): Step {
  const { phase } = state;
  const workMs = settings.ackTimeoutMs * WORK_FACTOR;
  switch (phase.kind) {
    case 'registering':
    case 'enquiring':
      return stay(state, timer(workMs));
    case 'learning':
    case 'asking':
      return stay({ ...state, phase: { ...phase, acknowledged: true } }, timer(workMs));
    case 'reversing':
    case 'ending-day':
      if (phase.acknowledged) return stay(state);
      return stay(
        { ...state, phase: { ...phase, acknowledged: true } },
        timer(settings.chargeTimeoutMs),
      );
    case 'authorising': {
      if (phase.acknowledged) return stay(state);
      const isAbortWanted = phase.abort === 'wanted';
      const abort = isAbortWanted ? 'sent' : phase.abort;
      return stay(
        { ...state, phase: { ...phase, acknowledged: true, abort } },
        timer(phase.isGarbled ? workMs : settings.chargeTimeoutMs),
        ...(isAbortWanted ? [send({ kind: 'abort' })] : []),
      );
    }
    default:
      return stay(state);
  }
}

function progress(state: HandshakeState, text: string): Step {
  const { phase } = state;
  if (phase.kind === 'authorising')
    return stay(state, emit({ kind: 'charge-progress', paymentId: phase.charge.paymentId, text }));
  if (phase.kind === 'reversing')
    return stay(
      state,
      emit({ kind: 'charge-progress', paymentId: phase.reversal.paymentId, text }),
    );
  return stay(state);
}

function withInfo(
  state: HandshakeState,
  { info }: Extract<TerminalMessage, { kind: 'status' }>,
): Step {
  const { phase } = state;
  return 'info' in phase ? stay({ ...state, phase: { ...phase, info } }) : stay(state);
}

function registered(
  state: HandshakeState,
  { terminalId, currencyNumeric }: Extract<TerminalMessage, { kind: 'completed' }>,
  settings: Settings,
): Step {
  if (currencyNumeric !== null && currencyNumeric !== settings.currencyNumeric)
    return giveUp(
      state,
      'fault',
      `It works in currency ${currencyNumeric}, the lot in ${settings.currencyNumeric} (${settings.currency}).`,
      settings,
    );
  const next = { ...state, terminalId: terminalId ?? state.terminalId };
  const isAsked = next.doubts.length > 0 || next.redo !== null;
  // A terminal that prints for itself would put out a slip each time it is asked.
  const isKnown = settings.receipts === 'terminal' && next.memory.last !== null;
  return isAsked || isKnown ? idle(next, settings) : beginLearning(next, settings);
}

/** The command of this phase has ended. */
function ended(state: HandshakeState, ending: Ending, settings: Settings): Step {
  const { phase } = state;
  const isBusy = ending.kind !== 'completed' && RESULTS_BUSY.has(ending.code);
  switch (phase.kind) {
    case 'registering':
      if (ending.kind === 'completed') return stay(state);
      return isBusy
        ? giveUp(state, 'offline', 'The terminal is busy with something else.', settings)
        : giveUp(
            state,
            'fault',
            `It refuses to be registered: ${resultWords(ending.code)}`,
            settings,
          );
    case 'enquiring':
      return idle(state, settings);
    case 'learning':
      if (isBusy && phase.tries < LEARN_TRIES_MAX)
        return beginLearning(state, settings, phase.tries + 1);
      return after(learnt(state, answerOf(phase.info, ending, isBusy)), (next) =>
        idle(next, settings),
      );
    case 'asking':
      if (isBusy && phase.tries < ASK_TRIES_MAX)
        return stay(
          { ...state, phase: { ...phase, isResting: true } },
          timer(settings.ackTimeoutMs),
        );
      return after(settleDoubts(state, answerOf(phase.info, ending, isBusy), settings), (next) =>
        idle(next, settings),
      );
    case 'authorising':
      return ending.kind === 'refused'
        ? chargeRefused(state, phase, ending.code, settings)
        : chargeEnded(state, phase, ending, settings);
    case 'reversing':
      return reversalEnded(state, phase, ending, settings);
    case 'ending-day':
      return dayEnded(state, phase, ending, settings);
    default:
      return stay(state);
  }
}

function answerOf(
  info: Extract<HandshakeState['phase'], { kind: 'asking' }>['info'],
  ending: Ending,
  isBusy: boolean,
) {
  if (info !== null) return info;
  return ending.kind === 'completed' || isBusy ? 'silent' : 'none';
}
