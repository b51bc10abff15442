import { drawCore, drawRamps, HALL, RAMP_DOWN, RAMP_UP, type RampPair } from './hall.ts';
import { type Point, path, rectangle } from './plan.ts';
import { type RowPlan, Site } from './site.ts';

const { half, westAisle, eastAisle, northAisle, middleAisle, southAisle, blockWest } = HALL;
/** Ramps end here on the decks: a short cross-link takes their traffic to the next aisle. */
export const CROSS_LINK_X = 91.6;

/** Level 1: the north-east corner is cut off towards the river, the stair tower stands out. */
export const LEVEL_1_OUTLINE: Point[] = path(
  '50,6 100,6 114,20 114,56 50,56 50,28.6 47.4,28.6 47.4,16.6 50,16.6',
);

/** The basement: the south-east corner is cut off by the street's sewer. */
export const BASEMENT_OUTLINE: Point[] = path(
  '50,6 114,6 114,42 100,56 67,56 67,58.4 56,58.4 56,56 50,56',
);

/** The kerb in front of the lifts. */
const LIFT_LOBBY: Point[] = rectangle(55.45, 17.8, 56.3, 28.6);

export function level1(): Site {
  const site = new Site('l1', 'L1');
  circulation(site, [
    [96.6, northAisle],
    [eastAisle, 22.8],
    [eastAisle, middleAisle],
    [eastAisle, southAisle],
  ]);
  crossLink(site, middleAisle, southAisle, RAMP_UP);
  for (const plan of level1Rows()) site.row(plan);
  drawRamps(site, RAMP_UP, 'From Ground', 'Down to Ground', 90);
  drawCore(site);
  site.draw(
    { kind: 'wall', points: [...LEVEL_1_OUTLINE, [50, 6]] },
    { kind: 'wall', points: path('50,16.6 50,28.6') },
    { kind: 'room', points: rectangle(47.6, 16.8, 49.8, 28.4), label: 'WC' },
    { kind: 'room', points: rectangle(108.6, 46.5, 113.7, 55.7), label: 'Electrical' },
  );
  site.draw({ kind: 'walkway', points: LIFT_LOBBY });
  hatchedEnds(site, northAisle + half, [62.2]);
  hatchedEnds(site, middleAisle + half, [62.4, 94.4, 100.6]);
  return site;
}

export function basement(): Site {
  const site = new Site('b1', 'B1');
  circulation(site, [
    [eastAisle, northAisle],
    [eastAisle, middleAisle],
    [eastAisle, 39.4],
    [96.6, southAisle],
  ]);
  crossLink(site, northAisle, middleAisle, RAMP_DOWN);
  for (const plan of basementRows()) site.row(plan);
  drawRamps(site, RAMP_DOWN, 'From Ground', 'Up to Ground', 270);
  drawCore(site);
  site.draw(
    { kind: 'wall', points: [...BASEMENT_OUTLINE, [50, 6]] },
    { kind: 'room', points: rectangle(50.3, 6.3, 55.6, 11), label: 'Pumps' },
    { kind: 'room', points: rectangle(56.3, 56, 66.7, 58.2), label: 'Storage' },
    { kind: 'room', points: rectangle(108.6, 6.3, 113.7, 13.5), label: 'Air' },
  );
  site.draw({ kind: 'walkway', points: LIFT_LOBBY });
  hatchedEnds(site, northAisle + half, [62.4, 94.4, 100.6]);
  hatchedEnds(site, middleAisle + half, [62.2]);
  return site;
}

/** The ring, clockwise, by way of the cut corner, and the middle aisle eastwards. */
function circulation(site: Site, eastSide: readonly Point[]): void {
  site.aisle({
    through: [
      [westAisle, northAisle],
      [CROSS_LINK_X, northAisle],
      ...eastSide,
      [CROSS_LINK_X, southAisle],
      [westAisle, southAisle],
      [westAisle, middleAisle],
      [westAisle, northAisle],
    ],
  });
  site.aisle({
    through: [
      [westAisle, middleAisle],
      [CROSS_LINK_X, middleAisle],
      [eastAisle, middleAisle],
    ],
  });
}

