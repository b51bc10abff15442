import { describe, expect, it } from 'vitest';
import { BARRIER_PROFILES, type BarrierWiring } from '#domain/facility/device/barrier-profiles.ts';
import { type BarrierReading, decodeInputs, readRange } from './reading.ts';
import { initialWatch, stepWatch, type WatchInput } from './watch.ts';

const where = { laneId: 'in', path: '/dev/line', unit: 1 };
const closed: BarrierReading = { arming: false, safety: false, gate: 'closed' };
const reading = (change: Partial<BarrierReading> = {}): WatchInput => ({
  kind: 'reading',
  reading: { ...closed, ...change },
});
const silence: WatchInput = { kind: 'no-reply' };
const refusal: WatchInput = { kind: 'exception', sentence: 'Modbus exception 2.' };
const down: WatchInput = { kind: 'line-down', sentence: 'The line was unplugged.' };

function play(inputs: readonly WatchInput[]): { said: string[]; reopens: number[] } {
  let state = initialWatch;
  const said: string[] = [];
  const reopens: number[] = [];
  inputs.forEach((input, i) => {
    const step = stepWatch(state, input, where);
    state = step.state;
    if (step.reopen) reopens.push(i + 1);
    for (const emit of step.emits) {
      if (emit.kind === 'status') said.push(emit.status);
      if (emit.kind === 'gate') said.push(`gate ${emit.gate}`);
      if (emit.kind === 'loop') said.push(`${emit.loop} ${emit.on ? 'on' : 'off'}`);
    }
  });
  return { said, reopens };
}

describe('a barrier under watch', () => {
  const start = ['online', 'gate closed', 'arming off', 'safety off'];

  it.each<[string, WatchInput[], string[]]>([
    ['reports all inputs at first', [reading(), reading()], start],
    ['reports each change once', [reading(), reading(), reading(), reading()], start],
    [
      'says that the vehicle reached the safety loop before it left the arming loop',
      [
        ...[reading(), reading()],
        ...[reading({ arming: true }), reading({ arming: true })],
        ...[reading({ safety: true }), reading({ safety: true })],
        ...[reading(), reading()],
      ],
      [...start, 'arming on', 'safety on', 'arming off', 'safety off'],
    ],
    [
      'meets a vehicle on both loops: it came by the arming loop',
      [reading({ arming: true, safety: true }), reading({ arming: true, safety: true })],
      ['online', 'gate closed', 'arming on', 'safety on'],
    ],
    [
      'ignores a bounce of one poll',
      [reading(), reading(), reading({ arming: true }), reading(), reading()],
      start,
    ],
    [
      'takes a loop that two polls agree on',
      [reading(), reading(), reading({ arming: true }), reading({ arming: true })],
      [...start, 'arming on'],
    ],
    [
      'reports the gate at once',
      [reading(), reading(), reading({ gate: 'moving' }), reading({ gate: 'open' })],
      [...start, 'gate moving', 'gate open'],
    ],
    ['bears two missed polls', [reading(), reading(), silence, silence, reading()], start],
    [
      'is offline at the third, and once',
      [reading(), reading(), silence, silence, silence, silence],
      [...start, 'offline', 'gate unknown'],
    ],
    [
      'reports all inputs again when it is back',
      [reading(), reading(), silence, silence, silence, reading(), reading()],
      [...start, 'offline', 'gate unknown', ...start],
    ],
    [
      'is offline at once when the line is gone',
      [reading(), reading(), down],
      [...start, 'offline', 'gate unknown'],
    ],
    [
      'is a fault when it refuses to be read',
      [reading(), reading(), refusal, refusal, refusal, reading(), reading()],
      [...start, 'fault', 'gate unknown', ...start],
    ],
    [
      'says nothing of loops that are not wired',
      [reading({ arming: null, safety: null }), reading({ arming: null, safety: null })],
      ['online', 'gate closed'],
    ],
    ['never there at all', [silence, silence, silence], ['offline', 'gate unknown']],
  ])('%s', (_what, inputs, said) => {
    expect(play(inputs).said).toEqual(said);
  });

  it('reopens a silent line, ever more rarely', () => {
    const silent = Array.from({ length: 150 }, () => silence);
    expect(play(silent).reopens).toEqual([3, 6, 12, 24, 48, 96, 144]);
  });
});

describe('the inputs of a barrier', () => {
  const inputs = { armingLoop: 10, safetyLoop: 12, openLimit: 11, closedLimit: 14, fault: 20 };
  const wiring = (change: Partial<BarrierWiring>): BarrierWiring => ({
    ...BARRIER_PROFILES.controller,
    ...change,
  });
  const read = (of: BarrierWiring, on: readonly number[]) => {
    const { address } = readRange(of);
    return decodeInputs(
      of,
      Array.from({ length: 16 }, (_, i) => on.includes(address + i)),
    );
  };

  it('lie in one range, wherever they are wired', () => {
    expect(readRange(wiring({ inputs }))).toEqual({
      table: 'discrete-inputs',
      address: 10,
      count: 11,
    });
  });

  it.each([
    [[10], { arming: true, safety: false, gate: 'moving' }],
    [[12, 11], { arming: false, safety: true, gate: 'open' }],
    [[14], { arming: false, safety: false, gate: 'closed' }],
    [[14, 20], { arming: false, safety: false, gate: 'fault' }],
    [[11, 14], { arming: false, safety: false, gate: 'fault' }],
  ])('%j on reads %j', (on, expected) => {
    expect(read(wiring({ inputs }), on)).toEqual(expected);
  });

  const none = BARRIER_PROFILES['waveshare-relay-8'].inputs;
  it.each<[string, Partial<BarrierWiring>, number[], BarrierReading]>([
    [
      'one limit switch, on',
      { inputs: { ...none, closedLimit: 3 } },
      [3],
      { arming: null, safety: null, gate: 'closed' },
    ],
    [
      'one limit switch, off',
      { inputs: { ...none, closedLimit: 3 } },
      [],
      { arming: null, safety: null, gate: 'open' },
    ],
    [
      'the other one, off',
      { inputs: { ...none, openLimit: 3 } },
      [],
      { arming: null, safety: null, gate: 'closed' },
    ],
    [
      'a loop whose contact opens under a vehicle',
      { inputs: { ...none, armingLoop: 0, safetyLoop: 1 }, inverted: ['safetyLoop'] },
      [1],
      { arming: false, safety: false, gate: 'unknown' },
    ],
    ['no inputs', { inputs: none }, [0], { arming: null, safety: null, gate: 'unknown' }],
  ])('%s', (_what, change, on, expected) => {
    expect(read(wiring(change), on)).toEqual(expected);
  });

  it('are none on a plain relay board, which is asked for a coil to see that it lives', () => {
    expect(readRange(BARRIER_PROFILES['waveshare-relay-8'])).toEqual({
      table: 'coils',
      address: 0,
      count: 1,
    });
  });

  it('may not lie too far apart for one request', () => {
    expect(() => readRange(wiring({ inputs: { ...inputs, fault: 2_011 } }))).toThrow(
      'within 2000 addresses',
    );
  });
});
