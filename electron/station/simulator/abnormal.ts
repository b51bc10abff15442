import { plainPlan } from '#domain/traffic/vehicle-plan.ts';
import type { Field } from './field.ts';
import type { LanePlayer } from './lane-player.ts';
import { LOOP_PHASE_MIN_MS } from './pace.ts';

/** What goes wrong at lanes, played step by step over the real protocols. */
export const ABNORMAL_CASES = [
  'backs-out',
  'stands-still',
  'close-behind',
  'loop-held',
  'arm-alone',
  'no-plate',
  'call',
  'fire',
] as const;
export type AbnormalCase = (typeof ABNORMAL_CASES)[number];

/**
 * Plays one case at a lane with loops that nobody else uses meanwhile. Vehicles have the given plates:
 * the first may pass, the second follows it.
 */
export async function playAbnormal(
  field: Field,
  laneId: string,
  which: AbnormalCase,
  [plate = 'KA01AA0001', follower = 'KA01AA0002']: readonly string[] = [],
): Promise<void> {
  const lane = field.lanes.get(laneId);
  if (lane === undefined) throw new Error(`The lot has no lane ${laneId}.`);
  const step = new Steps(lane);
  switch (which) {
    case 'backs-out':
      await step.arrive(plate);
      await step.opened();
      return step.loop('arming', false);
    case 'stands-still':
      return step.arrive(plate);
    case 'close-behind':
      await step.goUnder(plate);
      await step.loop('arming', true);
      await step.read(follower);
      await step.loop('arming', false);
      return step.loop('safety', false);
    case 'loop-held':
      // How long it stays is up to who ends it by the next case.
      return step.goUnder(plate);
    case 'arm-alone':
      return lane.barrier?.rise();
    case 'no-plate':
      await step.loop('arming', true);
      return lane.missPlate();
    case 'call':
      await step.loop('arming', true);
      await lane.missPlate();
      return lane.callButton?.press();
    case 'fire':
      return field.firePanel?.set(true);
  }
}

/** So that each step is felt by itself. */
const pause = () => new Promise((resolve) => setTimeout(resolve, LOOP_PHASE_MIN_MS));

/** What a lane feels and sees, one thing after the other. */
class Steps {
  readonly #lane: LanePlayer;

  constructor(lane: LanePlayer) {
    this.#lane = lane;
  }

  async loop(which: 'arming' | 'safety', on: boolean): Promise<void> {
    this.#lane.setLoop(which, on);
    await pause();
  }

  async read(plate: string): Promise<void> {
    await this.#lane.readPlate(plainPlan(plate), 0.97);
    await pause();
  }

  async opened(): Promise<void> {
    while (this.#lane.barrier?.isOpen !== true) await pause();
  }

  async arrive(plate: string): Promise<void> {
    await this.loop('arming', true);
    await this.read(plate);
  }

  /** Waits for the gate, then stands under it. */
  async goUnder(plate: string): Promise<void> {
    await this.arrive(plate);
    await this.opened();
    await this.loop('safety', true);
    await this.loop('arming', false);
  }
}
