import { type Drawing, disc, island, path, rounded } from './plan.ts';
import type { Site } from './site.ts';

/** Beds as rough outlines with the radius of their corners in metres. */
const BEDS: readonly (readonly [string, number])[] = [
  // Along the river, from the coaches' back to the hall's north-east corner.
  [
    '3,42 7.4,35 10,22 16.5,12.6 47,5.2 49,5.6 48.8,8.2 22.6,13.6 16.4,17.6 13.4,19.6 9.9,25 9.8,36 5.6,41',
    2,
  ],
  ['53.5,3.2 60,2.3 109.5,2.2 113,4.4 112.6,5.3 53,5.3', 0.8],
  ['114.8,9 118.3,10 119.2,59 114.8,64', 2],
  // Between the hall and the street.
  ['50.5,58 76,57.3 76,73.6 37,73.6 37,65.4 46.5,64.6', 3],
  ['94.6,57.4 114,57.4 113.6,65.5 110.5,69.4 98.6,73.8 94.6,73.8 94.6,67 98.8,66.2', 2],
  ['22.8,63 22.8,73.8 9,69.4 3,60.4 6,59.4 11.4,62.6 16.6,62.6', 2],
  // The two ends of the herringbone island, cut to the slots' corners.
  ['24,24 24.3,22.7 35.6,21.3 36.3,22 35.2,22.8 31.2,25.1 29.2,23.1 28.3,21.6', 0.4],
  ['25.2,50 29.3,47.6 31,49.7 32,51.2 36.3,48.8 36.3,51.5 24,51.5 24,50.3', 0.4],
  ['45.2,52 49.4,52 49.4,61 47,61 45.2,60', 1],
];

/** Trees: the centre, and the radius of the canopy in metres. */
const TREES: readonly (readonly [string, number])[] = [
  ['6.2,38.6 8.6,30 9.9,22.6 48,6.9 6.4,62', 1.2],
  ['14.6,16.4 20,12.7 26.5,10.6 34.5,8.6 42,6.9', 1.4],
  ['30.1,24 30.1,30.5 30.1,37 30.1,43.5 30.1,49 47.3,55.2 47.4,58.8', 1],
  ['55,63 68,62.4 73,67 104,62', 1.9],
  ['61.5,68 49,69.5 110,61 19,68.4 11.6,66 42,69.6', 1.6],
  ['101.5,69 116.8,17 117,29 117,42 117,53', 1.4],
  ['58,3.9 67,3.8 97,3.8 106,3.8', 1],
];

/** Everything green on the ground. */
export function planting(site: Site): void {
  const green = (points: Drawing & { kind: 'green' }) => site.draw(points);
  for (const [outline, radius] of BEDS)
    green({ kind: 'green', points: rounded(path(outline), radius) });
  // The strip where the noses of the herringbone island meet.
  green({ kind: 'green', points: island(29.35, 21.4, 30.85, 50.6) });
  for (const [centres, radius] of TREES)
    for (const centre of path(centres)) green({ kind: 'green', points: disc(centre, radius) });
}
