import { describe, expect, it } from 'vitest';
import { plainPlan, type VehiclePlan } from '#domain/traffic/vehicle-plan.ts';
import {
  newVehicle,
  parkedVehicle,
  type VehicleEffect,
  type VehicleInput,
  type VehicleState,
  vehicleTransition,
} from './vehicle.ts';

/** Runs inputs in order; gives the last state and every effect in short. */
function run(state: VehicleState, ...inputs: VehicleInput[]) {
  const effects: string[] = [];
  let now = state;
  for (const input of inputs) {
    const step = vehicleTransition(now, input);
    now = step.state;
    effects.push(...step.effects.map(short));
  }
  return { state: now, effects };
}

function short(effect: VehicleEffect): string {
  switch (effect.kind) {
    case 'loop':
      return `${effect.loop} ${effect.on ? 'on' : 'off'}`;
    case 'show-plate':
      return `plate ${effect.confidence}`;
    case 'wait':
      return `wait ${effect.pace}`;
    case 'scan':
      return `scan ${effect.ticket}`;
    case 'end':
      return `end ${effect.ending}`;
    default:
      return effect.kind;
  }
}

const comes = (plan: Partial<VehiclePlan> = {}) => newVehicle(plainPlan('KA01AB1234', plan));
const parked = (plan: Partial<VehiclePlan> = {}, ticket: string | null = null) =>
  parkedVehicle(plainPlan('KA01AB1234', plan), ticket);
const turn = { kind: 'turn', hasLoops: true } as const;
const turnWithoutLoops = { kind: 'turn', hasLoops: false } as const;
const timer = { kind: 'timer' } as const;
const go = { kind: 'go' } as const;
const vended = { kind: 'vended' } as const;
const leave = { kind: 'leave' } as const;
const sign = (reading: Extract<VehicleInput, { kind: 'sign' }>['reading']) =>
  ({ kind: 'sign', reading }) as const;
const showsSlot = sign({ kind: 'slot', label: 'G-A01' });
const showsDue = sign({ kind: 'due' });

describe('at an entry', () => {
  it('passes both loops in the order of a real vehicle', () => {
    const { state, effects } = run(
      comes(),
      turn,
      timer,
      showsSlot,
      vended,
      go,
      timer,
      timer,
      timer,
      timer,
      { kind: 'parked', slotId: 'g-a01' },
    );
    expect(effects).toEqual([
      'arming on',
      'wait loop',
      'plate 0.97',
      'wait patience',
      'wait loop',
      'safety on',
      'wait loop',
      'arming off',
      'wait loop',
      'safety off',
      'leave-lane',
      'wait drive',
      'park',
      'wait stay',
    ]);
    expect(state).toMatchObject({ phase: 'parked', slotLabel: 'G-A01' });
  });

  it('shows its plate at once where no loop feels it, and touches none', () => {
    const { effects } = run(comes(), turnWithoutLoops, vended, go, timer);
    expect(effects).toEqual([
      'plate 0.97',
      'wait patience',
      'wait free',
      'leave-lane',
      'wait drive',
    ]);
  });

  it.each<[string, Partial<VehiclePlan>, VehicleInput[], string[], string]>([
    [
      'backs out after the gate was opened',
      { backsOut: true },
      [turn, timer, vended, timer],
      ['arming off', 'wait loop', 'leave-lane', 'end backed-out'],
      'gone',
    ],
    [
      'never backs out of a lane that would not notice',
      { backsOut: true },
      [turnWithoutLoops, vended, go],
      ['wait free'],
      'rolling-in',
    ],
    [
      'turns round when the sign says full',
      {},
      [turn, timer, sign({ kind: 'turn-back' }), timer, timer],
      ['wait free', 'arming off', 'wait loop', 'leave-lane', 'end refused'],
      'gone',
    ],
    [
      'gives up when nothing happens',
      {},
      [turn, timer, timer, timer],
      ['arming off', 'wait loop', 'leave-lane', 'end gave-up'],
      'gone',
    ],
    [
      'is read again after a doubtful read',
      { entryConfidence: 0.6, isReadAgain: true },
      [turn, timer, timer],
      ['plate 0.95', 'wait patience'],
      'asked-in',
    ],
    [
      'waits for staff after a doubtful read that stays doubtful',
      { entryConfidence: 0.6 },
      [turn, timer, sign({ kind: 'wait' })],
      ['plate 0.6', 'wait patience'],
      'asked-in',
    ],
    [
      'presses the button without a plate to read',
      { entryBy: 'button' },
      [turn, timer],
      ['press-button', 'wait patience'],
      'asked-in',
    ],
    ['may do nothing at all', { entryBy: 'nothing' }, [turn, timer], ['wait patience'], 'asked-in'],
  ])('%s', (_, plan, inputs, lastEffects, phase) => {
    const { state, effects } = run(comes(plan), ...inputs);
    expect(effects.slice(-lastEffects.length)).toEqual(lastEffects);
    expect(state.phase).toBe(phase);
  });

  it.each([
    ['while it waits', [], 'asked-in'],
    ['while the gate lets it through', [go], 'rolling-in'],
    ['on its way to the slot', [go, timer], 'to-slot'],
  ] as const)('keeps the ticket that the machine gives %s', (_, inputs, phase) => {
    const { state } = run(comes({ entryBy: 'button' }), turnWithoutLoops, ...inputs, {
      kind: 'ticket',
      ticket: 'T1',
      slotLabel: 'G-B02',
    });
    expect(state).toMatchObject({ ticket: 'T1', slotLabel: 'G-B02', phase });
  });
});

