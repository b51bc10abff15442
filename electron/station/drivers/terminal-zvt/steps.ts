import type { DeviceStatus } from '#domain/lot/words.ts';
import type { TerminalInput, TerminalOrder } from '../terminal-words.ts';
import { answerOfNobody } from '../terminal-words.ts';
import type { Command } from './codec.ts';
import {
  type ChargeOutcome,
  type ChargeRecord,
  type LastTransaction,
  transactionOf,
  withCharge,
} from './memory.ts';
import {
  after,
  DOUBTS_MAX,
  type HandshakeEffect,
  type HandshakeState,
  type Phase,
  type Reversal,
  type Settings,
  type Step,
  stay,
} from './state.ts';
import type { StatusInformation } from './status-information.ts';
import { type Doubt, type LastAnswer, verdictOn } from './verdict.ts';

/** A reversal whose end was not told is sent again until it was sent this often. */
export const REVERSAL_TRIES_MAX = 3;
/** A terminal that acknowledged a short command may take this many times as long to carry it out. */
export const WORK_FACTOR = 4;

export const send = (command: Command): HandshakeEffect => ({ kind: 'send', command });
export const emit = (input: TerminalInput): HandshakeEffect => ({ kind: 'emit', input });
export const timer = (ms: number): HandshakeEffect => ({ kind: 'timer', ms });

const freshWork = { acknowledged: false, info: null } as const;

/** Sends a command and awaits its acknowledgement in `phase`. */
export function begin(
  state: HandshakeState,
  phase: Phase,
  command: Command,
  settings: Settings,
): Step {
  return stay({ ...state, phase }, send(command), timer(settings.ackTimeoutMs));
}

export function beginLearning(state: HandshakeState, settings: Settings, tries = 0): Step {
  const phase: Phase = { kind: 'learning', tries, ...freshWork };
  return begin(state, phase, { kind: 'repeat-receipt', password: settings.password }, settings);
}

export function beginAsking(state: HandshakeState, settings: Settings, tries = 0): Step {
  const phase: Phase = { kind: 'asking', tries, isResting: false, ...freshWork };
  return begin(state, phase, { kind: 'repeat-receipt', password: settings.password }, settings);
}

export function beginReversal(state: HandshakeState, reversal: Reversal, settings: Settings): Step {
  const sent = { ...reversal, tries: reversal.tries + 1 };
  const { password } = settings;
  return begin(
    { ...state, redo: null },
    { kind: 'reversing', reversal: sent, ...freshWork },
    { kind: 'reverse', password, receipt: reversal.receipt },
    settings,
  );
}

/** The terminal is free: first what is in doubt is asked, then what waits is done. */
export function toIdle(
  before: HandshakeState,
  settings: Settings,
  takeOrder: (state: HandshakeState, order: TerminalOrder) => Step,
): Step {
  const online = reportStatus({ ...before, phase: { kind: 'idle' } }, 'online', '');
  return after(online, (state) => {
    if (state.doubts.length > 0) return beginAsking(state, settings);
    const { redo } = state;
    if (redo !== null && redo.tries < REVERSAL_TRIES_MAX)
      return beginReversal(state, redo, settings);
    if (redo !== null)
      return after(stay({ ...state, redo: null }, reversalUnheard(redo)), (next) =>
        toIdle(next, settings, takeOrder),
      );
    const { waiting } = state;
    if (waiting !== null) return takeOrder({ ...state, waiting: null }, waiting);
    return stay(state, { kind: 'settled' }, timer(settings.enquiryMs));
  });
}

/** Tells that nobody knows how a reversal ended. */
export function reversalUnheard({ paymentId, receipt }: Reversal): HandshakeEffect {
  return emit({
    kind: 'charge',
    paymentId,
    outcome: 'reversal-failed',
    detail: `The terminal did not say whether receipt ${receipt} was reversed. Look at its own list, or try again: it is never reversed twice.`,
  });
}

export function reportStatus(state: HandshakeState, status: DeviceStatus, detail: string): Step {
  if (state.status === status) return stay(state);
  return stay({ ...state, status }, { kind: 'status', status, detail });
}

/** Many terminals close an idle connection. One that is back within this time was never away. */
export const GRACE_MS = 2_000;

/** A line was lost. An idle one gets its grace, everything else is told at once. */
export function lose(state: HandshakeState, sentence: string, settings: Settings): Step {
  if (state.phase.kind !== 'idle') return goDown(state, 'offline', sentence, settings);
  return stay({ ...state, phase: { kind: 'down', lost: sentence } }, timer(GRACE_MS));
}

