import type { Cell } from '../../reports/document.ts';
import { dimOf } from '../../reports/grouped.ts';
import type { FactRow } from '../../stats/fact.ts';
import type { Measure } from '../../stats/measures.ts';
import { type AdviceOf, type AdviceRule, lacking } from '../advice.ts';
import { adviceWords as words } from '../advice-words.ts';
import { type Proportion, proportionZ } from '../statistics.ts';

/** Events of a lane; fewer are no pattern. */
const EVENTS_MIN = 20;
/** Of the lane's vehicles, where there are others of its direction to compare with. */
const SHARE_MIN = 0.02;
/** Of the lane's vehicles, where there are none. */
const ALONE_SHARE_MIN = 0.05;
/** Vehicles that passed the lane. */
const VEHICLES_MIN = 200;
/** Of two proportions: the lane, and the others of its direction. Some dozens are compared. */
const Z_MIN = 4;

const TROUBLES = ['backed-out', 'manual-openings', 'plate-mismatches'] as const;
type Trouble = (typeof TROUBLES)[number];

const LANE_OF: Readonly<Record<Trouble, (row: FactRow) => string>> = {
  'backed-out': dimOf('backed-out', 'lane'),
  'manual-openings': dimOf('manual-openings', 'lane'),
  'plate-mismatches': dimOf('plate-mismatches', 'lane'),
};

/** A lane where vehicles back out, gates are opened by hand or plates do not match more than elsewhere. */
export const laneTrouble: AdviceRule = async (source, { span }) => {
  const { lanes } = source.lot;
  const passed = new Map<string, number>();
  for (const measure of ['entries', 'exits'] as const)
    for (const row of await source.facts(measure, span, 'all')) {
      const lane = dimOf(measure, 'lane')(row);
      passed.set(lane, (passed.get(lane) ?? 0) + row.count);
    }
  const busiest = Math.max(0, ...lanes.map(({ id }) => passed.get(id) ?? 0));
  if (busiest < VEHICLES_MIN) return lacking('vehicles', VEHICLES_MIN, busiest);
  const found: AdviceOf<'lane-trouble'>[] = [];
  for (const what of TROUBLES) {
    const rows = (await source.facts(what, span, 'all')).filter(counts(what));
    const of = (ids: readonly string[]): Proportion => {
      const part = sum(rows.filter((row) => ids.includes(LANE_OF[what](row))));
      const vehicles = ids.reduce((all, id) => all + (passed.get(id) ?? 0), 0);
      // Who backs out has not passed, and who is let through by hand may be counted nowhere.
      return { part, whole: Math.max(vehicles, part) + (what === 'backed-out' ? part : 0) };
    };
    for (const { id, label, direction } of lanes) {
      const others = lanes.filter((lane) => lane.direction === direction && lane.id !== id);
      const own = of([id]);
      const elsewhere = of(others.map((lane) => lane.id));
      if (!standsOut(own, elsewhere)) continue;
      found.push({
        code: 'lane-trouble',
        subject: `${what}:${id}`,
        values: {
          lane: label,
          what,
          count: own.part,
          share: own.part / own.whole,
          elsewhere: elsewhere.whole === 0 ? null : elsewhere.part / elsewhere.whole,
        },
        drivers: own.part,
        amountMinor: 0,
        span,
        figures: {
          id: 'lanes',
          title: words.troubles[what],
          columns: [
            { id: 'lane', label: words.lane, kind: 'text' },
            { id: 'count', label: words.troubles[what], kind: 'count' },
            { id: 'vehicles', label: words.vehicles, kind: 'count' },
            { id: 'share', label: words.share, kind: 'share' },
          ],
          rows: lanes
            .filter((lane) => lane.direction === direction)
            .map((lane): Cell[] => {
              const { part, whole } = of([lane.id]);
              return [
                lane.label,
                part,
                passed.get(lane.id) ?? 0,
                whole === 0 ? null : part / whole,
              ];
            }),
          totals: null,
        },
        drill: { list: 'events', measure: what satisfies Measure, dims: { lane: id }, ...span },
      });
    }
  }
  return { advice: found, lack: null };
};

function standsOut(own: Proportion, elsewhere: Proportion): boolean {
  if (own.part < EVENTS_MIN) return false;
  if (elsewhere.whole < VEHICLES_MIN) return own.part / own.whole >= ALONE_SHARE_MIN;
  return own.part / own.whole >= SHARE_MIN && proportionZ(own, elsewhere) >= Z_MIN;
}

/** An answer to a plate that differs is not a second mismatch. */
function counts(what: Trouble): (row: FactRow) => boolean {
  if (what !== 'plate-mismatches') return () => true;
  const kind = dimOf('plate-mismatches', 'what');
  return (row) => kind(row) === 'differs' || kind(row) === 'near';
}

const sum = (rows: readonly FactRow[]) => rows.reduce((all, { count }) => all + count, 0);
