import { actorName } from '../../lot/actor.ts';
import { subjectOf } from '../../stats/subject.ts';
import type { Cell, ReportSection } from '../document.ts';
import { changeOf } from '../event-change.ts';
import type { AuditedEvent, ReportBuilder } from '../source.ts';
import { reportWords } from '../words.ts';
import { auditWords as words } from './audit-words.ts';

const LISTED_MAX = 2_000;

/** Who did what, when, from where, with before and after. */
export const auditReport: ReportBuilder = async (source, { period, search, nowAt }) => {
  const { fromAt, toAt } = period;
  const found = await source.audit({ ...search, fromAt, toAt, limit: LISTED_MAX });
  const people = countBy(found, ({ recorded }) => actorName(recorded.actor));
  const kinds = countBy(found, ({ recorded }) => recorded.event.type);
  return {
    figures: [
      { id: 'actions', label: words.actions, kind: 'count', value: found.length },
      { id: 'people', label: words.people, kind: 'count', value: people.length },
    ],
    sections: [
      list(found),
      counts('by-person', words.byPerson, words.who, people),
      counts('by-kind', words.byKind, words.what, kinds),
    ],
    notes: nowAt < period.toAt ? [reportWords.notOver] : [],
  };
};

function list(found: readonly AuditedEvent[]): ReportSection {
  const isFull = found.length >= LISTED_MAX;
  return {
    id: 'list',
    title: words.list,
    note: found.length === 0 ? words.none : isFull ? words.listFull(LISTED_MAX) : words.listNote,
    columns: [
      { id: 'seq', label: words.seq, kind: 'count' },
      { id: 'at', label: words.at, kind: 'instant' },
      { id: 'who', label: words.who, kind: 'text' },
      { id: 'role', label: words.role, kind: 'text' },
      { id: 'from', label: words.from, kind: 'text' },
      { id: 'what', label: words.what, kind: 'text' },
      { id: 'subject', label: words.subject, kind: 'text' },
      { id: 'reason', label: words.reason, kind: 'text' },
      { id: 'before', label: words.before, kind: 'text' },
      { id: 'after', label: words.after, kind: 'text' },
    ],
    rows: found.map(rowOf),
    totals: null,
  };
}

function rowOf({ recorded, earlier }: AuditedEvent): readonly Cell[] {
  const { seq, at, actor, event } = recorded;
  const { before, after } = changeOf(event, earlier?.event ?? null);
  const isUser = actor.kind === 'user';
  // A plate's subject is a reference, which says nothing to people.
  const subject = subjectOf(event) ?? '';
  return [
    seq,
    at,
    actorName(actor),
    isUser ? actor.role : '',
    isUser ? (actor.from ?? '') : '',
    event.type,
    subject.startsWith('plate:') ? 'plate' : subject,
    'reason' in event ? (event.reason ?? '') : '',
    before,
    after,
  ];
}

function countBy(
  found: readonly AuditedEvent[],
  keyOf: (one: AuditedEvent) => string,
): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const one of found) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0) + 1);
  return [...sums].sort(([, one], [, other]) => other - one);
}

function counts(
  id: string,
  title: string,
  by: string,
  rows: readonly (readonly [string, number])[],
): ReportSection {
  const all = rows.reduce((sum, [, count]) => sum + count, 0);
  return {
    id,
    title,
    columns: [
      { id: 'by', label: by, kind: 'text' },
      { id: 'count', label: words.count, kind: 'count' },
    ],
    rows,
    totals: [reportWords.total, all],
  };
}
