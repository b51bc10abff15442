import type { LotEvent } from '../../lot/event.ts';
import type { FactRow } from '../../stats/fact.ts';
import type { ShiftRecord } from '../../views/shift-report.ts';
import type { Cell, ReportSection } from '../document.ts';
import { dimOf, grouped, totalOf } from '../grouped.ts';
import type { ListedEvent, ReportScope, ReportSource, Span } from '../source.ts';
import { reportWords, wordFor } from '../words.ts';
import type { NamedDifference } from './revenue-statements.ts';
import { revenueWords as words } from './revenue-words.ts';

const LISTED_MAX = 1_000;
/** Answers to what was open at the end of a time may come long after it. */
const ANSWERS_MAX = 20_000;
const OPEN = ['uncertain', 'overpaid', 'refund-asked', 'refund-failed', 'reversal-failed'] as const;

const withOf = dimOf('settlements', 'with');
const methodOf = dimOf('settlements', 'method');
const whatOf = dimOf('settlements', 'what');
const MONEY_WHATS = new Set(['captured', 'refunded', 'reversed']);

/** What a drawer should hold, whatever the shift's own count says. */
function followsFrom({ floatMinor, cashMinor, movedMinor }: ShiftRecord): number {
  return floatMinor + cashMinor + movedMinor;
}

/** What shifts are called: by the number of their closing report, or by who still has one open. */
export function shiftNames(shifts: readonly ShiftRecord[]): (id: string) => string {
  const names = new Map(
    shifts.map(({ id, by, closeNumber }) => [
      id,
      closeNumber === null ? words.openShift(by) : words.closedShift(closeNumber, by),
    ]),
  );
  return (id) => names.get(id) ?? id;
}

function verdictOf(shift: ShiftRecord): string {
  const { expectedMinor, countedMinor } = shift;
  if (expectedMinor === null || countedMinor === null) return words.open;
  if (expectedMinor !== followsFrom(shift)) return words.wrong;
  if (countedMinor === expectedMinor) return words.exact;
  return countedMinor < expectedMinor ? words.short : words.surplus;
}

/** Every drawer of a time: what it should hold by its receipts, and what was counted. */
export function shiftTable(
  shifts: readonly ShiftRecord[],
  receipts: readonly FactRow[],
): ReportSection {
  const byShift = new Map(grouped(receipts, dimOf('receipts', 'shift')));
  const nameOf = shiftNames(shifts);
  const rows = shifts.map((shift): Cell[] => {
    const { id, by, openedAt, closedAt, floatMinor, cashMinor, movedMinor, countedMinor } = shift;
    const expectedMinor = shift.expectedMinor ?? followsFrom(shift);
    const difference = countedMinor === null ? null : countedMinor - expectedMinor;
    const taken = byShift.get(id)?.amount ?? 0;
    const drawer = [floatMinor, cashMinor, movedMinor, expectedMinor, countedMinor, difference];
    return [nameOf(id), by, openedAt, closedAt, taken, ...drawer, verdictOf(shift)];
  });
  const sum = (index: number) =>
    rows.reduce((all, row) => all + (typeof row[index] === 'number' ? Number(row[index]) : 0), 0);
  const money = ['takings', 'float', 'cash', 'moved', 'expected', 'counted', 'difference'] as const;
  return {
    id: 'shifts',
    title: words.shifts,
    note: rows.length === 0 ? reportWords.nothing : words.shiftsNote,
    columns: [
      { id: 'shift', label: words.columns.shift, kind: 'text' },
      { id: 'cashier', label: words.columns.cashier, kind: 'text' },
      { id: 'opened', label: words.columns.opened, kind: 'instant' },
      { id: 'closed', label: words.columns.closed, kind: 'instant' },
      ...money.map((id) => ({ id, label: words.columns[id], kind: 'money' as const })),
      { id: 'verdict', label: words.columns.verdict, kind: 'text' },
    ],
    rows,
    totals: [reportWords.total, null, null, null, ...money.map((_, at) => sum(4 + at)), null],
    drills: shifts.map(({ id, openedAt, closedAt }) => ({
      list: 'payments',
      fromAt: openedAt,
      toAt: (closedAt ?? Number.MAX_SAFE_INTEGER - 1) + 1,
      shiftId: id,
    })),
  };
}

