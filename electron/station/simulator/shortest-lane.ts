import type { Way } from '#domain/lane/way.ts';
import type { LanePlayer } from './lane-player.ts';

/** How much longer a vehicle takes in a lane with loops. */
const LOOP_LANE_COST = 3;

/**
 * The lane of a direction where a driver would queue: a lane with loops moves more slowly. Throws for a lot
 * that has none.
 */
export function shortestLane(
  lanes: Iterable<LanePlayer>,
  direction: Way,
  random: () => number,
): LanePlayer {
  const cost = (lane: LanePlayer) =>
    (lane.length + random()) * (lane.hasLoops ? LOOP_LANE_COST : 1);
  const all = [...lanes];
  const open = all.filter(({ way }) => way === direction);
  // While the only lane turns, who comes waits for it.
  const turning = all.filter(({ lane }) => lane.direction === 'reversible');
  const [best] = (open.length > 0 ? open : turning)
    .map((lane) => ({ lane, cost: cost(lane) }))
    .sort((a, b) => a.cost - b.cost);
  if (best === undefined) throw new Error(`The lot has no ${direction} to simulate.`);
  return best.lane;
}
