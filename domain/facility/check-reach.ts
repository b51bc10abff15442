import { DriveMap } from './drive-distance.ts';
import type { LotFile } from './lot-file.ts';
import { idsText, type ProblemList } from './lot-file-problem.ts';

/** Every slot can be reached from every lane in, and some lane out can be reached from every slot. */
export function checkReach(lot: LotFile, to: ProblemList): void {
  const map = new DriveMap(lot);
  const unreached = (metres: Float64Array): string[] =>
    lot.slots.filter((_, index) => metres[index] === Infinity).map((slot) => slot.id);
  lot.lanes.forEach((lane, index) => {
    if (lane.direction === 'exit') return;
    const ids = unreached(map.distancesFrom([lane.nodeId]));
    if (ids.length === 0) return;
    to.add(
      `lanes[${index}].nodeId`,
      `a way along drive.edges from lane "${lane.id}" to every slot`,
      `none to ${slotsText(ids)}`,
    );
  });
  const exits = lot.lanes.filter((lane) => lane.direction !== 'entry');
  const ids = unreached(map.distancesTo(exits.map((lane) => lane.nodeId)));
  if (ids.length > 0)
    to.add(
      'drive.edges',
      'a way from every slot to a lane that lets vehicles out',
      `none from ${slotsText(ids)}`,
    );
}

function slotsText(ids: readonly string[]): string {
  return `${ids.length} slot${ids.length === 1 ? '' : 's'}: ${idsText(ids)}`;
}
