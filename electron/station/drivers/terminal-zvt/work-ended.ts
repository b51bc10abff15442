import type { TerminalTotals } from '../terminal-words.ts';
import { type Ending, idle } from './idle.ts';
import { transactionOf } from './memory.ts';
import { captured, failed } from './outcome.ts';
import { RESULT_ALREADY_REVERSED, RESULTS_BUSY, resultWords } from './result-words.ts';
import {
  after,
  type HandshakeState,
  type Phase,
  type Reversal,
  type Settings,
  type Step,
  stay,
} from './state.ts';
import { addDoubt, beginAsking, beginLearning, doubtOf, emit, settle } from './steps.ts';

type PhaseOf<K extends Phase['kind']> = Extract<Phase, { kind: K }>;

/** The first answer to an authorisation was no: nothing began. After that it is the answer to an abort. */
export function chargeRefused(
  state: HandshakeState,
  phase: PhaseOf<'authorising'>,
  code: number,
  settings: Settings,
): Step {
  const { charge } = phase;
  if (phase.acknowledged)
    return stay(
      state,
      emit({
        kind: 'charge-progress',
        paymentId: charge.paymentId,
        text: 'The terminal cannot be stopped any more',
      }),
    );
  const detail = `The terminal did not begin: ${resultWords(code)}`;
  const outcome = {
    outcome: 'failed',
    code: RESULTS_BUSY.has(code) ? 'busy' : 'refused',
    detail,
  } as const;
  return after(settle(state, charge, outcome), (next) => idle(next, settings));
}

/** The terminal ended a charge. Where its result and its last word do not agree, it is asked. */
export function chargeEnded(
  state: HandshakeState,
  { charge, info }: PhaseOf<'authorising'>,
  ending: Ending,
  settings: Settings,
): Step {
  const result = info?.resultCode ?? null;
  if (ending.kind === 'completed' && info !== null && result === 0)
    return after(settle(state, charge, captured(info, charge.amountMinor), info), (next) =>
      idle(next, settings),
    );
  if (ending.kind === 'completed' && info !== null && result !== null)
    return after(settle(state, charge, failed(result, info.text), info), (next) =>
      idle(next, settings),
    );
  if (ending.kind !== 'completed' && result !== 0)
    return after(settle(state, charge, failed(ending.code, info?.text), info), (next) =>
      idle(next, settings),
    );
  return after(addDoubt(state, doubtOf(charge), settings), (next) => beginAsking(next, settings));
}

export function reversalEnded(
  state: HandshakeState,
  { reversal, info }: PhaseOf<'reversing'>,
  ending: Ending,
  settings: Settings,
): Step {
  const code = ending.kind === 'completed' ? (info?.resultCode ?? null) : ending.code;
  // Nobody heard how it ended. To send it again is safe: at worst it is reversed already.
  if (code === null) return idle({ ...state, redo: reversal }, settings);
  if (code === 0 || code === RESULT_ALREADY_REVERSED)
    return after(reversed(state, reversal, info), (next) => idle(next, settings));
  const detail = resultWords(code);
  return after(
    stay(
      state,
      emit({
        kind: 'charge',
        paymentId: reversal.paymentId,
        outcome: 'reversal-failed',
        detail,
      }),
    ),
    (next) => idle(next, settings),
  );
}

function reversed(
  state: HandshakeState,
  { paymentId, amountMinor }: Reversal,
  info: PhaseOf<'reversing'>['info'],
): Step {
  const last = (info && transactionOf(info)) ?? state.memory.last;
  const charges = state.memory.charges.map((charge) =>
    charge.paymentId === paymentId
      ? { ...charge, outcome: { outcome: 'reversed' } as const }
      : charge,
  );
  const memory = { ...state.memory, last, charges };
  const isOther = info?.amountMinor != null && info.amountMinor !== amountMinor;
  const text = `The terminal reversed ${info?.amountMinor} minor units, not ${amountMinor}`;
  return stay(
    { ...state, memory },
    { kind: 'remember', memory, confirm: false },
    ...(isOther ? [emit({ kind: 'charge-progress', paymentId, text })] : []),
    emit({ kind: 'charge', paymentId, outcome: 'reversed' }),
  );
}

export function dayEnded(
  state: HandshakeState,
  { info }: PhaseOf<'ending-day'>,
  ending: Ending,
  settings: Settings,
): Step {
  const code = ending.kind === 'completed' ? (info?.resultCode ?? 0) : ending.code;
  if (code !== 0) {
    const detail = resultWords(code);
    return after(stay(state, emit({ kind: 'end-of-day', outcome: 'failed', detail })), (next) =>
      idle(next, settings),
    );
  }
  const cards = info?.totals?.cards ?? [];
  const sumMinor = cards.reduce((sum, card) => sum + card.amountMinor, 0);
  const totals: TerminalTotals = {
    terminalId: info?.terminalId ?? state.terminalId,
    amountMinor: info?.amountMinor ?? sumMinor,
    count: cards.reduce((sum, card) => sum + card.count, 0),
    firstReceipt: info?.totals?.firstReceipt ?? null,
    lastReceipt: info?.totals?.lastReceipt ?? null,
    cards,
  };
  // Its books begin anew: which transaction is the last must be heard again.
  return after(stay(state, emit({ kind: 'end-of-day', outcome: 'done', totals })), (next) =>
    beginLearning(next, settings),
  );
}
