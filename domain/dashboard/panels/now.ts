import { SLOT_KINDS } from '../../facility/kinds.ts';
import { SECOND_MS } from '../../kernel/instant.ts';
import { zonedHour } from '../../kernel/zoned.ts';
import { meanShare } from '../../reports/builders/occupancy.ts';
import type { Cell, Drill } from '../../reports/document.ts';
import { shareOf } from '../../reports/grouped.ts';
import { namesOf } from '../../reports/names.ts';
import type { Span } from '../../reports/source.ts';
import { reportWords, wordFor } from '../../reports/words.ts';
import type { OccupancyRow } from '../../stats/occupancy.ts';
import type { DashboardPanel, DashboardSource } from '../dashboard.ts';
import type { Frame } from '../frame.ts';
import { sampleHours } from '../slices.ts';
import { dashboardWords as words } from '../words.ts';

/** Where a row says what is usual. */
const USUAL = 6;

interface Place {
  readonly series: string;
  readonly group: string;
  readonly label: string;
  readonly drill: Partial<Extract<Drill, { list: 'sessions' }>>;
}

/** How full the lot is now, by kind and zone, against the same weekday and hour of the weeks before. */
export async function nowPanel({ source, scope, imported }: Frame): Promise<{
  readonly panel: DashboardPanel;
  /** How many weeks were averaged. */
  readonly weeks: number;
  /** What is usual comes from imported history. */
  readonly isImported: boolean;
}> {
  const { nowAt } = scope;
  const { timeZone } = source.lot;
  // At the stroke of an hour its row is yet to begin: who is inside stands in the one before.
  const { startsAt, endsAt } = zonedHour(nowAt - 1, timeZone);
  const running = await source.occupancy({ fromAt: startsAt, toAt: endsAt }, 'hour');
  const usual = await knownHours(source, sampleHours(nowAt, timeZone));
  // Whoever is inside at this moment: a list needs a stretch of time, so it is one second long.
  const drill = { list: 'sessions', by: 'inside', fromAt: nowAt, toAt: nowAt + SECOND_MS } as const;
  const rows: Cell[][] = [];
  const drills: Drill[] = [];
  for (const { series, group, label, drill: narrowed } of placesOf(source)) {
    const row = running.find((one) => one.series === series);
    if (row === undefined) continue;
    const { capacity, lastInside: inside } = row;
    const share = shareOf(inside, capacity);
    rows.push([
      group,
      label,
      capacity,
      inside,
      Math.max(0, capacity - inside),
      share,
      usual.hours > 0
        ? meanShare(usual.rows.filter((one) => one.series === series))
        : imported.hour(series, startsAt),
    ]);
    drills.push({ ...drill, ...narrowed });
  }
  const lot = rows[0];
  const isImported = usual.hours === 0 && rows.some((row) => row[USUAL] !== null);
  const own = usual.hours === 0 ? words.noUsual : words.usualNote(usual.hours);
  return {
    weeks: usual.hours,
    isImported,
    panel: {
      id: 'now',
      report: 'occupancy',
      figures: [
        {
          id: 'full',
          label: words.full,
          kind: 'share',
          value: lot?.[5] ?? null,
          usual: lot?.[USUAL] ?? null,
          drill,
        },
        { id: 'inside', label: words.inside, kind: 'count', value: lot?.[3] ?? null, drill },
        { id: 'free', label: words.free, kind: 'count', value: lot?.[4] ?? null },
      ],
      section: {
        id: 'now',
        title: words.nowTitle,
        note: isImported ? words.usualImported : own,
        columns: [
          { id: 'group', label: words.group, kind: 'text' },
          { id: 'place', label: words.place, kind: 'text' },
          { id: 'slots', label: words.slots, kind: 'count' },
          { id: 'inside', label: words.inside, kind: 'count' },
          { id: 'free', label: words.free, kind: 'count' },
          { id: 'share', label: words.full, kind: 'share' },
          { id: 'usual', label: words.usually, kind: 'share' },
        ],
        rows,
        totals: null,
        drills,
      },
    },
  };
}

/** The hours among some that were known from their beginning to their end. */
async function knownHours(
  source: DashboardSource,
  spans: readonly Span[],
): Promise<{ readonly hours: number; readonly rows: readonly OccupancyRow[] }> {
  const rows: OccupancyRow[] = [];
  let hours = 0;
  for (const { fromAt, toAt } of spans) {
    const all = await source.occupancy({ fromAt, toAt }, 'hour');
    const isKnown = all.some(({ series, knownMs }) => series === 'lot' && knownMs >= toAt - fromAt);
    if (!isKnown) continue;
    hours += 1;
    rows.push(...all);
  }
  return { hours, rows };
}

function placesOf({ lot }: DashboardSource): readonly Place[] {
  const names = namesOf(lot);
  const kinds = new Set(lot.slots.map(({ kind }) => kind));
  return [
    { series: 'lot', group: words.wholeLot, label: lot.name, drill: {} },
    ...SLOT_KINDS.filter((kind) => kinds.has(kind)).map((kind) => ({
      series: `kind:${kind}`,
      group: words.byKind,
      label: wordFor(reportWords.kinds, kind),
      drill: { kind },
    })),
    ...lot.zones.map(({ id }) => ({
      series: `zone:${id}`,
      group: words.byZone,
      label: names.zone(id),
      drill: { zoneId: id },
    })),
  ];
}
