import {
  AFTER_JOB,
  askNow,
  conditionOfAnswers,
  FORGET,
  type PrinterCondition,
  type PrinterMessage,
  QUESTIONS,
  type Question,
  stopSentence,
  TELL_CHANGES,
} from './codec.ts';

/** Jobs that wait behind the one that is printed. */
export const JOBS_WAITING_MAX = 16;
/** So many questions in a row without an answer: the printer is gone. */
export const MISSED_MAX = 3;

export interface Job {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Where a printer and its jobs stand. */
export interface PrinterState {
  /** It answers at all; false for a line that leads one way. */
  readonly answers: boolean;
  readonly isUp: boolean;
  /** Why not, as a sentence. */
  readonly down: string;
  /** Null until it has told. */
  readonly condition: PrinterCondition | null;
  /** What was said of the roll last; null: nothing yet. */
  readonly saidLow: boolean | null;
  readonly missed: number;
  readonly asked: Question | null;
  readonly answered: Partial<Record<Question, number>>;
  readonly work: { readonly job: Job; readonly phase: 'sending' | 'confirming' } | null;
  readonly waiting: readonly Job[];
}

export type PrinterInput =
  | { readonly kind: 'line-up' }
  | { readonly kind: 'line-down'; readonly sentence: string }
  | { readonly kind: 'message'; readonly message: PrinterMessage }
  | { readonly kind: 'print'; readonly job: Job }
  /** All bytes of a job have left the station. */
  | { readonly kind: 'sent'; readonly id: string }
  | { readonly kind: 'poll-time' }
  | { readonly kind: 'reply-timeout' }
  | { readonly kind: 'print-timeout' };

export type PrinterTimer = 'poll' | 'reply' | 'print';

export type PrinterEffect =
  | { readonly kind: 'write'; readonly bytes: Uint8Array }
  | { readonly kind: 'send'; readonly id: string; readonly bytes: Uint8Array }
  /** What of a job has not left the station stays there. */
  | { readonly kind: 'stop-sending' }
  | { readonly kind: 'start'; readonly timer: PrinterTimer }
  | { readonly kind: 'stop'; readonly timer: PrinterTimer }
  | { readonly kind: 'printed'; readonly id: string }
  | {
      readonly kind: 'not-printed';
      readonly id: string;
      readonly sentence: string;
      /** All of it may be on paper, and nobody can tell. */
      readonly maybe: boolean;
    }
  | {
      readonly kind: 'status';
      readonly status: 'online' | 'offline' | 'fault';
      readonly detail: string;
      readonly noPaper: boolean;
    }
  | { readonly kind: 'paper-low'; readonly low: boolean }
  | { readonly kind: 'reopen' };

export interface PrinterStep {
  readonly state: PrinterState;
  readonly effects: readonly PrinterEffect[];
}

export function startState(answers: boolean): PrinterState {
  return {
    answers,
    isUp: false,
    down: 'It has not answered yet.',
    condition: null,
    saidLow: null,
    missed: 0,
    asked: null,
    answered: {},
    work: null,
    waiting: [],
  };
}

const MAYBE = 'It may be on paper.';
const MAYBE_IN_PART = 'It may be on paper in part.';

/** One step of the talk with a printer: it is asked how it stands, and given one job after the other. */
export function printerStep(state: PrinterState, input: PrinterInput): PrinterStep {
  switch (input.kind) {
    case 'line-up':
      return lineUp(state);
    case 'line-down':
      return gone(state, input.sentence, 'The line was lost.');
    case 'message':
      return heard(state, input.message);
    case 'print':
      return takeJob(state, input.job);
    case 'sent':
      return sent(state, input.id);
    case 'poll-time':
      return ask({ ...state, answered: {} }, 1);
    case 'reply-timeout':
      return missedReply(state);
    case 'print-timeout':
      return endWork(state, `The printer has not said that it printed it. ${MAYBE}`, true);
  }
}

const start = (timer: PrinterTimer): PrinterEffect => ({ kind: 'start', timer });
const stop = (timer: PrinterTimer): PrinterEffect => ({ kind: 'stop', timer });
const write = (bytes: Uint8Array): PrinterEffect => ({ kind: 'write', bytes });

/** Within a job the question would lie among its bytes, so there it waits. */
function ask(state: PrinterState, question: Question): PrinterStep {
  if (state.work?.phase === 'sending')
    return { state: { ...state, asked: null }, effects: [stop('reply'), start('poll')] };
  return {
    state: { ...state, asked: question },
    effects: [write(askNow(question)), start('reply')],
  };
}

function lineUp(state: PrinterState): PrinterStep {
  if (!state.answers) {
    const up = { ...state, isUp: true, down: '' };
    return { state: up, effects: [online] };
  }
  const asking = ask({ ...state, missed: 0, answered: {} }, 1);
  // Half a command from before the line was lost would swallow what follows.
  const effects = [write(FORGET), write(TELL_CHANGES), ...asking.effects];
  return { state: asking.state, effects };
}

const online: PrinterEffect = { kind: 'status', status: 'online', detail: '', noPaper: false };

/** It is not there: what it was given is not known to be printed, what waits never will be. */
function gone(state: PrinterState, sentence: string, toJobs: string): PrinterStep {
  const { work, waiting } = state;
  const effects: PrinterEffect[] = [stop('poll'), stop('reply'), stop('print')];
  if (work !== null) {
    effects.push({ kind: 'stop-sending' });
    effects.push(notPrinted(work.job, `${toJobs} ${MAYBE}`, true));
  }
  for (const job of waiting) effects.push(notPrinted(job, toJobs));
  effects.push({ kind: 'status', status: 'offline', detail: sentence, noPaper: false });
  return {
    state: { ...startState(state.answers), down: sentence },
    effects,
  };
}

const notPrinted = ({ id }: Job, sentence: string, maybe = false): PrinterEffect => ({
  kind: 'not-printed',
  id,
  sentence,
  maybe,
});

function missedReply(state: PrinterState): PrinterStep {
  if (state.work?.phase === 'sending') return ask(state, 1);
  const missed = state.missed + 1;
  if (missed < MISSED_MAX) return ask({ ...state, missed, answered: {} }, 1);
  const sentence = 'The printer does not answer.';
  const step = gone(state, sentence, sentence);
  return { state: step.state, effects: [...step.effects, { kind: 'reopen' }] };
}

function heard(state: PrinterState, message: PrinterMessage): PrinterStep {
  switch (message.kind) {
    case 'now':
      return answered(state, message.byte);
    case 'changed':
      return stands({ ...state, missed: 0 }, message.condition);
    case 'printed':
      return confirmed(state);
  }
}

/** An answer that nobody asked for is that to a question of before, and too old to go by. */
function answered(state: PrinterState, byte: number): PrinterStep {
  const { asked } = state;
  if (asked === null) return { state, effects: [] };
  const all = { ...state.answered, [asked]: byte };
  const next = QUESTIONS.find((question) => all[question] === undefined);
  const heardNow = { ...state, missed: 0, asked: null, answered: all };
  if (next !== undefined) return ask(heardNow, next);
  const { 1: one = 0, 2: two = 0, 3: three = 0, 4: four = 0 } = all;
  const step = stands(heardNow, conditionOfAnswers({ 1: one, 2: two, 3: three, 4: four }));
  return { state: step.state, effects: [stop('reply'), start('poll'), ...step.effects] };
}

/** It tells how it stands: staff hear of what changed, and a job that it cannot print ends. */
function stands(state: PrinterState, condition: PrinterCondition): PrinterStep {
  const before = state.condition;
  const sentence = stopSentence(condition);
  const effects: PrinterEffect[] = [];
  if (!state.isUp || before === null || stopSentence(before) !== sentence) {
    const noPaper = condition.paper === 'out' && !condition.coverOpen;
    if (sentence === null) effects.push(online);
    else effects.push({ kind: 'status', status: 'fault', detail: sentence, noPaper });
  }
  // Without paper nothing can be said of how much is left.
  const low = condition.paper === 'out' ? state.saidLow : condition.paper === 'low';
  if (low !== null && low !== state.saidLow) effects.push({ kind: 'paper-low', low });
  const now: PrinterState = { ...state, isUp: true, down: '', condition, saidLow: low };
  if (sentence === null || now.work === null) return { state: now, effects };
  const ended = endWork(now, `${sentence} ${MAYBE_IN_PART}`);
  return { state: ended.state, effects: [...effects, ...ended.effects] };
}

/** What is in the printer must not come out when it has paper again: the driver has long gone. */
function endWork(state: PrinterState, sentence: string, maybe = false): PrinterStep {
  const { work } = state;
  if (work === null) return { state, effects: [] };
  const ended: PrinterEffect[] = [
    stop('print'),
    { kind: 'stop-sending' },
    write(FORGET),
    notPrinted(work.job, sentence, maybe),
  ];
  const next = nextJob({ ...state, work: null });
  return { state: next.state, effects: [...ended, ...next.effects] };
}

function takeJob(state: PrinterState, job: Job): PrinterStep {
  const refusal = refusalOf(state);
  if (refusal !== null) return { state, effects: [notPrinted(job, refusal)] };
  const waiting = [...state.waiting, job];
  return state.work === null
    ? nextJob({ ...state, waiting })
    : { state: { ...state, waiting }, effects: [] };
}

function refusalOf({ isUp, down, condition, waiting }: PrinterState): string | null {
  if (!isUp) return down;
  const stopped = condition === null ? null : stopSentence(condition);
  if (stopped !== null) return stopped;
  return waiting.length < JOBS_WAITING_MAX ? null : 'Too many documents wait for this printer.';
}

/** Jobs that waited for a printer which has stopped meanwhile are not printed either. */
function nextJob(state: PrinterState): PrinterStep {
  const [job, ...waiting] = state.waiting;
  if (job === undefined) return { state, effects: [] };
  const stopped = state.condition === null ? null : stopSentence(state.condition);
  if (stopped !== null) {
    const effects = state.waiting.map((one) => notPrinted(one, stopped));
    return { state: { ...state, waiting: [] }, effects };
  }
  return {
    state: { ...state, waiting, work: { job, phase: 'sending' } },
    effects: [{ kind: 'send', ...job }, start('print')],
  };
}

function sent(state: PrinterState, id: string): PrinterStep {
  const { work } = state;
  if (work === null || work.job.id !== id) return { state, effects: [] };
  if (!state.answers) return finished(state, work.job);
  // Asked for only now: an answer that comes earlier is of a job before.
  return {
    state: { ...state, work: { ...work, phase: 'confirming' } },
    effects: [write(AFTER_JOB)],
  };
}

function confirmed(state: PrinterState): PrinterStep {
  const { work } = state;
  if (work?.phase !== 'confirming') return { state, effects: [] };
  return finished(state, work.job);
}

function finished(state: PrinterState, { id }: Job): PrinterStep {
  const next = nextJob({ ...state, work: null });
  return { state: next.state, effects: [stop('print'), { kind: 'printed', id }, ...next.effects] };
}
