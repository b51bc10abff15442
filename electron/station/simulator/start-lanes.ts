import { LanePlayer, type LanePlayerOptions } from './lane-player.ts';

/**
 * Plays every lane of the lot. Rejects with the first that could not start, and ends those that did.
 */
export async function startLanes(
  shared: Omit<LanePlayerOptions, 'lane' | 'labels'>,
): Promise<readonly LanePlayer[]> {
  const { lanes, slots } = shared.lot;
  const labels = new Set(slots.map(({ label }) => label));
  const started = await Promise.allSettled(
    lanes.map((lane) => LanePlayer.start({ ...shared, lane, labels })),
  );
  const failed = started.find((one) => one.status === 'rejected');
  const players = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (failed === undefined) return players;
  for (const player of players) await player.stop();
  throw failed.reason;
}
