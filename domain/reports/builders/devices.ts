import type { Instant } from '../../kernel/instant.ts';
import type { EventOf } from '../../lot/event.ts';
import type { DeviceStatus } from '../../lot/words.ts';
import type { FactRow } from '../../stats/fact.ts';
import type { Cell, ReportSection } from '../document.ts';
import { dimOf, grouped, shareOf, totalOf } from '../grouped.ts';
import { weekClock } from '../hours.ts';
import { namesOf } from '../names.ts';
import type { ReportBuilder, ReportSource, Span } from '../source.ts';
import { reportWords, wordFor } from '../words.ts';
import { devicesWords as words } from './devices-words.ts';

const CHANGES_MAX = 20_000;
const LISTED_MAX = 1_000;
const PER_MILLE = 1_000;

/** A time during which a device was in one state. */
interface Stretch extends Span {
  readonly device: string;
  readonly status: DeviceStatus;
  readonly detail: string;
}

/** How devices fared, and how well cameras read. */
export const devicesReport: ReportBuilder = async (source, scope, progress) => {
  const { period, nowAt } = scope;
  const until = Math.min(nowAt, period.toAt);
  const stretches = await stretchesOf(source, { fromAt: period.fromAt, toAt: until });
  progress(0.5);
  const reads = await source.facts('reads', period, 'hour');
  const entries = await source.facts('entries', period, 'all');
  const exits = await source.facts('exits', period, 'all');
  const down = stretches.filter(({ status }) => status !== 'online');
  const known = lengthOf(stretches);
  const band = dimOf('reads', 'band');
  const all = totalOf(reads).count;
  const unsure = totalOf(reads.filter((row) => band(row) === 'unsure')).count;
  return {
    figures: [
      {
        id: 'availability',
        label: words.availability,
        kind: 'share',
        value: shareOf(known - lengthOf(down), known),
      },
      { id: 'faults', label: words.faults, kind: 'count', value: down.length },
      { id: 'reads', label: words.reads, kind: 'count', value: all },
      { id: 'unsure', label: words.unsure, kind: 'share', value: shareOf(unsure, all) },
    ],
    sections: [
      byDevice(source, stretches, period),
      list(down),
      cameras(source, reads, entries, exits),
      byHour(source, reads),
    ],
    notes: nowAt < period.toAt ? [reportWords.notOver] : [],
  };
};

/** The states of every device over a time, from the change before it onward. */
async function stretchesOf(source: ReportSource, span: Span): Promise<readonly Stretch[]> {
  const changes = await source.listed('device-status', span, CHANGES_MAX);
  const stretches: Stretch[] = [];
  for (const { id: device } of source.lot.devices) {
    const own = changes
      .filter(({ dims }) => dims[0] === device)
      .map(({ recorded }) => recorded)
      .reverse();
    const [before] = await source.listed('device-status', { fromAt: 0, toAt: span.fromAt }, 1, {
      device,
    });
    let current: { event: EventOf<'DeviceStatusChanged'>; at: Instant } | null = null;
    const close = (toAt: Instant) => {
      if (current === null || toAt <= current.at) return;
      const { status, detail } = current.event;
      stretches.push({ device, status, detail, fromAt: current.at, toAt });
    };
    for (const { event, at } of [...(before === undefined ? [] : [before.recorded]), ...own]) {
      if (event.type !== 'DeviceStatusChanged') continue;
      close(at);
      current = { event, at: Math.max(at, span.fromAt) };
    }
    close(span.toAt);
  }
  return stretches;
}

function lengthOf(stretches: readonly Span[]): number {
  return stretches.reduce((sum, { fromAt, toAt }) => sum + toAt - fromAt, 0);
}

function byDevice(
  { lot }: ReportSource,
  stretches: readonly Stretch[],
  { fromAt, toAt }: Span,
): ReportSection {
  return {
    id: 'by-device',
    title: words.byDevice,
    note: words.byDeviceNote,
    columns: [
      { id: 'device', label: words.device, kind: 'text' },
      { id: 'driver', label: words.driver, kind: 'text' },
      { id: 'availability', label: words.availability, kind: 'share' },
      { id: 'faults', label: words.faults, kind: 'count' },
      { id: 'downtime', label: words.downtime, kind: 'duration' },
      { id: 'longest', label: words.longest, kind: 'duration' },
      { id: 'now', label: words.now, kind: 'text' },
    ],
    rows: lot.devices.map(({ id, driver }): Cell[] => {
      const own = stretches.filter(({ device }) => device === id);
      const down = own.filter(({ status }) => status !== 'online');
      const known = lengthOf(own);
      const away = lengthOf(down);
      const last = own.at(-1);
      return [
        id,
        driver,
        shareOf(known - away, known),
        down.length,
        away,
        down.length === 0 ? null : Math.max(...down.map((one) => one.toAt - one.fromAt)),
        last === undefined ? words.unknown : words.statuses[last.status],
      ];
    }),
    totals: null,
    chart: { kind: 'bars', along: 'device', series: ['availability'] },
    drills: lot.devices.map(({ id: device }) => ({
      list: 'events',
      measure: 'device-status',
      dims: { device },
      fromAt,
      toAt,
    })),
  };
}

