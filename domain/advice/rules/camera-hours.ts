import type { Cell } from '../../reports/document.ts';
import { dimOf } from '../../reports/grouped.ts';
import { namesOf } from '../../reports/names.ts';
import type { ReportSource, Span } from '../../reports/source.ts';
import type { FactRow } from '../../stats/fact.ts';
import { type AdviceOf, type AdviceRule, lacking } from '../advice.ts';
import { adviceWords as words } from '../advice-words.ts';
import { hourReader, hourText } from '../clock.ts';
import { type Proportion, proportionZ } from '../statistics.ts';

const HOURS = 24;
/** Reads on either side of the comparison. */
const READS_MIN = 100;
/** Longer stretches of the day are no stretch: then the camera is bad. */
const WINDOW_MAX_HOURS = 12;
/** A smaller drop of the share of reads with confidence is not worth a ladder. */
const DROP_MIN = 0.05;
/** Fewer reads of an hour say nothing about it. */
const THIN_READS = 10;
/** Of the two proportions. So great because the best of 288 stretches of a day is looked at. */
const Z_MIN = 5;

interface Reads {
  sure: number;
  all: number;
}

/** A stretch of the clock's day; `toHour` is after it and may lie on the next day, above 24. */
interface Window {
  readonly fromHour: number;
  readonly toHour: number;
  readonly within: Proportion;
  readonly otherwise: Proportion;
  readonly z: number;
}

/**
 * A camera that reads worse in some hours of the day than in its others: low sun, headlamps, a lamp that
 * comes on. Compared are the shares of reads that reach the confidence the lot asks for.
 */
export const cameraHours: AdviceRule = async (source, { span }) => {
  const rows = await source.facts('reads', span, 'hour');
  const cameras = readsByHour(rows, source.lot.timeZone);
  const found: AdviceOf<'camera-hours'>[] = [];
  let most = 0;
  for (const [key, hours] of cameras) {
    most = Math.max(
      most,
      hours.reduce((sum, { all }) => sum + all, 0),
    );
    const core = worstWindow(hours);
    if (core === null) continue;
    const worst = widened(hours, core);
    const [camera = '', lane = ''] = JSON.parse(key) as readonly string[];
    found.push(adviceOf(source, span, { camera, lane, hours, worst }));
  }
  if (cameras.size > 0 && most < 2 * READS_MIN) return lacking('reads', 2 * READS_MIN, most);
  return { advice: found, lack: null };
};

