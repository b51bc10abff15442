import { MARK_KINDS } from '../../views/ledger.ts';
import { reconcile } from '../../views/reconciliation.ts';
import { namesOf } from '../names.ts';
import type { ReportBuilder } from '../source.ts';
import { reportWords } from '../words.ts';
import { ticketTable } from './exceptions.ts';
import { exceptionsWords } from './exceptions-words.ts';
import { listWords as words } from './lists-words.ts';

/** Whether all tickets of a time are accounted for, and every difference with its reason. */
export const reconciliationReport: ReportBuilder = async (source, { period, nowAt }) => {
  const { tickets, marks } = await source.ledger(period);
  const found = reconcile({ ...period, tickets, marks, now: null });
  const names = namesOf(source.lot);
  return {
    figures: [
      { id: 'issued', label: words.issued, kind: 'count', value: found.issued },
      { id: 'unexplained', label: words.unexplained, kind: 'count', value: found.unexplained },
      { id: 'lost', label: words.lost, kind: 'count', value: found.lost },
      {
        id: 'lost-ratio',
        label: exceptionsWords.lostRatio,
        kind: 'share',
        value: found.lostRatio,
      },
      { id: 'unpaid', label: exceptionsWords.unpaid, kind: 'money', value: found.unpaidMinor },
    ],
    sections: [
      ticketTable(found),
      {
        id: 'differences',
        title: words.differences,
        note: found.differences.length === 0 ? reportWords.nothing : words.differencesNote,
        columns: [
          { id: 'at', label: exceptionsWords.at, kind: 'instant' },
          { id: 'kind', label: exceptionsWords.what, kind: 'text' },
          { id: 'lane', label: exceptionsWords.where, kind: 'text' },
          { id: 'amount', label: words.amount, kind: 'money' },
          { id: 'by', label: exceptionsWords.by, kind: 'text' },
          { id: 'reason', label: exceptionsWords.reason, kind: 'text' },
        ],
        rows: found.differences.map(({ at, kind, laneId, amountMinor, by, reason }) => [
          at,
          words.marks[kind],
          laneId === null ? '' : names.lane(laneId),
          amountMinor,
          by,
          reason,
        ]),
        totals: null,
      },
      {
        id: 'counts',
        title: words.counts,
        columns: [
          { id: 'kind', label: exceptionsWords.what, kind: 'text' },
          { id: 'count', label: exceptionsWords.count, kind: 'count' },
        ],
        rows: MARK_KINDS.map((kind) => [words.marks[kind], found.counts[kind] ?? 0]),
        totals: null,
      },
    ],
    notes: nowAt < period.toAt ? [reportWords.notOver] : [],
  };
};
