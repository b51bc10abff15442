import type { FactRow } from '../../stats/fact.ts';
import type { Cell, KeyFigure, ReportSection } from '../document.ts';
import { dimOf, grouped, shareOf, totalOf } from '../grouped.ts';
import { namesOf } from '../names.ts';
import type { ReportSource, Span } from '../source.ts';
import { reportWords } from '../words.ts';
import { revenueWords } from './revenue-words.ts';

const words = revenueWords.charging;
const deviceOf = dimOf('charging', 'device');
const zoneOf = dimOf('charging', 'zone');
const codeOf = dimOf('fee-lines', 'code');

/** What the lines of fees for charging came to: energy, time, starts and idle. Minor units. */
function takenMinor(lines: readonly FactRow[]): number {
  return totalOf(lines.filter((row) => codeOf(row) === 'charging')).amount;
}

/** How much energy chargers gave and what was taken for it; nothing for a lot without chargers. */
export function chargingFigures(
  { lot }: ReportSource,
  charges: readonly FactRow[],
  lines: readonly FactRow[],
): readonly KeyFigure[] {
  const hasChargers = lot.devices.some(({ driver }) => driver === 'charger-ocpp');
  if (!hasChargers && charges.length === 0) return [];
  return [
    { id: 'energy', label: words.energy, kind: 'energy', value: totalOf(charges).amount },
    { id: 'charging', label: words.taken, kind: 'money', value: takenMinor(lines) },
  ];
}

/** Energy by charger, with the zone that it stands in. */
export function chargingSection(
  { lot }: ReportSource,
  charges: readonly FactRow[],
  { fromAt, toAt }: Span,
): ReportSection {
  const names = namesOf(lot);
  const labels = new Map(lot.devices.map(({ id, label }) => [id, label]));
  const all = totalOf(charges);
  const rows = [...grouped(charges, (row) => JSON.stringify([deviceOf(row), zoneOf(row)]))].map(
    ([key, sum]) => {
      const [device = '', zone = ''] = JSON.parse(key) as readonly string[];
      return { device, zone, ...sum };
    },
  );
  return {
    id: 'charging',
    title: words.title,
    note: rows.length === 0 ? reportWords.nothing : words.note,
    columns: [
      { id: 'charger', label: words.charger, kind: 'text' },
      { id: 'zone', label: words.zone, kind: 'text' },
      { id: 'count', label: words.charges, kind: 'count' },
      { id: 'energy', label: words.energy, kind: 'energy' },
      { id: 'share', label: reportWords.share, kind: 'share' },
    ],
    rows: rows.map(({ device, zone, count, amount }): Cell[] => [
      labels.get(device) ?? device,
      zone === '' ? '' : names.zone(zone),
      count,
      amount,
      shareOf(amount, all.amount),
    ]),
    totals: [reportWords.total, null, all.count, all.amount, all.amount === 0 ? null : 1],
    chart: { kind: 'bars', along: 'charger', series: ['energy'] },
    drills: rows.map(({ device, zone }) => ({
      list: 'events',
      measure: 'charging',
      dims: { device, zone },
      fromAt,
      toAt,
    })),
  };
}
