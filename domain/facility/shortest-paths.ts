/** A directed way between two nodes, by their places in the list of nodes. */
export interface Way {
  readonly from: number;
  readonly to: number;
  readonly metres: number;
}

/**
 * Metres from the nearest of `sources` to each node, Infinity where there is no way. Dijkstra's
 * algorithm with a binary heap; a node may lie in the heap more than once, the stale ones are skipped.
 */
export function shortestPaths(
  nodes: number,
  ways: readonly Way[],
  sources: readonly number[],
): Float64Array {
  const leaving: Way[][] = Array.from({ length: nodes }, () => []);
  for (const way of ways) leaving[way.from]?.push(way);
  const metres = new Float64Array(nodes).fill(Infinity);
  const heap: Reached[] = [];
  for (const source of sources) {
    metres[source] = 0;
    push(heap, { node: source, metres: 0 });
  }
  for (let reached = pop(heap); reached !== undefined; reached = pop(heap)) {
    if (reached.metres > (metres[reached.node] ?? 0)) continue;
    for (const way of leaving[reached.node] ?? []) {
      const total = reached.metres + way.metres;
      if (total >= (metres[way.to] ?? 0)) continue;
      metres[way.to] = total;
      push(heap, { node: way.to, metres: total });
    }
  }
  return metres;
}

interface Reached {
  readonly node: number;
  readonly metres: number;
}

function push(heap: Reached[], item: Reached): void {
  let at = heap.length;
  heap.push(item);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || above.metres <= item.metres) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = item;
}

function pop(heap: Reached[]): Reached | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (top === undefined || last === undefined || heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    let below = heap[child];
    const right = heap[child + 1];
    if (below === undefined) break;
    if (right !== undefined && right.metres < below.metres) {
      child += 1;
      below = right;
    }
    if (below.metres >= last.metres) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = last;
  return top;
}
