import type { SlotId } from '#domain/kernel/ids.ts';
import type { DurationMs } from '#domain/kernel/instant.ts';
import {
  type Ending,
  type Pace,
  type VehicleEffect,
  type VehicleInput,
  type VehicleState,
  vehicleTransition,
} from './vehicle.ts';

/** What a vehicle meets: its lane, the slots, the desk, time. */
export interface VehicleWorld {
  setLoop(run: VehicleRun, loop: 'arming' | 'safety', on: boolean): void;
  showPlate(run: VehicleRun, confidence: number): void;
  pressButton(run: VehicleRun): void;
  scan(run: VehicleRun, ticket: string): void;
  pay(run: VehicleRun): void;
  /** The slot it now stands in, or null when none is free. */
  park(run: VehicleRun): SlotId | null;
  unpark(run: VehicleRun): void;
  joinExit(run: VehicleRun): void;
  leaveLane(run: VehicleRun): void;
  ended(run: VehicleRun, ending: Ending): void;
  /** Returns what calls it off. */
  delay(pace: Pace, lifeMs: DurationMs, run: () => void): () => void;
}

/** One vehicle on its way: keeps its state, runs its effects in the world. */
export class VehicleRun {
  readonly #world: VehicleWorld;
  readonly #waiting: VehicleInput[] = [];
  #state: VehicleState;
  #isBusy = false;
  #callOff: () => void = () => undefined;
  /** Told after each change of phase. */
  onPhase: (run: VehicleRun) => void = () => undefined;
  slotId: SlotId | null = null;
  /** How it ended, once it has. */
  ending: Ending | null = null;

  constructor(world: VehicleWorld, state: VehicleState) {
    this.#world = world;
    this.#state = state;
  }

  get state(): VehicleState {
    return this.#state;
  }

  /** An effect may answer at once; its answer is taken after the effects that are under way. */
  take(input: VehicleInput): void {
    this.#waiting.push(input);
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      const before = this.#state.phase;
      const { state, effects } = vehicleTransition(this.#state, next);
      this.#state = state;
      for (const effect of effects) this.#run(effect);
      if (state.phase !== before) this.onPhase(this);
    }
    this.#isBusy = false;
  }

  /** Begins the stay of a vehicle that was found parked. */
  startStay(stayMs: DurationMs): void {
    this.#run({ kind: 'wait', pace: 'stay', lifeMs: stayMs });
  }

  stop(): void {
    this.#callOff();
  }

  #run(effect: VehicleEffect): void {
    const world = this.#world;
    switch (effect.kind) {
      case 'loop':
        world.setLoop(this, effect.loop, effect.on);
        break;
      case 'show-plate':
        world.showPlate(this, effect.confidence);
        break;
      case 'press-button':
        world.pressButton(this);
        break;
      case 'scan':
        world.scan(this, effect.ticket);
        break;
      case 'pay':
        world.pay(this);
        break;
      case 'wait':
        this.#callOff();
        this.#callOff = world.delay(effect.pace, effect.lifeMs, () => this.take({ kind: 'timer' }));
        break;
      case 'no-wait':
        this.#callOff();
        break;
      case 'park':
        this.slotId = world.park(this);
        this.take({ kind: 'parked', slotId: this.slotId });
        break;
      case 'unpark':
        world.unpark(this);
        this.slotId = null;
        break;
      case 'join-exit':
        world.joinExit(this);
        break;
      case 'leave-lane':
        world.leaveLane(this);
        break;
      case 'end':
        this.#callOff();
        this.ending = effect.ending;
        world.ended(this, effect.ending);
        break;
    }
  }
}