function list(down: readonly Stretch[]): ReportSection {
  const newest = [...down].sort((one, other) => other.fromAt - one.fromAt).slice(0, LISTED_MAX);
  return {
    id: 'list',
    title: words.list,
    ...(newest.length === 0 && { note: reportWords.nothing }),
    columns: [
      { id: 'at', label: words.at, kind: 'instant' },
      { id: 'device', label: words.device, kind: 'text' },
      { id: 'status', label: words.status, kind: 'text' },
      { id: 'detail', label: words.detail, kind: 'text' },
      { id: 'lasted', label: words.lasted, kind: 'duration' },
    ],
    rows: newest.map(({ device, status, detail, fromAt, toAt }) => [
      fromAt,
      device,
      wordFor(words.statuses, status),
      detail,
      toAt - fromAt,
    ]),
    totals: null,
  };
}

function cameras(
  { lot }: ReportSource,
  reads: readonly FactRow[],
  entries: readonly FactRow[],
  exits: readonly FactRow[],
): ReportSection {
  const names = namesOf(lot);
  const band = dimOf('reads', 'band');
  const passed = new Map<string, number>();
  for (const [rows, laneOf] of [
    [entries, dimOf('entries', 'lane')],
    [exits, dimOf('exits', 'lane')],
  ] as const)
    for (const row of rows) passed.set(laneOf(row), (passed.get(laneOf(row)) ?? 0) + row.count);
  const pairs = grouped(reads, ({ dims }) => JSON.stringify(dims.slice(0, 2)));
  return {
    id: 'cameras',
    title: words.cameras,
    note: pairs.length === 0 ? reportWords.nothing : words.camerasNote,
    columns: [
      { id: 'camera', label: words.camera, kind: 'text' },
      { id: 'lane', label: words.lane, kind: 'text' },
      { id: 'reads', label: words.reads, kind: 'count' },
      { id: 'unsure', label: words.unsure, kind: 'count' },
      { id: 'share', label: words.share, kind: 'share' },
      { id: 'confidence', label: words.confidence, kind: 'share' },
      { id: 'vehicles', label: words.vehicles, kind: 'count' },
      { id: 'rate', label: words.rate, kind: 'share' },
    ],
    rows: pairs.map(([key, { count, amount }]): Cell[] => {
      const [camera = '', lane = ''] = JSON.parse(key) as readonly string[];
      const own = reads.filter(({ dims }) => dims[0] === camera && dims[1] === lane);
      const unsure = totalOf(own.filter((row) => band(row) === 'unsure')).count;
      const vehicles = passed.get(lane) ?? 0;
      // A vehicle may be read twice, and one that was read may turn round.
      const rate = vehicles === 0 ? null : Math.min(1, count / vehicles);
      return [
        camera,
        names.lane(lane),
        count,
        unsure,
        shareOf(count - unsure, count),
        shareOf(amount / PER_MILLE, count),
        vehicles,
        rate,
      ];
    }),
    totals: null,
  };
}

function byHour({ lot }: ReportSource, reads: readonly FactRow[]): ReportSection {
  const camera = dimOf('reads', 'camera');
  const band = dimOf('reads', 'band');
  const cells = new Map<string, { all: number; sure: number }>();
  const placeOf = weekClock(lot.timeZone);
  for (const row of reads) {
    const { hour } = placeOf(row.at);
    const key = JSON.stringify([camera(row), hour]);
    const cell = cells.get(key) ?? { all: 0, sure: 0 };
    cell.all += row.count;
    if (band(row) === 'sure') cell.sure += row.count;
    cells.set(key, cell);
  }
  const keys = [...cells]
    .map(([key, cell]) => ({ place: JSON.parse(key) as [string, number], cell }))
    .sort(({ place: [one, a] }, { place: [other, b] }) =>
      one < other ? -1 : one > other ? 1 : a - b,
    );
  return {
    id: 'by-hour',
    title: words.byHour,
    note: keys.length === 0 ? reportWords.nothing : words.byHourNote,
    columns: [
      { id: 'camera', label: words.camera, kind: 'text' },
      { id: 'hour', label: reportWords.hour, kind: 'text' },
      { id: 'share', label: words.share, kind: 'share' },
      { id: 'reads', label: words.reads, kind: 'count' },
    ],
    rows: keys.map(({ place: [id, hour], cell: { all, sure } }) => [
      id,
      `${String(hour).padStart(2, '0')}:00`,
      shareOf(sure, all),
      all,
    ]),
    totals: null,
    chart: { kind: 'heat', across: 'hour', down: 'camera', value: 'share', most: 1 },
  };
}
