import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Reading, readOccupancy } from './arrival-profile/readings.ts';
import {
  completeDay,
  FIRST_HOUR,
  flowsOf,
  LAST_HOUR,
  meanShareAt,
  NIGHT_FLOOR_SHARE,
} from './arrival-profile/shape.ts';

/**
 * `node scripts/make-arrival-profile.ts OCCUPANCY.csv` writes resources/arrival-profile.json, from
 * which the simulator takes when vehicles come. The CSV is "Parking Birmingham" of the UCI Machine
 * Learning Repository; it is not checked in, its shape is.
 */
const MEAN_STAY_HOURS = 2.5;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const DECIMALS = 4;

const source = process.argv[2];
if (source === undefined) {
  console.error('Usage: node scripts/make-arrival-profile.ts OCCUPANCY.csv');
  process.exit(2);
}

const { readings, cleaning } = readOccupancy(readFileSync(source, 'utf8'));
const days = Object.fromEntries(
  WEEKDAYS.map((name, weekday) => [
    name,
    shapeOf(readings.filter((r) => weekdayOf(r) === weekday)),
  ]),
);

function weekdayOf(reading: Reading): number {
  return new Date(`${reading.day}T00:00:00Z`).getUTCDay();
}

function shapeOf(ofWeekday: readonly Reading[]) {
  const measured = new Map<number, number>();
  for (const hour of [8, 9, 10, 11, 12, 13, 14, 15, 16, LAST_HOUR]) {
    const share = meanShareAt(ofWeekday, hour);
    if (share !== null) measured.set(hour, share);
  }
  if (!measured.has(FIRST_HOUR) || !measured.has(LAST_HOUR))
    throw new Error('A weekday lacks its first or last hour: nothing to continue the night from.');
  const flows = flowsOf(completeDay(measured), MEAN_STAY_HOURS);
  const rounded = (list: readonly number[]) => list.map((value) => Number(value.toFixed(DECIMALS)));
  return {
    occupancy: rounded(flows.occupancy),
    arrivals: rounded(flows.arrivals),
    departures: rounded(flows.departures),
  };
}

const sorted = readings.map((reading) => reading.day).sort();
const profile = {
  format: 'gatehouse-arrival-profile',
  version: 1,
  source: {
    title: 'Parking Birmingham, UCI Machine Learning Repository',
    url: 'https://archive.ics.uci.edu/dataset/482/parking+birmingham',
    publisher: 'Birmingham City Council',
    licence: 'UK Open Government Licence v3.0',
    attribution: 'Contains public sector information licensed under the Open Government Licence.',
    parks: new Set(readings.map((reading) => reading.park)).size,
    from: sorted[0],
    to: sorted.at(-1),
    cleaning,
  },
  method: [
    'Readings of six car parks as shares of capacity; repeated rows once, more than capacity as full.',
    'Days of a park with fewer than 12 readings, and hours within gaps over 75 minutes, left out.',
    'Mean over parks and days for each weekday at each full hour from 08:00 to 16:00, and at 16:30.',
    `Extrapolated, not measured: 17:00 to 07:00. Half a cosine down to a night floor of ${NIGHT_FLOOR_SHARE} of the 08:00 share from 23:00 to 05:00, half a cosine up to 08:00.`,
    `Assumed, not measured: a mean stay of ${MEAN_STAY_HOURS} hours, which splits the change of occupancy into arrivals and departures.`,
    'occupancy: share of capacity at each full hour; arrivals, departures: vehicles in that hour as a share of capacity. Index 0 is 00:00 local time.',
  ],
  measuredHours: { from: FIRST_HOUR, to: LAST_HOUR },
  meanStayHours: MEAN_STAY_HOURS,
  days,
};

const target = fileURLToPath(new URL('../resources/arrival-profile.json', import.meta.url));
// One weekday's list of hours a line.
const text = JSON.stringify(profile, null, 2).replace(/\[[\s\d.,]+\]/g, (list) =>
  list.replace(/\s+/g, ' '),
);
writeFileSync(target, `${text}\n`);
console.log(`${target}: ${readings.length} readings`, cleaning);