/** What the statement of each terminal and provider must show. */
export function againstParties(
  { lot }: ReportSource,
  settlements: readonly FactRow[],
  { fromAt, toAt }: Span,
): ReportSection {
  const moved = settlements.filter((row) => MONEY_WHATS.has(whatOf(row)));
  const names = new Map(lot.devices.map(({ id, label }) => [id, label ?? id]));
  const keys = grouped(moved, (row) => JSON.stringify([withOf(row), methodOf(row)]));
  const rowOf = (of: readonly FactRow[]): Cell[] => {
    const taken = totalOf(of.filter((row) => whatOf(row) === 'captured'));
    const all = totalOf(of).amount;
    return [taken.count, taken.amount, taken.amount - all, all];
  };
  return {
    id: 'parties',
    title: words.parties,
    note: keys.length === 0 ? reportWords.nothing : words.partiesNote,
    columns: [
      { id: 'party', label: words.columns.party, kind: 'text' },
      { id: 'method', label: words.columns.method, kind: 'text' },
      { id: 'captures', label: words.columns.captures, kind: 'count' },
      { id: 'captured', label: words.columns.captured, kind: 'money' },
      { id: 'returned', label: words.columns.returned, kind: 'money' },
      { id: 'statement', label: words.columns.statement, kind: 'money' },
    ],
    rows: keys.map(([key]): Cell[] => {
      const [party = '', method = ''] = JSON.parse(key) as readonly string[];
      const own = moved.filter((row) => withOf(row) === party && methodOf(row) === method);
      const nobody = method === 'cash' ? words.drawer : words.unnamed;
      const name = party === '' ? nobody : (names.get(party) ?? party);
      return [name, wordFor(words.methods, method), ...rowOf(own)];
    }),
    totals: [reportWords.total, null, ...rowOf(moved)],
    drills: keys.map(([key]) => {
      const [, method = ''] = JSON.parse(key) as readonly string[];
      return { list: 'payments', fromAt, toAt, method };
    }),
  };
}

/** Every difference of a time: with others as it stands now, and of drawers that were counted in it. */
export async function namedDifferences(
  source: ReportSource,
  { period, nowAt }: ReportScope,
  shifts: readonly ShiftRecord[],
  stated: readonly NamedDifference[],
): Promise<ReportSection> {
  const { fromAt, toAt } = period;
  const later = { fromAt, toAt: Math.max(toAt, nowAt + 1) };
  const answered = new Set<string>();
  for (const what of ['refunded', 'cleared', 'refund-failed'])
    for (const { recorded } of await source.listed('settlements', later, ANSWERS_MAX, { what }))
      answered.add(idOf(recorded.event));
  const rows: NamedDifference[] = [...stated];
  for (const what of OPEN)
    for (const one of await source.listed('settlements', period, LISTED_MAX, { what })) {
      const { event, at } = one.recorded;
      const isAnswered = answered.has(idOf(event)) && what !== 'refund-failed';
      if (isAnswered && what !== 'overpaid') continue;
      rows.push({ at, cells: differenceOf(what, one) });
    }
  const nameOf = shiftNames(shifts);
  for (const { id, by, closedAt, expectedMinor, countedMinor } of shifts) {
    if (closedAt === null || closedAt < fromAt || closedAt >= toAt) continue;
    const difference = (countedMinor ?? 0) - (expectedMinor ?? 0);
    if (difference === 0) continue;
    const kind = words.differenceKinds.shift;
    rows.push({ at: closedAt, cells: [closedAt, kind, by, difference, nameOf(id)] });
  }
  rows.sort((one, other) => other.at - one.at);
  return {
    id: 'differences',
    title: words.differences,
    note: rows.length === 0 ? words.differencesNone : words.differencesNote,
    columns: [
      { id: 'at', label: words.columns.at, kind: 'instant' },
      { id: 'what', label: words.columns.what, kind: 'text' },
      { id: 'party', label: words.columns.party, kind: 'text' },
      { id: 'amount', label: words.columns.amount, kind: 'money' },
      { id: 'reason', label: words.columns.reason, kind: 'text' },
    ],
    rows: rows.map(({ cells }) => cells),
    totals: null,
  };
}

function differenceOf(
  what: string,
  { recorded: { event, at }, dims, amount }: ListedEvent,
): Cell[] {
  const [party = '', method = ''] = dims;
  const name = party === '' ? wordFor(words.methods, method) : party;
  const paymentId = 'paymentId' in event ? event.paymentId : '';
  const why = 'detail' in event ? event.detail : 'reason' in event ? event.reason : '';
  const reason = why === '' ? paymentId : `${paymentId}: ${why}`;
  const known = amount === 0 ? null : amount;
  return [at, wordFor(words.differenceKinds, what), name, known, reason];
}

/** What an answer and the question before it have in common. */
function idOf(event: LotEvent): string {
  if ('refundId' in event) return event.refundId;
  return 'paymentId' in event ? event.paymentId : '';
}

interface Splits {
  readonly receipts: readonly FactRow[];
  readonly lines: readonly FactRow[];
  readonly taxed: readonly FactRow[];
  readonly settlements: readonly FactRow[];
  readonly shifts: readonly ShiftRecord[];
}

/** Says that all splits of the takings have one sum and drawers follow from receipts, or what does not. */
export function agreement({ receipts, lines, taxed, settlements, shifts }: Splits): string {
  const net = totalOf(receipts).amount;
  const settled = settlements.filter((row) => MONEY_WHATS.has(whatOf(row)));
  if (totalOf(lines).amount !== net) return words.differ(words.byLine);
  if (totalOf(taxed).amount !== net) return words.differ(words.taxes);
  if (totalOf(settled).amount !== net) return words.differ(words.parties);
  if (shifts.some((shift) => verdictOf(shift) === words.wrong)) return words.differ(words.shifts);
  return words.agree;
}
