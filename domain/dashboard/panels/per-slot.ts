import { SLOT_KINDS } from '../../facility/kinds.ts';
import { daysGone } from '../../reports/builders/traffic.ts';
import type { Cell, Drill } from '../../reports/document.ts';
import { dimOf, grouped, type Sum, shareOf, totalOf } from '../../reports/grouped.ts';
import { namesOf } from '../../reports/names.ts';
import { reportWords, wordFor } from '../../reports/words.ts';
import type { FactRow } from '../../stats/fact.ts';
import type { DashboardPanel, DashboardSource } from '../dashboard.ts';
import { bothOf, type Frame, spanOf } from '../frame.ts';
import { dashboardWords as words } from '../words.ts';

type Field = 'zone' | 'kind';

interface Place {
  readonly field: Field;
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly slots: number;
}

/** How often each slot was used: stays that ended, per slot and day. */
export async function turnoverPanel(frame: Frame): Promise<DashboardPanel> {
  const { source, scope } = frame;
  const exits = await bothOf(frame, 'exits');
  const places = await bothOf(frame, 'slot-stays');
  const slots = source.lot.slots.length;
  const { now, before } = daysOfBoth(frame);
  const drill = { list: 'sessions', by: 'exit', ...spanOf(scope.period) } as const;
  const rate = (count: number, of: number, days: number) => shareOf(count, of * days);
  const count = (rows: readonly FactRow[]) => totalOf(rows).count;
  const sums = sumsBy('slot-stays', places.now);
  const befores = places.before === null ? null : sumsBy('slot-stays', places.before);
  const rows: Cell[][] = [];
  const drills: Drill[] = [];
  for (const place of placesOf(source)) {
    const stays = sums(place).count;
    const earlier = befores === null ? [] : [rate(befores(place).count, place.slots, before)];
    rows.push([
      place.group,
      place.label,
      place.slots,
      stays,
      rate(stays, place.slots, now),
      ...earlier,
    ]);
    drills.push({
      ...drill,
      ...(place.field === 'zone' ? { zoneId: place.id } : { kind: place.id }),
    });
  }
  return {
    id: 'turnover',
    report: 'traffic',
    figures: [
      {
        id: 'turnover',
        label: words.turnover,
        kind: 'decimal',
        value: rate(count(exits.now), slots, now),
        ...(exits.before !== null && { before: rate(count(exits.before), slots, before) }),
        drill,
      },
    ],
    section: {
      id: 'turnover',
      title: words.turnoverTitle,
      columns: [
        { id: 'group', label: words.group, kind: 'text' },
        { id: 'place', label: words.place, kind: 'text' },
        { id: 'slots', label: words.slots, kind: 'count' },
        { id: 'stays', label: words.ended, kind: 'count' },
        { id: 'rate', label: words.turnover, kind: 'decimal' },
        ...(befores === null
          ? []
          : [{ id: 'before', label: words.before(words.turnover), kind: 'decimal' as const }]),
      ],
      rows,
      totals: null,
      drills,
    },
  };
}

/** What each slot earned: takings, per slot and day. What is for no slot, such as a pass, is named. */
export async function revenuePanel(frame: Frame): Promise<DashboardPanel> {
  const { source, scope } = frame;
  const places = await bothOf(frame, 'slot-receipts');
  const slots = source.lot.slots.length;
  const { now, before } = daysOfBoth(frame);
  const drill = { list: 'payments', ...spanOf(scope.period) } as const;
  const rate = (amount: number, of: number, days: number) => {
    const each = shareOf(amount, of * days);
    return each === null ? null : Math.round(each);
  };
  const amount = (rows: readonly FactRow[]) => totalOf(rows).amount;
  const sums = sumsBy('slot-receipts', places.now);
  const befores = places.before === null ? null : sumsBy('slot-receipts', places.before);
  const rows: Cell[][] = [];
  const drills: (Drill | null)[] = [];
  for (const place of placesOf(source)) {
    const taken = sums(place).amount;
    const earlier = befores === null ? [] : [rate(befores(place).amount, place.slots, before)];
    rows.push([
      place.group,
      place.label,
      place.slots,
      taken,
      rate(taken, place.slots, now),
      ...earlier,
    ]);
    drills.push({
      ...drill,
      ...(place.field === 'zone' ? { zoneId: place.id } : { slotKind: place.id }),
    });
  }
  const elsewhere = sums({ field: 'zone', id: '' }).amount;
  if (elsewhere !== 0) {
    rows.push([
      words.noSlot,
      words.noSlot,
      null,
      elsewhere,
      null,
      ...(befores === null ? [] : [null]),
    ]);
    drills.push({ ...drill, zoneId: '' });
  }
  return {
    id: 'revenue',
    report: 'revenue',
    figures: [
      {
        id: 'revenue',
        label: words.revenue,
        kind: 'money',
        value: rate(amount(places.now), slots, now),
        ...(places.before !== null && { before: rate(amount(places.before), slots, before) }),
        drill,
      },
    ],
    section: {
      id: 'revenue',
      title: words.revenueTitle,
      columns: [
        { id: 'group', label: words.group, kind: 'text' },
        { id: 'place', label: words.place, kind: 'text' },
        { id: 'slots', label: words.slots, kind: 'count' },
        { id: 'takings', label: words.takings, kind: 'money' },
        { id: 'rate', label: words.revenue, kind: 'money' },
        ...(befores === null
          ? []
          : [{ id: 'before', label: words.before(words.revenue), kind: 'money' as const }]),
      ],
      rows,
      totals: null,
      drills,
    },
  };
}

/** Days that have gone by, with parts of the running one; of the compared time as far as it counts. */
function daysOfBoth({ scope, comparedUntilAt }: Frame): {
  readonly now: number;
  readonly before: number;
} {
  const { period, compareWith, nowAt } = scope;
  return {
    now: daysGone(period, nowAt),
    before: compareWith === null ? 0 : daysGone(compareWith, comparedUntilAt ?? compareWith.toAt),
  };
}

function sumsBy(
  measure: 'slot-stays' | 'slot-receipts',
  rows: readonly FactRow[],
): (place: Pick<Place, 'field' | 'id'>) => Sum {
  const by = {
    zone: new Map(grouped(rows, dimOf(measure, 'zone'))),
    kind: new Map(grouped(rows, dimOf(measure, 'kind'))),
  };
  return ({ field, id }) => by[field].get(id) ?? { count: 0, amount: 0 };
}

function placesOf({ lot }: DashboardSource): readonly Place[] {
  const names = namesOf(lot);
  const count = (field: 'zoneId' | 'kind', id: string) =>
    lot.slots.filter((slot) => slot[field] === id).length;
  const zones = lot.zones.map(({ id }) => ({
    field: 'zone' as const,
    id,
    group: words.byZone,
    label: names.zone(id),
    slots: count('zoneId', id),
  }));
  const kinds = SLOT_KINDS.map((kind) => ({
    field: 'kind' as const,
    id: kind,
    group: words.byKind,
    label: wordFor(reportWords.kinds, kind),
    slots: count('kind', kind),
  }));
  return [...zones, ...kinds].filter(({ slots }) => slots > 0);
}
