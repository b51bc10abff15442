import { DAY_MS } from '../../kernel/instant.ts';
import { actorName } from '../../lot/actor.ts';
import type { LotEvent } from '../../lot/event.ts';
import type { Measure } from '../../stats/measures.ts';
import { reconcile } from '../../views/reconciliation.ts';
import type { Cell, Drill, KeyFigure, ReportSection } from '../document.ts';
import { dimOf, totalOf } from '../grouped.ts';
import { namesOf } from '../names.ts';
import type { ListedEvent, ReportBuilder, ReportScope, ReportSource, Span } from '../source.ts';
import { splitSection } from '../split-section.ts';
import { reportWords, wordFor } from '../words.ts';
import { exceptionsWords as words } from './exceptions-words.ts';

const KINDS = Object.keys(words.kinds) as readonly (keyof typeof words.kinds)[];
const LISTED_MAX = 1_000;
const OLD_MAX = 500;

/** What did not go its usual way, who decided it, and whether all tickets are accounted for. */
export const exceptionsReport: ReportBuilder = async (source, scope, progress) => {
  const { period, compareWith } = scope;
  const counts = await countsOf(source, period);
  const before = compareWith === null ? null : await countsOf(source, compareWith);
  progress(0.4);
  const ledger = await source.ledger(period);
  const tickets = reconcile({
    ...period,
    tickets: ledger.tickets,
    marks: ledger.marks,
    now: null,
  });
  progress(0.6);
  const overrides = await source.listed('overrides', period, LISTED_MAX);
  const openings = await source.listed('manual-openings', period, LISTED_MAX);
  const lone = await source.listed('lone-openings', period, LISTED_MAX);
  progress(0.8);
  const figures: KeyFigure[] = KINDS.map((kind) => ({
    id: kind,
    label: words.kinds[kind],
    kind: 'count',
    value: counts.get(kind) ?? 0,
    ...(before !== null && { before: before.get(kind) ?? 0 }),
    drill: eventsOf(kind, period),
  }));
  figures.push(
    { id: 'lost-ratio', label: words.lostRatio, kind: 'share', value: tickets.lostRatio },
    { id: 'unpaid', label: words.unpaid, kind: 'money', value: tickets.unpaidMinor },
  );
  return {
    figures,
    sections: [
      overview(counts, before, period),
      ticketTable(tickets),
      byHand(source, [...overrides, ...openings]),
      loneOpenings(source, lone, period),
      byPerson(await source.facts('overrides', period, 'all'), period),
      await longStays(source, scope),
      await alarms(source, period),
    ],
    notes: scope.nowAt < period.toAt ? [reportWords.notOver] : [],
  };
};

async function countsOf(source: ReportSource, span: Span): Promise<ReadonlyMap<Measure, number>> {
  const counts = new Map<Measure, number>();
  for (const kind of KINDS) counts.set(kind, totalOf(await source.facts(kind, span, 'all')).count);
  return counts;
}

const eventsOf = (
  measure: Measure,
  { fromAt, toAt }: Span,
  dims: Readonly<Record<string, string>> = {},
): Drill => ({ list: 'events', measure, dims, fromAt, toAt });

function overview(
  counts: ReadonlyMap<Measure, number>,
  before: ReadonlyMap<Measure, number> | null,
  period: Span,
): ReportSection {
  return {
    id: 'overview',
    title: words.overview,
    note: words.overviewNote,
    columns: [
      { id: 'kind', label: words.kind, kind: 'text' },
      { id: 'count', label: words.count, kind: 'count' },
      ...(before === null ? [] : [{ id: 'before', label: words.before, kind: 'count' as const }]),
    ],
    rows: KINDS.map((kind) => [
      words.kinds[kind],
      counts.get(kind) ?? 0,
      ...(before === null ? [] : [before.get(kind) ?? 0]),
    ]),
    totals: null,
    chart: { kind: 'bars', along: 'kind', series: ['count'] },
    drills: KINDS.map((kind) => eventsOf(kind, period)),
  };
}

/** The tickets of a time, open ones against those that ended. */
export function ticketTable(tickets: ReturnType<typeof reconcile>): ReportSection {
  const { openBefore, issued, ended, openAfter, unexplained } = tickets;
  const names = words.ticketRows;
  const { collected, lost, closed } = ended;
  return {
    id: 'tickets',
    title: words.tickets,
    note:
      unexplained === 0
        ? `${words.ticketsNote} ${words.ticketsAgree}`
        : words.ticketsDiffer(unexplained),
    columns: [
      { id: 'what', label: words.what, kind: 'text' },
      { id: 'count', label: words.tickets, kind: 'count' },
    ],
    rows: [
      [names.openBefore, openBefore],
      [names.issued, issued],
      [names.collected, collected],
      [names.lost, lost],
      [names['by-hand'], ended['by-hand']],
      [names.void, ended.void],
      [names.closed, closed],
      [names.openAfter, openAfter],
    ],
    totals: null,
  };
}

