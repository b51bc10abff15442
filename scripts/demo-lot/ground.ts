import { GATES, slantY, YARD } from './ground-plan.ts';
import { groundRows } from './ground-rows.ts';
import { drawCore, drawRamps, HALL, RAMP_DOWN, RAMP_UP } from './hall.ts';
import { type Drawing, island, type Point, path, rectangle } from './plan.ts';
import { planting } from './planting.ts';
import { Site } from './site.ts';

/** The ground: an open yard with angled rows in the west, the covered hall in the east. */
export function ground(): Site {
  const site = new Site('g', 'G');
  planting(site);
  circulation(site);
  plazas(site);
  groundRows(site);
  hallFabric(site);
  return site;
}

/** One big ring, clockwise, cut by the yard's east aisle, the middle aisle and the spine. */
function circulation(site: Site): void {
  const spine = HALL.westAisle;
  const bend: Point = [YARD.eastAisle, slantY(YARD.eastAisle)];
  const down = (x: number, ...ys: number[]): Point[] => ys.map((y) => [x, y]);
  const across = (y: number, ...xs: number[]): Point[] => xs.map((x) => [x, y]);
  const { northAisle, middleAisle, southAisle, eastAisle } = HALL;
  site.aisle({ through: [YARD.northWest, bend, [spine, northAisle]] });
  site.aisle({
    through: [
      [spine, northAisle],
      ...down(eastAisle, northAisle, middleAisle, southAisle),
      ...across(southAisle, GATES.exit2, GATES.exit1, GATES.reversible, spine, YARD.eastAisle),
    ],
  });
  site.aisle({
    through: [bend, ...down(YARD.eastAisle, middleAisle, southAisle, YARD.gateAisle)],
    widthMetres: 2 * YARD.eastHalf,
  });
  site.aisle({
    through: [
      ...across(YARD.gateAisle, YARD.eastAisle, GATES.entry2, GATES.entry1, YARD.westAisle),
      YARD.northWest,
    ],
    widthMetres: 2 * YARD.westHalf,
    arrowEveryMetres: 14,
  });
  site.aisle({ through: across(middleAisle, YARD.eastAisle, spine, eastAisle) });
  const mouths = [RAMP_UP.westboundY, RAMP_UP.eastboundY, middleAisle, RAMP_DOWN.westboundY];
  site.aisle({
    through: down(spine, southAisle, ...mouths, RAMP_DOWN.eastboundY, northAisle),
    arrowEveryMetres: 9,
  });
}

/** Two lanes in from the street, two out to it, and one between that turns; traffic keeps left. */
function plazas(site: Site): void {
  const lane = { widthMetres: 3.5, arrowEveryMetres: 9 };
  for (const [name, x] of [
    ['g-entry-1', GATES.entry1],
    ['g-entry-2', GATES.entry2],
  ] as const) {
    const inside: Point = [x, GATES.entryY - 3];
    site.node(inside, name);
    site.aisle({ through: [[x, GATES.streetY], inside], ...lane, arrowEveryMetres: 0 });
    site.draw({ kind: 'arrow', at: [x, 70.6], headingDegrees: 0 });
    site.aisle({ through: [inside, [x, YARD.gateAisle]], ...lane, arrowEveryMetres: 0 });
  }
  for (const [name, x] of [
    ['g-exit-1', GATES.exit1],
    ['g-exit-2', GATES.exit2],
  ] as const) {
    const inside: Point = [x, GATES.exitY - 3];
    site.node(inside, name);
    site.aisle({ through: [[x, HALL.southAisle], inside, [x, GATES.streetY]], ...lane });
  }
  turningLane(site, lane.widthMetres);
  const kerbs = '24.1,62.5 29,62.4 34,63.6 76.4,57.5 82,57.5 87,60.2 92,57.5';
  for (const [x, y] of path(kerbs)) site.draw({ kind: 'green', points: island(x, y, x + 1, 74.2) });
  site.draw(
    { kind: 'room', points: rectangle(94.2, 61.5, 97.8, 65.5), label: 'Kiosk' },
    { kind: 'text', at: [29.5, 61.2], text: 'ENTRY' },
    { kind: 'text', at: [87.5, 58.9], text: 'EXIT' },
    { kind: 'text', at: [GATES.reversible, 58.9], text: 'IN / OUT' },
    { kind: 'text', at: [59, 72.8], text: 'Riverside Road' },
    { kind: 'text', at: [82, 4.1], text: 'River Walk' },
  );
}

/** One lane for both directions: no arrow is painted on it, its sign says which way it leads. */
function turningLane(site: Site, widthMetres: number): void {
  const inside: Point = [GATES.reversible, GATES.exitY - 3];
  site.node(inside, 'g-lane-3');
  site.aisle({
    through: [[GATES.reversible, HALL.southAisle], inside, [GATES.reversible, GATES.streetY]],
    widthMetres,
    arrowEveryMetres: 0,
    isTwoWay: true,
  });
}

function hallFabric(site: Site): void {
  drawRamps(site, RAMP_UP, 'Up to Level 1', 'From Level 1', 90);
  drawRamps(site, RAMP_DOWN, 'Down to Basement', 'From Basement', 270);
  drawCore(site);
  const wall = (points: string): Drawing => ({ kind: 'wall', points: path(points) });
  const walkway = (points: Point[]): Drawing => ({ kind: 'walkway', points });
  site.draw(
    wall('50,10.6 50,6 114,6 114,56 93.4,56'),
    wall('77.5,56 50,56 50,51.1'),
    wall('50,17.4 50,27.7'),
    wall('50,34.5 50,44.2'),
    { kind: 'room', points: rectangle(50.3, 34.7, 55.2, 39.6), label: 'Pay desk' },
    { kind: 'room', points: rectangle(50.3, 39.6, 55.2, 44), label: 'Control' },
    // Along the hall's west face to the lifts, and in front of the pay desk.
    walkway(rectangle(47.7, 18.6, 49.7, 44.8)),
    walkway(rectangle(55.35, 34.7, 56.3, 44)),
    // Zebra crossings from the herringbone island to the hatching beside the accessible slots.
    walkway(rectangle(36.6, 22.7, 42.4, 24.1)),
    walkway(rectangle(36.6, 38.7, 42.4, 40.1)),
    // Beside the ramps' mouths and at the end of the double rows.
    ...[17.85, 34.35].flatMap((y) => [
      walkway(rectangle(62.2, y + 0.5, 63.2, y + 9.5)),
      walkway(rectangle(88.4, y + 0.5, 89.3, y + 9.5)),
      walkway(rectangle(100.6, y + 0.5, 101.3, y + 9.5)),
    ]),
  );
}
