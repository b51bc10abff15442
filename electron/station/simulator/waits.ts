import type { DurationMs } from '#domain/kernel/instant.ts';
import type { Random } from '#domain/kernel/seeded-random.ts';
import { FREE_PHASE_MIN_MS, LOOP_PHASE_MIN_MS, PATIENCE_MIN_MS, paced } from './pace.ts';
import type { SimClock } from './sim-clock.ts';
import type { Pace } from './vehicle.ts';

const DRIVE_MIN_MS = 400;
/** In a hurry vehicles move at least this much faster than life. */
const HURRY_SPEED = 60;
const CROWD_LOOK_MS = 1_000;

export interface WaitsOptions {
  readonly clock: SimClock;
  readonly random: Random;
  /** Real time that a driver waits at the least before giving up. */
  readonly patienceMinMs?: DurationMs | undefined;
  /** So many are on their way out that one more had better stay where it is. */
  readonly isCrowdedAtExits: () => boolean;
}

/** How long things take: stays by lot time, movements as fast as the speed and the devices allow. */
export class Waits {
  readonly #options: WaitsOptions;
  isHurrying = false;

  constructor(options: WaitsOptions) {
    this.#options = options;
  }

  /** How many times faster than life vehicles and gates move. */
  get speed(): number {
    const { speed } = this.#options.clock;
    return this.isHurrying ? Math.max(HURRY_SPEED, speed) : speed;
  }

  /** Runs something after a wait of a vehicle. Returns what calls it off. */
  start(pace: Pace, lifeMs: DurationMs, run: () => void): () => void {
    if (pace === 'stay') return this.#stay(lifeMs, run);
    const minMs = {
      loop: LOOP_PHASE_MIN_MS,
      free: FREE_PHASE_MIN_MS,
      patience: this.#options.patienceMinMs ?? PATIENCE_MIN_MS,
      drive: DRIVE_MIN_MS,
    }[pace];
    const timer = setTimeout(run, paced(lifeMs, this.speed, minMs));
    return () => clearTimeout(timer);
  }

  /** A stay is over when its time is over and the exits are not crowded: drivers look before they start. */
  #stay(lifeMs: DurationMs, run: () => void): () => void {
    const { clock, random, isCrowdedAtExits } = this.#options;
    let callOff: () => void;
    const look = (): void => {
      if (!isCrowdedAtExits()) {
        run();
        return;
      }
      const timer = setTimeout(look, CROWD_LOOK_MS * (1 + random()));
      callOff = () => clearTimeout(timer);
    };
    callOff = clock.after(lifeMs, look);
    return () => callOff();
  }
}
