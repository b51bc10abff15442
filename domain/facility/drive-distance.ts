import { must } from '../kernel/assert.ts';
import { EdgeTree, type Nearest, type Segment } from './edge-tree.ts';
import { distanceMetres } from './geometry.ts';
import type { LotFile } from './lot-file.ts';
import { shortestPaths, type Way } from './shortest-paths.ts';

/** What distances need of a lot file. */
export type DriveLot = Pick<LotFile, 'drive' | 'slots'>;

/** Metres by the drive graph from a node to each slot of the lot, in the file's order. */
export function driveDistances(lot: DriveLot, nodeId: string): Float64Array {
  return new DriveMap(lot).distancesFrom([nodeId]);
}

interface Road {
  readonly from: number;
  readonly to: number;
  readonly metres: number;
  readonly oneWay: boolean;
}

/**
 * The drive graph with every slot joined to it: at the nearest point of the nearest aisle on the
 * slot's level (of each, where several are as near), from where the last metres are driven straight. One-way edges are driven one way
 * only, also to the slots along them. Edges that name unknown nodes are left out: the check of the
 * lot file reports them.
 */
export class DriveMap {
  readonly #nodeIndex = new Map<string, number>();
  readonly #roads: (Road | null)[];
  readonly #joins: (readonly Nearest[])[];

  constructor({ drive, slots }: DriveLot) {
    for (const [index, node] of drive.nodes.entries()) this.#nodeIndex.set(node.id, index);
    const segments = new Map<string, Segment[]>();
    this.#roads = drive.edges.map((edge, index) => {
      const from = this.#nodeIndex.get(edge.from);
      const to = this.#nodeIndex.get(edge.to);
      if (from === undefined || to === undefined) return null;
      const start = must(drive.nodes[from], 'an indexed node');
      const end = must(drive.nodes[to], 'an indexed node');
      if (edge.kind === 'aisle' && start.levelId === end.levelId) {
        const onLevel = segments.get(start.levelId) ?? [];
        onLevel.push({ edge: index, from: start.at, to: end.at });
        segments.set(start.levelId, onLevel);
      }
      const metres = edge.lengthMetres ?? distanceMetres(start.at, end.at);
      return { from, to, metres, oneWay: edge.oneWay };
    });
    const trees = new Map<string, EdgeTree>();
    for (const [levelId, onLevel] of segments) trees.set(levelId, new EdgeTree(onLevel));
    this.#joins = slots.map((slot) => trees.get(slot.levelId)?.nearest(slot.at) ?? []);
  }

  /** Metres from the nearest of some nodes to each slot; Infinity where no way leads. */
  distancesFrom(nodeIds: readonly string[]): Float64Array {
    return this.#toSlots(this.#metresByNode(nodeIds, false), false);
  }

  /** Metres from each slot to the nearest of some nodes; Infinity where no way leads. */
  distancesTo(nodeIds: readonly string[]): Float64Array {
    return this.#toSlots(this.#metresByNode(nodeIds, true), true);
  }

  #metresByNode(nodeIds: readonly string[], backwards: boolean): Float64Array {
    const ways: Way[] = [];
    for (const road of this.#roads) {
      if (road === null) continue;
      const { from, to, metres, oneWay } = road;
      if (!backwards || !oneWay) ways.push({ from, to, metres });
      if (backwards || !oneWay) ways.push({ from: to, to: from, metres });
    }
    const sources: number[] = [];
    for (const id of nodeIds) {
      const node = this.#nodeIndex.get(id);
      if (node !== undefined) sources.push(node);
    }
    return shortestPaths(this.#nodeIndex.size, ways, sources);
  }

  #toSlots(byNode: Float64Array, backwards: boolean): Float64Array {
    return Float64Array.from(this.#joins, (joins) => {
      let least = Infinity;
      for (const join of joins) {
        const road = must(this.#roads[join.edge], 'slots join known edges');
        least = Math.min(least, join.metres + metresToJoin(road, join.share, byNode, backwards));
      }
      return least;
    });
  }
}

/** Metres to a place along a road, or from there when `backwards`, given those to its two ends. */
function metresToJoin(
  { from, to, metres, oneWay }: Road,
  share: number,
  byNode: Float64Array,
  backwards: boolean,
): number {
  // A slot at the very end of an edge stands at the node, whichever way the edge is driven.
  const viaFrom = !oneWay || !backwards || share === 0;
  const viaTo = !oneWay || backwards || share === 1;
  return Math.min(
    viaFrom ? (byNode[from] ?? Infinity) + share * metres : Infinity,
    viaTo ? (byNode[to] ?? Infinity) + (1 - share) * metres : Infinity,
  );
}