function readsByHour(rows: readonly FactRow[], timeZone: string): ReadonlyMap<string, Reads[]> {
  const band = dimOf('reads', 'band');
  const hourOf = hourReader(timeZone);
  const cameras = new Map<string, Reads[]>();
  for (const row of rows) {
    const key = JSON.stringify(row.dims.slice(0, 2));
    const hours =
      cameras.get(key) ?? Array.from({ length: HOURS }, (): Reads => ({ sure: 0, all: 0 }));
    cameras.set(key, hours);
    const hour = hours[hourOf(row.at)];
    if (hour === undefined) continue;
    hour.all += row.count;
    if (band(row) === 'sure') hour.sure += row.count;
  }
  return new Map([...cameras].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The stretch that differs the most from the rest of the day; null where none is worth a word. */
function worstWindow(hours: readonly Reads[]): Window | null {
  const whole = sumOf(hours, 0, HOURS);
  let worst: Window | null = null;
  for (let fromHour = 0; fromHour < HOURS; fromHour += 1)
    for (let length = 1; length <= WINDOW_MAX_HOURS; length += 1) {
      // A stretch begins and ends with an hour that has reads, so that its clock times mean something.
      if (!hasReads(hours, fromHour) || !hasReads(hours, fromHour + length - 1)) continue;
      const within = sumOf(hours, fromHour, length);
      const otherwise = { part: whole.part - within.part, whole: whole.whole - within.whole };
      if (within.whole < READS_MIN || otherwise.whole < READS_MIN) continue;
      const z = proportionZ(otherwise, within);
      if (z < Z_MIN || dropOf(within, otherwise) < DROP_MIN) continue;
      if (worst === null || z > worst.z)
        worst = { fromHour, toHour: fromHour + length, within, otherwise, z };
    }
  return worst;
}

/** The hours beside it go with it as long as they are worse than the rest of the day, too. */
function widened(hours: readonly Reads[], core: Window): Window {
  const usual = core.otherwise.part / core.otherwise.whole;
  const isWorse = (hour: number) => {
    const { sure = 0, all = 0 } = hours[hour % HOURS] ?? {};
    return all >= THIN_READS && sure / all <= usual * (1 - DROP_MIN / 2);
  };
  let { fromHour, toHour } = core;
  while (toHour - fromHour < WINDOW_MAX_HOURS && isWorse(toHour)) toHour += 1;
  while (toHour - fromHour < WINDOW_MAX_HOURS && isWorse(fromHour + HOURS - 1)) {
    fromHour -= 1;
    if (fromHour < 0) {
      fromHour += HOURS;
      toHour += HOURS;
    }
  }
  const whole = sumOf(hours, 0, HOURS);
  const within = sumOf(hours, fromHour, toHour - fromHour);
  const otherwise = { part: whole.part - within.part, whole: whole.whole - within.whole };
  const z = proportionZ(otherwise, within);
  return z < Z_MIN ? core : { fromHour, toHour, within, otherwise, z };
}

const hasReads = (hours: readonly Reads[], hour: number) => (hours[hour % HOURS]?.all ?? 0) > 0;

function sumOf(hours: readonly Reads[], fromHour: number, length: number): Proportion {
  let part = 0;
  let whole = 0;
  for (let hour = fromHour; hour < fromHour + length; hour += 1) {
    const { sure = 0, all = 0 } = hours[hour % HOURS] ?? {};
    part += sure;
    whole += all;
  }
  return { part, whole };
}

function dropOf(within: Proportion, otherwise: Proportion): number {
  if (otherwise.part === 0) return 0;
  return 1 - within.part / within.whole / (otherwise.part / otherwise.whole);
}

function adviceOf(
  { lot }: ReportSource,
  span: Span,
  one: {
    readonly camera: string;
    readonly lane: string;
    readonly hours: readonly Reads[];
    readonly worst: Window;
  },
): AdviceOf<'camera-hours'> {
  const { camera, lane, hours, worst } = one;
  const { fromHour, toHour, within, otherwise } = worst;
  const isLast = toHour <= HOURS && sumOf(hours, toHour, HOURS - toHour).whole < THIN_READS;
  const dropShare = dropOf(within, otherwise);
  return {
    code: 'camera-hours',
    subject: `camera:${camera}`,
    values: {
      camera: lot.devices.find(({ id }) => id === camera)?.label ?? camera,
      lane: namesOf(lot).lane(lane),
      fromClock: hourText(fromHour),
      toClock: isLast ? null : hourText(toHour > HOURS ? toHour - HOURS : toHour),
      dropShare,
      within: within.part / within.whole,
      otherwise: otherwise.part / otherwise.whole,
    },
    // Reads that staff were asked about, or that failed, because of the hour.
    drivers: Math.round(within.whole * (otherwise.part / otherwise.whole) - within.part),
    amountMinor: 0,
    span,
    figures: {
      id: 'hours',
      title: words.readsByHour,
      note: words.readsNote(worst.z),
      columns: [
        { id: 'hour', label: words.hour, kind: 'text' },
        { id: 'reads', label: words.reads, kind: 'count' },
        { id: 'sure', label: words.sure, kind: 'count' },
        { id: 'share', label: words.sureShare, kind: 'share' },
      ],
      rows: hours.flatMap(({ sure, all }, hour): Cell[][] =>
        all === 0 ? [] : [[hourText(hour), all, sure, sure / all]],
      ),
      totals: null,
    },
    drill: null,
  };
}
