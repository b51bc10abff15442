import type { LanePlayer } from './lane-player.ts';

/** How much longer a vehicle takes in a lane with loops. */
const LOOP_LANE_COST = 3;

/**
 * The lane of a direction where a driver would queue: a lane with loops moves more slowly. Throws for a lot
 * that has none.
 */
export function shortestLane(
  lanes: Iterable<LanePlayer>,
  direction: 'entry' | 'exit',
  random: () => number,
): LanePlayer {
  const cost = (lane: LanePlayer) =>
    (lane.length + random()) * (lane.hasLoops ? LOOP_LANE_COST : 1);
  const [best] = [...lanes]
    .filter(({ lane }) => lane.direction === direction || lane.direction === 'reversible')
    .map((lane) => ({ lane, cost: cost(lane) }))
    .sort((a, b) => a.cost - b.cost);
  if (best === undefined) throw new Error(`The lot has no ${direction} to simulate.`);
  return best.lane;
}
