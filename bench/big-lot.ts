import type { LotFile } from '#domain/facility/lot-file.ts';
import { lotFileSchema } from '#domain/facility/lot-file.ts';

const ROW_SLOTS = 200;
const ROW_PITCH_METRES = 16;
const SLOT_WIDTH_METRES = 2.5;

/** A lot of any size: aisles one behind the other, each between two rows of slots, one loopless lane each way. */
export function bigLot(slots: number): LotFile {
  const rows = Math.ceil(slots / (2 * ROW_SLOTS));
  const width = ROW_SLOTS * SLOT_WIDTH_METRES + 20;
  const nodes = [];
  const edges = [];
  for (let row = 0; row < rows; row += 1) {
    const y = row * ROW_PITCH_METRES + 10;
    nodes.push(
      { id: `w${row}`, levelId: 'ground', at: [5, y] },
      { id: `e${row}`, levelId: 'ground', at: [width - 5, y] },
    );
    edges.push({ from: `w${row}`, to: `e${row}` });
    if (row > 0)
      edges.push({ from: `w${row - 1}`, to: `w${row}` }, { from: `e${row}`, to: `e${row - 1}` });
  }
  const height = rows * ROW_PITCH_METRES + 20;
  const gate = { levelId: 'ground', headingDegrees: 90, detection: 'none' };
  return lotFileSchema.parse({
    format: 'gatehouse-lot',
    version: 1,
    id: 'bench',
    name: 'Bench lot',
    timeZone: 'Europe/London',
    currency: 'GBP',
    levels: [
      {
        id: 'ground',
        label: 'Ground',
        storey: 0,
        outline: [
          [0, 0],
          [width, 0],
          [width, height],
          [0, height],
        ],
      },
    ],
    drive: { nodes, edges },
    zones: [{ id: 'main', label: 'Main' }],
    slots: Array.from({ length: slots }, (_, index) => {
      const row = Math.floor(index / (2 * ROW_SLOTS));
      const place = index % (2 * ROW_SLOTS);
      const x = 10 + (place % ROW_SLOTS) * SLOT_WIDTH_METRES;
      const y = row * ROW_PITCH_METRES + (place < ROW_SLOTS ? 4.5 : 15.5);
      const base = {
        levelId: 'ground',
        zoneId: 'main',
        kind: 'standard',
        widthMetres: SLOT_WIDTH_METRES,
      };
      return {
        ...base,
        id: `s${index}`,
        label: `S${index}`,
        at: [x, y],
        lengthMetres: 5,
        headingDegrees: 0,
      };
    }),
    lanes: [
      { ...gate, id: 'in', label: 'Entry', direction: 'entry', at: [5, 10], nodeId: 'w0' },
      { ...gate, id: 'out', label: 'Exit', direction: 'exit', at: [width - 5, 10], nodeId: 'e0' },
    ],
    tariff: {
      id: 'bench',
      name: 'Bench',
      currency: 'GBP',
      timeZone: 'Europe/London',
      rates: [
        {
          id: 'hourly',
          name: 'By the hour',
          charge: {
            kind: 'ladder',
            rungs: [{ upToMinutes: null, each: { minutes: 60, feeMinor: 100 } }],
          },
        },
      ],
    },
  });
}
