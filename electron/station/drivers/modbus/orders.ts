import type { BarrierWiring } from '#domain/facility/device/barrier-profiles.ts';
import type { FieldOutput } from '../driver.ts';
import type { Answer, BusMember } from './bus.ts';

/** An impulse whose end was not taken is ended again after this time. */
const RELEASE_RETRY_MS = 1_000;

/** A write whose reply was lost is tried again, so many times in all. */
const WRITE_TRIES_MAX = 3;

type Order = Extract<FieldOutput, { kind: 'vend' | 'hold' | 'close' }>['kind'];

/** The order is carried out, and takes a while (MODBUS Application Protocol 1.1b3, 7). */
const ACKNOWLEDGED = 5;
/** It works at something else, and is to be asked again. */
const BUSY = 6;

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
  { coils, pulseMs, boardPulse }: BarrierWiring,
  member: Pick<BusMember, 'writeCoil'>,
  now: () => number,
): Coils {
  const { vend, hold, close } = coils;
  /** Coils that must go off, and when. */
  const ending = new Map<number, number>();
  /** The opening coil stays on, for want of one that holds. */
  let isHeldByVend = false;

  async function write(coil: number, value: boolean | number): Promise<void> {
    let taken = await member.writeCoil(coil, value);
    // One disturbed reply must not leave a vehicle before a closed gate. The same value again changes
    // nothing on a coil that already has it.
    for (let tries = 1; isWorthAgain(taken) && tries < WRITE_TRIES_MAX; tries++) {
      taken = await member.writeCoil(coil, value);
    }
    if (taken.kind !== 'ok' && !isAcknowledged(taken)) throw new Error(refusal(taken));
  }

  async function pulse(coil: number): Promise<void> {
    if (boardPulse !== null) {
      const units = Math.max(1, Math.round(pulseMs / boardPulse.unitMs));
      return write(boardPulse.offset + coil, units);
    }
    // A coil that is still on has no edge to give.
    if (ending.has(coil)) await write(coil, false);
    // Even if the reply is lost, the coil may be on: its end is due either way.
    ending.set(coil, now() + pulseMs);
    await write(coil, true);
  }

  async function holdOpen(): Promise<void> {
    if (hold !== null) return write(hold, true);
    ending.delete(vend);
    isHeldByVend = true;
    await write(vend, true);
  }

  async function endHold(): Promise<void> {
    if (hold !== null) return write(hold, false);
    isHeldByVend = false;
    ending.delete(vend);
    await write(vend, false);
  }

  return {
    async run(order) {
      switch (order) {
        case 'vend':
          // It stands open already, and must not begin to close when an impulse ends.
          return isHeldByVend ? write(vend, true) : pulse(vend);
        case 'hold':
          return holdOpen();
        case 'close':
          await endHold();
          if (close !== null) await pulse(close);
      }
    },
    async release() {
      for (const [coil, at] of ending) {
        if (at > now()) continue;
        const taken = await member.writeCoil(coil, false);
        // A controller that refuses to be told "off" ends its impulses by itself.
        if (isWorthAgain(taken)) ending.set(coil, now() + RELEASE_RETRY_MS);
        else ending.delete(coil);
      }
    },
    nextReleaseAt: () => (ending.size === 0 ? null : Math.min(...ending.values())),
    releaseAllSoon() {
      if (boardPulse !== null) return;
      // A gate that is to stay open by this coil must not come down because its line was lost.
      if (!isHeldByVend) ending.set(vend, now());
      if (close !== null) ending.set(close, now());
    },
  };
}

function isWorthAgain(answer: Answer<void>): boolean {
  return answer.kind === 'no-reply' || (answer.kind === 'exception' && answer.code === BUSY);
}

function isAcknowledged(answer: Answer<void>): boolean {
  return answer.kind === 'exception' && answer.code === ACKNOWLEDGED;
}

function refusal(answer: Exclude<Answer<void>, { kind: 'ok' }>): string {
  return answer.kind === 'exception'
    ? `It refused: ${answer.sentence}`
    : 'It did not answer; whether it took the order is not known.';
}
