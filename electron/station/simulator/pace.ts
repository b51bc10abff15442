import type { DurationMs } from '#domain/kernel/instant.ts';

/** Slowest and fastest that a simulated field runs. */
export const SPEED_MIN = 1;
export const SPEED_MAX = 600;

/**
 * What a real device can still follow: a barrier is polled every 50 ms and a loop counts after two
 * polls that agree, so a phase at a loop must last longer than that with some air.
 */
export const LOOP_PHASE_MIN_MS = 400;
export const GATE_TRAVEL_MIN_MS = 200;
export const FREE_PHASE_MIN_MS = 150;
/** Waiting for people is never shorter than this: the station and its staff keep their own time. */
export const PATIENCE_MIN_MS = 8_000;

export function clampSpeed(speed: number): number {
  return Math.min(SPEED_MAX, Math.max(SPEED_MIN, speed));
}

/** How long something takes at a speed, but never less than what devices can follow. */
export function paced(lifeMs: DurationMs, speed: number, minMs: DurationMs): DurationMs {
  return Math.max(minMs, lifeMs / speed);
}
