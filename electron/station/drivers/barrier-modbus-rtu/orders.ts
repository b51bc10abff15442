import type { FieldOutput } from '../driver.ts';
import type { BarrierDevice } from './codec.ts';
import type { Answer, Master } from './master.ts';

/** How long the coils of an impulse stay on. */
export const PULSE_MS = 500;
/** An impulse whose end was not taken is ended again after this time. */
const RELEASE_RETRY_MS = 1_000;

/** A write whose reply was lost is tried again, so many times in all. */
const WRITE_TRIES_MAX = 3;

type Order = Extract<FieldOutput, { kind: 'vend' | 'hold' | 'close' }>['kind'];

/** Runs orders on the coils. Vend and close are impulses, hold is a state that close ends. */
export interface Coils {
  /** Rejects with a sentence when the controller did not take it. */
  run(order: Order): Promise<void>;
  /** Ends impulses whose time is over. Called between polls, while the controller answers. */
  release(): Promise<void>;
  /** When the next impulse ends, by the given clock, or null. */
  nextReleaseAt(): number | null;
  /** Ends all impulses now, known or left over from an earlier run. */
  releaseAllSoon(): void;
}

/** @param now milliseconds of a clock that is never set back */
export function createCoils(
  device: BarrierDevice,
  master: Pick<Master, 'writeCoil'>,
  now: () => number,
): Coils {
  const { vend, hold, close } = device.coils;
  /** Coils that must go off, and when. */
  const ending = new Map<number, number>();

  async function write(coil: number, on: boolean): Promise<void> {
    let taken = await master.writeCoil(coil, on);
    // One disturbed reply must not leave a vehicle before a closed gate. The same value again changes
    // nothing on a coil that already has it.
    for (let tries = 1; taken.kind === 'no-reply' && tries < WRITE_TRIES_MAX; tries++) {
      taken = await master.writeCoil(coil, on);
    }
    if (taken.kind !== 'ok') throw new Error(refusal(taken));
  }

  async function pulse(coil: number): Promise<void> {
    // A coil that is still on has no edge to give.
    if (ending.has(coil)) await write(coil, false);
    // Even if the reply is lost, the coil may be on: its end is due either way.
    ending.set(coil, now() + PULSE_MS);
    await write(coil, true);
  }

  return {
    async run(order) {
      switch (order) {
        case 'vend':
          return pulse(vend);
        case 'hold':
          return write(hold, true);
        case 'close':
          await write(hold, false);
          return pulse(close);
      }
    },
    async release() {
      for (const [coil, at] of ending) {
        if (at > now()) continue;
        const taken = await master.writeCoil(coil, false);
        // A controller that refuses to be told "off" ends its impulses by itself.
        if (taken.kind === 'no-reply') ending.set(coil, now() + RELEASE_RETRY_MS);
        else ending.delete(coil);
      }
    },
    nextReleaseAt: () => (ending.size === 0 ? null : Math.min(...ending.values())),
    releaseAllSoon() {
      ending.set(vend, now());
      ending.set(close, now());
    },
  };
}

function refusal(answer: Exclude<Answer<void>, { kind: 'ok' }>): string {
  return answer.kind === 'exception'
    ? `It refused: ${answer.sentence}`
    : 'It did not answer; whether it took the order is not known.';
}