/** Southwards past the ramps' mouths: what arrives turns right into it, what leaves turns right. */
function crossLink(site: Site, fromY: number, toY: number, ramp: RampPair): void {
  site.aisle({
    through: [fromY, ramp.eastboundY, ramp.westboundY, toY].map((y): Point => [CROSS_LINK_X, y]),
    widthMetres: 5.4,
    arrowEveryMetres: 0,
  });
}

const PILLARS = { gapEvery: 3, gapMetres: 0.5, gapIs: 'pillars', covered: true } as const;
const HATCHED = { gapEvery: 1, gapMetres: 1.2, gapIs: 'hatching', covered: true } as const;

/** Beside the lifts on either deck: two accessible slots, then four with chargers. */
function besideLifts(zoneId: string): RowPlan[] {
  const west = westAisle - half;
  const noseWest = { letter: 'J', zoneId, nose: 270 } as const;
  return [
    { ...noseWest, ...HATCHED, kind: 'accessible', from: [west, 37.2], along: 0, count: 2 },
    { ...noseWest, ...PILLARS, kind: 'ev', from: [west, 38.5], along: 180, count: 4 },
  ];
}

function level1Rows(): RowPlan[] {
  const row = { zoneId: 'level-1', kind: 'standard', ...PILLARS } as const;
  const facingNorth = { ...row, along: 90, nose: 0 };
  const facingSouth = { ...row, along: 90, nose: 180 };
  return [
    { ...facingNorth, letter: 'A', from: [51, northAisle - half], count: 17 },
    {
      ...row,
      letter: 'B',
      kind: 'compact',
      from: [97.1, 10.4],
      along: 135,
      nose: 45,
      count: 4,
      gapEvery: 4,
    },
    { ...row, letter: 'C', from: [eastAisle + half, 22], along: 180, nose: 90, count: 9 },
    { ...facingSouth, letter: 'D', from: [blockWest, northAisle + half], count: 12 },
    { ...facingNorth, letter: 'E', from: [blockWest, middleAisle - half], count: 14 },
    { ...facingSouth, letter: 'F', from: [95.2, middleAisle + half], count: 2 },
    { ...facingNorth, letter: 'G', from: [95.2, southAisle - half], count: 2 },
    { ...facingSouth, letter: 'H', kind: 'compact', from: [57.4, southAisle + half], count: 20 },
    ...besideLifts('level-1'),
  ];
}

function basementRows(): RowPlan[] {
  const row = { zoneId: 'basement', kind: 'standard', ...PILLARS } as const;
  const facingNorth = { ...row, along: 90, nose: 0 };
  const facingSouth = { ...row, along: 90, nose: 180 };
  return [
    { ...facingNorth, letter: 'A', from: [56.6, northAisle - half], count: 18 },
    {
      ...row,
      letter: 'B',
      kind: 'large',
      from: [eastAisle + half, 17.6],
      along: 180,
      nose: 90,
      count: 8,
    },
    {
      ...row,
      letter: 'C',
      kind: 'compact',
      from: [105.2, 43.3],
      along: 225,
      nose: 135,
      count: 4,
      gapEvery: 4,
    },
    { ...facingSouth, letter: 'D', from: [95.2, northAisle + half], count: 2 },
    { ...facingNorth, letter: 'E', from: [95.2, middleAisle - half], count: 2 },
    {
      ...facingSouth,
      letter: 'F',
      kind: 'compact',
      from: [blockWest, middleAisle + half],
      count: 15,
    },
    { ...facingNorth, letter: 'G', from: [blockWest, southAisle - half], count: 12 },
    { ...facingSouth, letter: 'H', from: [57.4, southAisle + half], count: 14 },
    ...besideLifts('basement'),
  ];
}

/** Painted ends of a block of double rows or ramps, so that nobody cuts the corner. */
function hatchedEnds(site: Site, blockNorthY: number, xs: readonly number[]): void {
  for (const x of xs)
    site.draw({
      kind: 'walkway',
      points: rectangle(x, blockNorthY + 0.5, x + 0.7, blockNorthY + 9.5),
    });
}
