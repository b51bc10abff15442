import { actorName } from '../../lot/actor.ts';
import { subjectOf } from '../../stats/subject.ts';
import type { ReportSection } from '../document.ts';
import { changeOf } from '../event-change.ts';
import { cutNote, firstRows, type LongList, type Row } from '../list-pages.ts';
import type { AuditedEvent, AuditSum, ReportBuilder } from '../source.ts';
import { reportWords } from '../words.ts';
import { auditWords as words } from './audit-words.ts';

/** Who did what, when, from where, with before and after; the newest first. */
export const auditList: LongList = {
  sectionId: 'list',
  page: async (source, { period, search }, { after, limit }) => {
    const { fromAt, toAt } = period;
    const beforeSeq = after === null ? search.beforeSeq : after.seq;
    const found = await source.audit({
      ...search,
      fromAt,
      toAt,
      limit,
      ...(beforeSeq !== undefined && { beforeSeq }),
    });
    const last = found.at(-1)?.recorded;
    const next = last === undefined || found.length < limit ? null : { at: last.at, seq: last.seq };
    return { rows: found.map(rowOf), next };
  },
};

export const auditReport: ReportBuilder = async (source, scope, progress) => {
  const { period, search, nowAt } = scope;
  const { fromAt, toAt } = period;
  const sums = await source.auditSums({ ...search, fromAt, toAt, limit: 0 });
  const people = sumBy(sums, ({ actor }) => actor);
  const kinds = sumBy(sums, ({ type }) => type);
  const actions = sums.reduce((all, { count }) => all + count, 0);
  const rows = await firstRows(auditList, source, scope, progress);
  return {
    figures: [
      { id: 'actions', label: words.actions, kind: 'count', value: actions },
      { id: 'people', label: words.people, kind: 'count', value: people.length },
    ],
    sections: [
      list(rows, actions),
      counts('by-person', words.byPerson, words.who, people),
      counts('by-kind', words.byKind, words.what, kinds),
    ],
    notes: [
      ...(nowAt < period.toAt ? [reportWords.notOver] : []),
      ...cutNote(words.list, rows.length, actions),
    ],
  };
};

function list(rows: readonly Row[], actions: number): ReportSection {
  return {
    id: auditList.sectionId,
    title: words.list,
    note: actions === 0 ? words.none : words.listNote,
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
    rows,
    totals: null,
  };
}

function rowOf({ recorded, earlier }: AuditedEvent): Row {
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

function sumBy(
  sums: readonly AuditSum[],
  keyOf: (one: AuditSum) => string,
): readonly (readonly [string, number])[] {
  const all = new Map<string, number>();
  for (const one of sums) all.set(keyOf(one), (all.get(keyOf(one)) ?? 0) + one.count);
  return [...all].sort(([, one], [, other]) => other - one);
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
