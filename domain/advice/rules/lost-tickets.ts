import { dimOf, totalOf } from '../../reports/grouped.ts';
import type { ReportSource, Span } from '../../reports/source.ts';
import { type AdviceRule, lacking, NOTHING } from '../advice.ts';
import { adviceWords as words } from '../advice-words.ts';
import { type Proportion, proportionZ } from '../statistics.ts';

/** Tickets that were given out. */
const TICKETS_MIN = 500;
const LOST_MIN = 10;
/** So high a share is looked at whatever it was before. Printers that fail and fraud show here first. */
const SHARE_MIN = 0.02;
/** Of two proportions: this time and as long a time before. */
const Z_MIN = 3;

/** More lost tickets than before, or than a lot should have. */
export const lostTickets: AdviceRule = async (source, { span }) => {
  const length = span.toAt - span.fromAt;
  const now = await lostOf(source, span);
  const before = await lostOf(source, { fromAt: span.fromAt - length, toAt: span.fromAt });
  if (now.whole < TICKETS_MIN) return lacking('vehicles', TICKETS_MIN, now.whole);
  if (now.part < LOST_MIN) return NOTHING;
  const share = now.part / now.whole;
  const isKnown = before.whole >= TICKETS_MIN;
  const rises = isKnown && proportionZ(now, before) >= Z_MIN;
  if (!rises && share < SHARE_MIN) return NOTHING;
  const charged = dimOf('lost-tickets', 'how');
  const rows = await source.facts('lost-tickets', span, 'all');
  const paid = totalOf(rows.filter((row) => charged(row) === 'paid'));
  return {
    advice: [
      {
        code: 'lost-tickets',
        subject: 'lot',
        values: {
          count: now.part,
          share,
          before: isKnown ? before.part / before.whole : null,
        },
        drivers: now.part,
        amountMinor: paid.amount,
        span,
        figures: {
          id: 'periods',
          title: words.lostTickets,
          columns: [
            { id: 'when', label: words.time, kind: 'text' },
            { id: 'issued', label: words.tickets, kind: 'count' },
            { id: 'lost', label: words.lost, kind: 'count' },
            { id: 'share', label: words.share, kind: 'share' },
          ],
          rows: [
            [words.thisTime, now.whole, now.part, share],
            [
              words.timeBefore,
              before.whole,
              before.part,
              before.whole === 0 ? null : before.part / before.whole,
            ],
          ],
          totals: null,
        },
        drill: { list: 'events', measure: 'lost-tickets', dims: {}, ...span },
      },
    ],
    lack: null,
  };
};

/** Tickets that were lost and not found again, of those that came in with one. */
async function lostOf(source: ReportSource, span: Span): Promise<Proportion> {
  const how = dimOf('lost-tickets', 'how');
  const credential = dimOf('entries', 'credential');
  const rows = await source.facts('lost-tickets', span, 'all');
  const entries = await source.facts('entries', span, 'all');
  const of = (kind: string) => totalOf(rows.filter((row) => how(row) === kind)).count;
  const tickets = totalOf(entries.filter((row) => credential(row) === 'transient')).count;
  const lost = Math.max(0, of('replaced') + of('paid') - of('found'));
  return { part: lost, whole: Math.max(tickets, lost) };
}