function byHand({ lot }: ReportSource, listed: readonly ListedEvent[]): ReportSection {
  const names = namesOf(lot);
  const newest = [...listed].sort((one, other) => other.recorded.seq - one.recorded.seq);
  return {
    id: 'by-hand',
    title: words.overrides,
    note: newest.length === 0 ? reportWords.nothing : words.overridesNote,
    columns: [
      { id: 'at', label: words.at, kind: 'instant' },
      { id: 'by', label: words.by, kind: 'text' },
      { id: 'what', label: words.what, kind: 'text' },
      { id: 'where', label: words.where, kind: 'text' },
      { id: 'reason', label: words.reason, kind: 'text' },
    ],
    rows: newest.map(({ recorded: { at, actor, event } }): Cell[] => [
      at,
      actorName(actor),
      wordFor(words.actions, actionOf(event)),
      whereOf(event, names),
      reasonOf(event),
    ]),
    totals: null,
  };
}

/** The daily list of arms that rose with nothing behind it. */
function loneOpenings(
  { lot }: ReportSource,
  listed: readonly ListedEvent[],
  period: Span,
): ReportSection {
  const names = namesOf(lot);
  const newest = [...listed].sort((one, other) => other.recorded.seq - one.recorded.seq);
  return {
    id: 'lone-openings',
    title: words.lone,
    note: newest.length === 0 ? words.loneNone : words.loneNote,
    columns: [
      { id: 'at', label: words.at, kind: 'instant' },
      { id: 'where', label: words.where, kind: 'text' },
    ],
    rows: newest.map(({ recorded: { at, event } }): Cell[] => [at, whereOf(event, names)]),
    totals: null,
    drills: newest.map(() => eventsOf('lone-openings', period)),
  };
}

function actionOf(event: LotEvent): string {
  switch (event.type) {
    case 'SlotOverridden':
      return event.undoes === null ? event.action.kind : 'undo';
    case 'GateVended':
      return 'vend';
    case 'GateHeld':
      return 'hold';
    case 'SessionClosed':
      return 'close';
    default:
      return event.type;
  }
}

function whereOf(event: LotEvent, names: ReturnType<typeof namesOf>): string {
  if ('slotId' in event && event.slotId !== null) return names.slot(event.slotId);
  if ('laneId' in event && event.laneId !== null) return names.lane(event.laneId);
  return '';
}

function reasonOf(event: LotEvent): string {
  if (event.type === 'GateVended') return event.overrideReason ?? '';
  return 'reason' in event ? event.reason : '';
}

function byPerson(rows: Awaited<ReturnType<ReportSource['facts']>>, period: Span): ReportSection {
  return splitSection({
    id: 'by-person',
    title: words.byPerson,
    by: words.by,
    rows,
    keyOf: dimOf('overrides', 'actor'),
    label: (name) => name,
    count: words.count,
    drill: (actor) => eventsOf('overrides', period, { actor }),
  });
}

async function longStays(
  source: ReportSource,
  { nowAt, period, olderThanDays }: ReportScope,
): Promise<ReportSection> {
  const until = Math.min(nowAt, period.toAt) - olderThanDays * DAY_MS;
  const stays = await source.openStays(until, OLD_MAX);
  const names = namesOf(source.lot);
  return {
    id: 'long-stays',
    title: words.old(olderThanDays),
    note: stays.length === 0 ? words.oldNone(olderThanDays) : words.oldNote(olderThanDays),
    columns: [
      { id: 'ticket', label: words.ticket, kind: 'text' },
      { id: 'plate', label: words.plate, kind: 'plate' },
      { id: 'class', label: words.class, kind: 'text' },
      { id: 'slot', label: words.slot, kind: 'text' },
      { id: 'since', label: words.since, kind: 'instant' },
      { id: 'due', label: words.due, kind: 'money' },
    ],
    rows: stays.map(({ ticketNumber, plateRef, vehicleClass, slotId, entryAt, dueMinor }) => [
      ticketNumber,
      plateRef,
      wordFor(reportWords.classes, vehicleClass),
      slotId === null ? '' : names.slot(slotId),
      entryAt,
      dueMinor,
    ]),
    totals: null,
    drills: stays.map(({ entryAt }) => ({
      list: 'sessions',
      by: 'entry',
      fromAt: entryAt,
      toAt: entryAt + 1,
    })),
  };
}

async function alarms(source: ReportSource, period: Span): Promise<ReportSection> {
  return splitSection({
    id: 'alarms',
    title: words.alarms,
    by: words.kind,
    rows: await source.facts('alarms', period, 'all'),
    keyOf: dimOf('alarms', 'code'),
    label: (code) => code,
    count: words.count,
    drill: (code) => eventsOf('alarms', period, { code }),
  });
}
