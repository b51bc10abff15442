import { slantY, YARD } from './ground-plan.ts';
import { HALL } from './hall.ts';
import type { RowPlan, Site } from './site.ts';

/** Every row of the ground, in the order in which the aisles are driven. */
export function groundRows(site: Site): void {
  for (const plan of [...yardRows(), ...motorcycleRows(), ...hallRows()]) site.row(plan);
}

function yardRows(): RowPlan[] {
  const west = YARD.westAisle - YARD.westHalf;
  const slant = 83.2;
  const yard = { zoneId: 'yard' } as const;
  // Left of the west aisle, driven northwards: noses turn left by 60°. The island's turn right.
  const left = { ...yard, along: 0, nose: 300 };
  const island = { ...yard, kind: 'standard', count: 9 } as const;
  const river = { letter: 'E', zoneId: 'charging', kind: 'ev', count: 10 } as const;
  const accessible = {
    ...yard,
    letter: 'D',
    kind: 'accessible',
    along: 180,
    nose: 90,
    count: 2,
    gapEvery: 1,
    gapMetres: 1.2,
    gapIs: 'hatching',
  } as const;
  const east = YARD.eastAisle + YARD.eastHalf;
  return [
    { ...left, letter: 'C', zoneId: 'coach', kind: 'bus', from: [west, 61], count: 4 },
    { ...left, letter: 'V', kind: 'large', from: [west, 37.2], count: 5 },
    {
      ...island,
      letter: 'A',
      from: [YARD.westAisle + YARD.westHalf, 50.4],
      along: 0,
      nose: 60,
    },
    {
      ...island,
      letter: 'B',
      from: [YARD.eastAisle - YARD.eastHalf, 22.6],
      along: 180,
      nose: 240,
    },
    // Charging along the river, square to the slanting aisle.
    { ...river, from: [23.4, slantY(23.4) - 3.3], along: slant, nose: slant - 90 },
    { ...accessible, from: [east, 19.2] },
    { ...accessible, from: [east, 35.2] },
  ];
}

/** Motorcycles take what is too narrow for a car, around the aisle behind the gates. */
function motorcycleRows(): RowPlan[] {
  const moto = { kind: 'motorcycle', zoneId: 'two-wheel' } as const;
  const north = YARD.gateAisle - YARD.westHalf;
  const south = YARD.gateAisle + YARD.westHalf;
  const east = YARD.eastAisle + YARD.eastHalf;
  return [
    { ...moto, letter: 'M', from: [23.9, north], along: 90, nose: 0, count: 12 },
    { ...moto, letter: 'N', from: [east, 51.6], along: 180, nose: 90, count: 9 },
    { ...moto, letter: 'P', from: [37, south], along: 90, nose: 180, count: 8 },
  ];
}

function hallRows(): RowPlan[] {
  const { northAisle, middleAisle, southAisle, eastAisle, blockEast, half } = HALL;
  const hall = {
    zoneId: 'hall',
    kind: 'standard',
    gapEvery: 3,
    gapMetres: 0.5,
    gapIs: 'pillars',
    covered: true,
  } as const;
  const facingNorth = { ...hall, along: 90, nose: 0 };
  const facingSouth = { ...hall, along: 90, nose: 180 };
  /** East of the ramps both blocks have room for four slots on either side. */
  const short = { count: 4, gapEvery: 2 };
  const x = blockEast - 10.5;
  return [
    { ...facingNorth, letter: 'F', from: [51.1, northAisle - half], count: 20 },
    { ...hall, letter: 'G', from: [eastAisle + half, 17.6], along: 180, nose: 90, count: 10 },
    { ...facingSouth, letter: 'H', from: [x, northAisle + half], ...short },
    { ...facingNorth, letter: 'J', from: [x, middleAisle - half], ...short },
    { ...facingSouth, letter: 'K', from: [x, middleAisle + half], ...short },
    { ...facingNorth, letter: 'L', from: [x, southAisle - half], ...short },
    {
      ...facingSouth,
      letter: 'R',
      kind: 'compact',
      from: [50.6, southAisle + half],
      count: 11,
    },
    { ...facingSouth, letter: 'S', from: [95.4, southAisle + half], ...short },
  ];
}