/** The line is lost or is given up. What was under way becomes a doubt; what waits is answered. */
export function goDown(
  before: HandshakeState,
  status: 'offline' | 'fault',
  sentence: string,
  settings: Settings,
): Step {
  const left = leaveWork(before, sentence, settings);
  return after(left, (state) => {
    const waiting = state.waiting;
    const answered = waiting ? [emit(answerOfNobody(waiting, sentence))] : [];
    const down: HandshakeState = { ...state, phase: { kind: 'down', lost: null }, waiting: null };
    return after(stay(down, ...answered), (next) => reportStatus(next, status, sentence));
  });
}

/** Goes down and opens the line again. */
export function giveUp(
  state: HandshakeState,
  status: 'offline' | 'fault',
  sentence: string,
  settings: Settings,
): Step {
  return after(goDown(state, status, sentence, settings), (next) => stay(next, { kind: 'reopen' }));
}

function leaveWork(state: HandshakeState, sentence: string, settings: Settings): Step {
  const { phase } = state;
  switch (phase.kind) {
    case 'preparing':
      return settle(state, phase.charge, {
        outcome: 'failed',
        code: 'not-sent',
        detail: `${sentence} Nothing was charged.`,
      });
    case 'authorising':
      return after(addDoubt(state, doubtOf(phase.charge), settings), (next) =>
        stay(
          next,
          emit({
            kind: 'charge-progress',
            paymentId: phase.charge.paymentId,
            text: 'The line was lost. The terminal is asked as soon as it is back',
          }),
        ),
      );
    case 'reversing':
      return stay(
        { ...state, redo: phase.reversal },
        { kind: 'doubt-timer', ms: settings.doubtTimeoutMs },
      );
    case 'ending-day':
      return stay(
        state,
        emit({
          kind: 'end-of-day',
          outcome: 'failed',
          detail: `${sentence} Look at the terminal whether its day was closed.`,
        }),
      );
    default:
      return stay(state);
  }
}

export function doubtOf(charge: ChargeRecord, knownReceipt: string | null = null): Doubt {
  return { charge, knownReceipt, reported: false };
}

export function addDoubt(state: HandshakeState, doubt: Doubt, settings: Settings): Step {
  const others = state.doubts.filter(({ charge }) => charge.paymentId !== doubt.charge.paymentId);
  const doubts = [...others, doubt].slice(-DOUBTS_MAX);
  return stay({ ...state, doubts }, { kind: 'doubt-timer', ms: settings.doubtTimeoutMs });
}

/** A payment's end is known: it is remembered, then reported. */
export function settle(
  state: HandshakeState,
  charge: ChargeRecord,
  outcome: ChargeOutcome,
  info: StatusInformation | null = null,
): Step {
  // A payment that failed may have a number of its own and still not be what the terminal calls its last.
  const isBooked = info !== null && outcome.outcome === 'captured';
  const last: LastTransaction = (isBooked ? transactionOf(info) : null) ?? state.memory.last;
  const memory = withCharge({ ...state.memory, last }, { ...charge, outcome });
  return stay(
    { ...state, memory },
    { kind: 'remember', memory, confirm: false },
    emit({ kind: 'charge', paymentId: charge.paymentId, ...outcome }),
  );
}

/** The terminal told its last transaction: every doubt ends with what can be said of it. */
export function settleDoubts(before: HandshakeState, answer: LastAnswer, settings: Settings): Step {
  let step = stay({ ...before, doubts: [] }, { kind: 'doubt-timer', ms: null });
  for (const doubt of before.doubts) {
    step = after(step, (state) => {
      const outcome = verdictOn(doubt, answer, state.memory, settings.currencyNumeric);
      const settled = settle(state, doubt.charge, outcome);
      // Staff who know already that nobody knows need not hear it twice.
      if (outcome.outcome !== 'unknown' || !doubt.reported) return settled;
      return stay(settled.state, ...settled.effects.filter(({ kind }) => kind !== 'emit'));
    });
  }
  return after(step, (state) => learnt(state, answer));
}

/** Keeps which transaction is the terminal's last. */
export function learnt(state: HandshakeState, answer: LastAnswer): Step {
  const last: LastTransaction =
    answer === 'silent' ? null : answer === 'none' ? 'none' : transactionOf(answer);
  const memory = { ...state.memory, last };
  return stay({ ...state, memory }, { kind: 'remember', memory, confirm: false });
}
