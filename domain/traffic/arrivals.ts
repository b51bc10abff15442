import { type DurationMs, HOUR_MS, type Instant } from '../kernel/instant.ts';
import type { Random } from '../kernel/seeded-random.ts';
import { type ArrivalProfile, busiestArrivals, createUsual } from './profile.ts';

/** How much a lot that is emptier than usual draws, and how little a fuller one, at most. */
const FEEDBACK_MAX = 1.5;
const FEEDBACK_MIN = 0.4;
/** Twenty points emptier than usual double nothing, but add this share for each whole of the lot. */
const FEEDBACK_STRENGTH = 2;
/** From this fill on drivers see the queue and drive on; at a full lot all of them do. */
const BALK_FROM_FILL = 0.92;

export interface ArrivalsOptions {
  readonly profile: ArrivalProfile;
  readonly timeZone: string;
  readonly slots: number;
  readonly random: Random;
}

/**
 * A Poisson process whose rate follows the profile, by thinning: candidates come at the busiest rate
 * of the week, and each is kept with the share that its hour, and the lot's fill, have of it.
 */
export interface Arrivals {
  /** Lot time until the next candidate. */
  gapMs(): DurationMs;
  /** Whether the candidate at an instant comes, given how full the lot is (0 to 1). */
  comes(at: Instant, fill: number): boolean;
}

export function createArrivals({ profile, timeZone, slots, random }: ArrivalsOptions): Arrivals {
  const usualAt = createUsual(profile, timeZone);
  const perHourMax = busiestArrivals(profile) * slots * FEEDBACK_MAX;
  return {
    gapMs: () => Math.round((-Math.log(1 - random()) / perHourMax) * HOUR_MS),
    comes(at, fill) {
      const usual = usualAt(at);
      const perHour = usual.arrivalsPerSlotHour * slots * drawOf(fill, usual.fill);
      return random() < perHour / perHourMax;
    },
  };
}

/** How much a lot draws at a fill: 1 when it is as full as usual. */
export function drawOf(fill: number, usualFill: number): number {
  const pull = 1 + (usualFill - fill) * FEEDBACK_STRENGTH;
  const stays = fill < BALK_FROM_FILL ? 1 : Math.max(0, (1 - fill) / (1 - BALK_FROM_FILL));
  return Math.min(FEEDBACK_MAX, Math.max(FEEDBACK_MIN, pull)) * stays;
}