describe('inside', () => {
  it('pays at the desk before it drives to the exit', () => {
    const { state, effects } = run(
      parked({ paysBefore: true }),
      leave,
      { kind: 'paid', ok: true },
      timer,
    );
    expect(effects).toEqual(['no-wait', 'pay', 'unpark', 'wait drive', 'join-exit']);
    expect(state.phase).toBe('queued-out');
  });

  it('drives to the exit when no slot is free', () => {
    const inputs = [turnWithoutLoops, go, timer, timer] as const;
    const { effects } = run(comes(), ...inputs, { kind: 'parked', slotId: null });
    expect(effects.slice(-2)).toEqual(['park', 'wait drive']);
  });
});

describe('at an exit', () => {
  const atGate = [leave, timer, turn, timer] as const;

  it('leaves by its plate', () => {
    const { effects, state } = run(parked(), ...atGate, vended, go, timer, timer, timer, timer);
    expect(effects.slice(4)).toEqual([
      'wait loop',
      'plate 0.97',
      'wait patience',
      'wait loop',
      'safety on',
      'wait loop',
      'arming off',
      'wait loop',
      'safety off',
      'leave-lane',
      'end left',
    ]);
    expect(state.phase).toBe('gone');
  });

  it('leaves by its ticket where it has one', () => {
    expect(run(parked({}, 'T1'), ...atGate).effects).toContain('scan T1');
  });

  it('takes out its purse once when an amount is shown, then waits for the gate', () => {
    const { effects, state } = run(
      parked(),
      ...atGate,
      showsDue,
      showsDue,
      timer,
      { kind: 'paid', ok: true },
      vended,
      go,
    );
    expect(effects.filter((effect) => effect === 'pay')).toHaveLength(1);
    expect(state.phase).toBe('rolling-out');
  });

  it('goes back into the lot when the exit does not open, and is towed in the end', () => {
    const stuck = [timer, timer] as const;
    const again = [timer, { kind: 'parked', slotId: 'g-a01' }, ...atGate, ...stuck] as const;
    const once = run(parked(), ...atGate, ...stuck);
    expect(once.effects.slice(-3)).toEqual(['wait loop', 'leave-lane', 'wait drive']);
    expect(once.state.phase).toBe('to-slot');
    const thrice = run(once.state, ...again, ...again);
    expect(thrice.effects.at(-1)).toBe('end towed');
  });
});
