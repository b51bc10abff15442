import { describe, expect, it } from 'vitest';
import { type PrinterCondition, TELL_CHANGES } from './codec.ts';
import {
  JOBS_WAITING_MAX,
  type Job,
  MISSED_MAX,
  type PrinterEffect,
  type PrinterInput,
  type PrinterState,
  printerStep,
  startState,
} from './handshake.ts';

const fine: PrinterCondition = { paper: 'present', coverOpen: false, error: null };
const tells = (change: Partial<PrinterCondition> = {}): PrinterInput => ({
  kind: 'message',
  message: { kind: 'changed', condition: { ...fine, ...change } },
});
const printed: PrinterInput = { kind: 'message', message: { kind: 'printed', paper: 'present' } };
const job = (id: string): Job => ({ id, bytes: Uint8Array.of(1, 2, 3) });
const print = (id: string): PrinterInput => ({ kind: 'print', job: job(id) });
const sent = (id: string): PrinterInput => ({ kind: 'sent', id });
const down: PrinterInput = { kind: 'line-down', sentence: 'Unplugged.' };
const PART = 'It may be on paper in part.';
const MAYBE = 'It may be on paper.';

/** What a printer says and does that matters to others: jobs and status, in order. */
function told(effects: readonly PrinterEffect[]): readonly string[] {
  return effects.flatMap((effect) => {
    switch (effect.kind) {
      case 'printed':
        return [`printed ${effect.id}`];
      case 'not-printed':
        return [`not printed ${effect.id}${effect.maybe ? ', maybe' : ''}: ${effect.sentence}`];
      case 'send':
        return [`send ${effect.id}`];
      case 'status':
        return [`${effect.status}${effect.noPaper ? ' no paper' : ''} ${effect.detail}`.trim()];
      case 'paper-low':
        return [effect.low ? 'paper low' : 'paper enough'];
      case 'reopen':
      case 'stop-sending':
        return [effect.kind];
      default:
        return [];
    }
  });
}

function play(
  inputs: readonly PrinterInput[],
  from: PrinterState = startState(true),
): { readonly state: PrinterState; readonly effects: readonly PrinterEffect[] } {
  let state = from;
  let effects: readonly PrinterEffect[] = [];
  for (const input of inputs) ({ state, effects } = printerStep(state, input));
  return { state, effects };
}

const UP: readonly PrinterInput[] = [{ kind: 'line-up' }, tells()];

describe('a printer', () => {
  it.each<[string, readonly PrinterInput[], readonly string[]]>([
    ['is online when it tells how it stands', UP, ['online', 'paper enough']],
    [
      'with a low roll says so',
      [{ kind: 'line-up' }, tells({ paper: 'low' })],
      ['online', 'paper low'],
    ],
    ['with a new roll says so once', [...UP, tells({ paper: 'low' }), tells()], ['paper enough']],
    [
      'without paper has a fault',
      [...UP, tells({ paper: 'out' })],
      ['fault no paper It has no paper.'],
    ],
    ['that is open has a fault', [...UP, tells({ coverOpen: true })], ['fault Its cover is open.']],
    ['that is closed again is online', [...UP, tells({ coverOpen: true }), tells()], ['online']],
    ['says the same only once', [...UP, tells()], []],
    ['that is unplugged is offline', [...UP, down], ['offline Unplugged.']],
    ['takes a job', [...UP, print('a')], ['send a']],
    ['keeps the next one waiting', [...UP, print('a'), print('b')], []],
    ['is believed when it has printed', [...UP, print('a'), sent('a'), printed], ['printed a']],
    ['is not believed before all is sent', [...UP, print('a'), printed], []],
    [
      'goes on with the next job',
      [...UP, print('a'), print('b'), sent('a'), printed],
      ['printed a', 'send b'],
    ],
    [
      'that runs out of paper within a job loses it, and those behind it',
      [...UP, print('a'), print('b'), sent('a'), tells({ paper: 'out' })],
      [
        'fault no paper It has no paper.',
        'stop-sending',
        `not printed a: It has no paper. ${PART}`,
        'not printed b: It has no paper.',
      ],
    ],
    [
      'that is unplugged within a job loses it',
      [...UP, print('a'), print('b'), down],
      [
        'stop-sending',
        `not printed a, maybe: The line was lost. ${MAYBE}`,
        'not printed b: The line was lost.',
        'offline Unplugged.',
      ],
    ],
    [
      'that never says that it printed loses the job, and gets the next one',
      [...UP, print('a'), print('b'), sent('a'), { kind: 'print-timeout' }],
      [
        'stop-sending',
        `not printed a, maybe: The printer has not said that it printed it. ${MAYBE}`,
        'send b',
      ],
    ],
    [
      'takes nothing while it has no paper',
      [...UP, tells({ paper: 'out' }), print('a')],
      ['not printed a: It has no paper.'],
    ],
    ['takes nothing while it is away', [...UP, down, print('a')], ['not printed a: Unplugged.']],
    [
      'takes nothing before it has answered',
      [print('a')],
      ['not printed a: It has not answered yet.'],
    ],
  ])('%s', (_what, inputs, expected) => {
    expect(told(play(inputs).effects)).toEqual(expected);
  });

  it('holds a bounded number of jobs', () => {
    const { state } = play([...UP, ...Array.from({ length: 17 }, (_, i) => print(`j${i}`))]);
    expect(state.waiting).toHaveLength(JOBS_WAITING_MAX);
    expect(told(printerStep(state, print('more')).effects)).toEqual([
      'not printed more: Too many documents wait for this printer.',
    ]);
  });

  it('that leaves questions unanswered is gone, and is looked for anew', () => {
    let { state } = play(UP);
    for (let missed = 1; missed < MISSED_MAX; missed += 1) {
      const step = printerStep(state, { kind: 'reply-timeout' });
      expect(told(step.effects)).toEqual([]);
      ({ state } = step);
    }
    expect(told(printerStep(state, { kind: 'reply-timeout' }).effects)).toEqual([
      'offline The printer does not answer.',
      'reopen',
    ]);
  });

  it('is asked nothing among the bytes of a job', () => {
    const { state } = play([...UP, print('a')]);
    const writes = (input: PrinterInput) =>
      printerStep(state, input).effects.filter(({ kind }) => kind === 'write');
    expect(writes({ kind: 'poll-time' })).toEqual([]);
    expect(writes({ kind: 'reply-timeout' })).toEqual([]);
    expect(writes({ kind: 'message', message: { kind: 'now', byte: 0x12 } })).toEqual([]);
  });

  it('is asked for its changes again after each job', () => {
    const { effects } = play([...UP, print('a'), sent('a')]);
    const [write] = effects.filter(({ kind }) => kind === 'write');
    expect(
      write?.kind === 'write' && Buffer.from(write.bytes).includes(Buffer.from(TELL_CHANGES)),
    ).toBe(true);
  });

  it('on a line that leads one way is taken at its word that it has none', () => {
    const { state, effects } = play([{ kind: 'line-up' }], startState(false));
    expect(told(effects)).toEqual(['online']);
    expect(told(play([print('a'), sent('a')], state).effects)).toEqual(['printed a']);
  });
});
