import type { LotFile } from '#domain/facility/lot-file.ts';

/** Metres. Two rows of slots back to back between aisles, as in any large surface lot. */
const SLOT_WIDTH = 2.5;
const SLOT_LENGTH = 5;
const AISLE = 6.5;
const ROWS_PER_BLOCK = 2;

/**
 * One level with about `count` slots in long double rows, for measuring how the map keeps up. Only
 * what the map reads is like a real lot; the tariff and devices are those of `base`.
 */
export function syntheticLot(base: LotFile, count: number): LotFile {
  const pitch = ROWS_PER_BLOCK * SLOT_LENGTH + AISLE;
  const perRow = Math.max(8, Math.round(Math.sqrt((count * pitch) / 2 / SLOT_WIDTH)));
  const blocks = Math.ceil(count / (perRow * ROWS_PER_BLOCK));
  const width = perRow * SLOT_WIDTH + 2 * AISLE;
  const height = blocks * pitch + AISLE;
  const slots: LotFile['slots'] = [];
  for (let i = 0; i < count; i++) {
    const row = Math.floor(i / perRow);
    const upper = row % 2 === 0;
    const block = Math.floor(row / 2);
    slots.push({
      id: `s${i}`,
      label: `${String.fromCharCode(65 + (block % 26))}${1 + (i % perRow)}`,
      levelId: 'x',
      zoneId: 'z',
      kind: i % 17 === 0 ? 'ev' : i % 23 === 0 ? 'accessible' : 'standard',
      at: [
        AISLE + (0.5 + (i % perRow)) * SLOT_WIDTH,
        AISLE + block * pitch + (upper ? 0.5 : 1.5) * SLOT_LENGTH,
      ],
      widthMetres: SLOT_WIDTH,
      lengthMetres: SLOT_LENGTH,
      headingDegrees: upper ? 180 : 0,
      features: [],
    });
  }
  const nodes: LotFile['drive']['nodes'] = [];
  const edges: LotFile['drive']['edges'] = [];
  for (let i = 0; i <= blocks; i++) {
    const y = i * pitch + AISLE / 2;
    nodes.push({ id: `a${i}`, levelId: 'x', at: [AISLE / 2, y] });
    nodes.push({ id: `b${i}`, levelId: 'x', at: [width - AISLE / 2, y] });
    edges.push({ from: `a${i}`, to: `b${i}`, oneWay: true, kind: 'aisle', widthMetres: 6 });
    for (const side of i === 0 ? [] : ['a', 'b']) {
      const from = `${side}${i - 1}`;
      edges.push({ from, to: `${side}${i}`, oneWay: false, kind: 'aisle', widthMetres: 6 });
    }
  }
  return {
    ...base,
    id: `synthetic-${count}`,
    levels: [
      {
        id: 'x',
        label: 'Field',
        storey: 0,
        outline: [
          [0, 0],
          [width, 0],
          [width, height],
          [0, height],
        ],
        drawings: [],
      },
    ],
    zones: [{ id: 'z', label: 'Field' }],
    drive: { nodes, edges },
    slots,
    lanes: [],
    devices: [],
  };
}
