import { actorName } from '../../lot/actor.ts';
import type { Cell } from '../../reports/document.ts';
import { dimOf, grouped, totalOf } from '../../reports/grouped.ts';
import { namesOf } from '../../reports/names.ts';
import type { ListedEvent, ReportSource } from '../../reports/source.ts';
import { type AdviceRule, NOTHING } from '../advice.ts';
import { adviceWords as words } from '../advice-words.ts';

const COUNT_MIN = 10;
/** Of the takings of the same time. */
const SHARE_MIN = 0.005;
/** Events that the table by lane is made of. */
const LISTED_MAX = 2_000;

/** Vehicles that left without having paid what was due, by who let them out and where. */
export const unpaidExits: AdviceRule = async (source, { span }) => {
  const rows = await source.facts('unpaid-exits', span, 'all');
  const { count, amount } = totalOf(rows);
  if (count < COUNT_MIN) return NOTHING;
  const kind = dimOf('receipts', 'kind');
  const receipts = await source.facts('receipts', span, 'all');
  const taken = totalOf(receipts.filter((row) => kind(row) === 'payment')).amount;
  if (amount < SHARE_MIN * taken) return NOTHING;
  const [[actor, most] = ['', { count: 0 }]] = grouped(rows, dimOf('unpaid-exits', 'actor'));
  const listed = await source.listed('unpaid-exits', span, LISTED_MAX);
  return {
    advice: [
      {
        code: 'unpaid-exits',
        subject: 'lot',
        values: { count, amountMinor: amount, actor, actorCount: most.count },
        drivers: 0,
        amountMinor: amount,
        span,
        figures: {
          id: 'by-actor',
          title: words.leftUnpaid,
          ...(listed.length === LISTED_MAX && { note: words.newestOnly(LISTED_MAX) }),
          columns: [
            { id: 'by', label: words.by, kind: 'text' },
            { id: 'lane', label: words.lane, kind: 'text' },
            { id: 'count', label: words.vehicles, kind: 'count' },
            { id: 'amount', label: words.notPaid, kind: 'money' },
          ],
          rows: byActorAndLane(source, listed),
          totals: null,
        },
        drill: { list: 'events', measure: 'unpaid-exits', dims: {}, ...span },
      },
    ],
    lack: null,
  };
};

function byActorAndLane({ lot }: ReportSource, listed: readonly ListedEvent[]): Cell[][] {
  const names = namesOf(lot);
  const sums = new Map<string, { by: string; lane: string; count: number; amount: number }>();
  for (const { recorded, amount } of listed) {
    const { event, actor } = recorded;
    const by = actorName(actor);
    const laneId = 'laneId' in event && event.laneId !== null ? event.laneId : '';
    const key = JSON.stringify([by, laneId]);
    const sum = sums.get(key) ?? { by, lane: names.lane(laneId), count: 0, amount: 0 };
    sum.count += 1;
    sum.amount += amount;
    sums.set(key, sum);
  }
  return [...sums.values()]
    .sort((one, other) => other.amount - one.amount || (one.by < other.by ? -1 : 1))
    .map(({ by, lane, count, amount }) => [by, lane, count, amount]);
}
