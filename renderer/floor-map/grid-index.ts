import type { Box } from '#domain/facility/geometry.ts';

/** Finds boxes by place. Built once a level; slots never move while the lot is open. */
export interface GridIndex {
  /** Indices of all boxes that touch `box`, each once, ascending. */
  query(box: Box): number[];
}

/** Upper bound of cells, so that one far-away slot cannot make a grid of millions. */
const CELLS_MAX = 262_144;

/**
 * A uniform grid in two flat arrays: `starts[cell]` points into `items`. About two boxes a cell
 * keeps a look-up to a handful of comparisons.
 */
export function buildGridIndex(boxes: readonly Box[]): GridIndex {
  const bounds = boundsOf(boxes);
  const width = bounds.maxX - bounds.minX;
  const height = bounds.maxY - bounds.minY;
  const wanted = Math.min(CELLS_MAX, Math.max(1, boxes.length / 2));
  const cell = Math.max(Math.sqrt((width * height) / wanted), (width + height) / 4096, 1e-6);
  const columns = Math.max(1, Math.ceil(width / cell));
  const rows = Math.max(1, Math.ceil(height / cell));
  const column = (x: number) => clamp(Math.floor((x - bounds.minX) / cell), columns);
  const row = (y: number) => clamp(Math.floor((y - bounds.minY) / cell), rows);

  const eachCell = (box: Box, visit: (cellIndex: number) => void) => {
    const lastColumn = column(box.maxX);
    const lastRow = row(box.maxY);
    for (let r = row(box.minY); r <= lastRow; r++) {
      for (let c = column(box.minX); c <= lastColumn; c++) visit(r * columns + c);
    }
  };

  const starts = new Uint32Array(columns * rows + 1);
  for (const box of boxes) eachCell(box, (at) => bump(starts, at + 1));
  for (let i = 1; i < starts.length; i++) starts[i] = at(starts, i) + at(starts, i - 1);
  const items = new Uint32Array(at(starts, starts.length - 1));
  const cursor = starts.slice();
  boxes.forEach((box, index) => {
    eachCell(box, (cellIndex) => {
      items[at(cursor, cellIndex)] = index;
      bump(cursor, cellIndex);
    });
  });

  const seen = new Uint32Array(boxes.length);
  let stamp = 0;
  return {
    query(box) {
      const found: number[] = [];
      if (!touches(bounds, box)) return found;
      stamp += 1;
      eachCell(box, (cellIndex) => {
        const end = at(starts, cellIndex + 1);
        for (let i = at(starts, cellIndex); i < end; i++) {
          const index = at(items, i);
          if (seen[index] === stamp) continue;
          seen[index] = stamp;
          const candidate = boxes[index];
          if (candidate !== undefined && touches(candidate, box)) found.push(index);
        }
      });
      return found.sort((a, b) => a - b);
    },
  };
}

export function touches(a: Box, b: Box): boolean {
  return a.minX <= b.maxX && a.maxX >= b.minX && a.minY <= b.maxY && a.maxY >= b.minY;
}

/** The smallest box around all; an empty list gives a box of no size at the origin. */
export function boundsOf(boxes: readonly Box[]): Box {
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  for (const box of boxes) {
    minX = Math.min(minX, box.minX);
    minY = Math.min(minY, box.minY);
    maxX = Math.max(maxX, box.maxX);
    maxY = Math.max(maxY, box.maxY);
  }
  return boxes.length === 0 ? { minX: 0, minY: 0, maxX: 0, maxY: 0 } : { minX, minY, maxX, maxY };
}

function clamp(value: number, count: number): number {
  return Math.min(count - 1, Math.max(0, value));
}

function at(array: Uint32Array, index: number): number {
  return array[index] ?? 0;
}

function bump(array: Uint32Array, index: number): void {
  array[index] = at(array, index) + 1;
}
