import { DAY_MS, type Instant } from '../../kernel/instant.ts';
import {
  type Reconciled,
  reconcileStatement,
  type StatementDifference,
} from '../../statement/reconcile-statement.ts';
import type { StatementImport, StatementLine } from '../../statement/statement-book.ts';
import { distinctLines } from '../../statement/statement-lines.ts';
import type { Cell, ReportSection } from '../document.ts';
import type { ProviderReceipt, ReportScope, ReportSource, Span } from '../source.ts';
import { reportWords } from '../words.ts';
import { revenueWords as words } from './revenue-words.ts';

/** Payments are stated some days after they were made. */
const STATED_AFTER_MS = 7 * DAY_MS;
/** Where a line names no payment of the time, it may be one of the days around. */
const AROUND = { beforeMs: 14 * DAY_MS, afterMs: 3 * DAY_MS } as const;
const PARTS_MAX = 10_000;

/** A difference as it stands among all others. */
export interface NamedDifference {
  readonly at: Instant;
  readonly cells: readonly Cell[];
}

export interface AgainstStatements {
  readonly section: ReportSection;
  readonly differences: readonly NamedDifference[];
}

/** Sets the statements of payment providers that speak of a time against its receipts. */
export async function againstStatements(
  source: ReportSource,
  { period, statements = [] }: ReportScope,
): Promise<AgainstStatements> {
  const { fromAt, toAt } = period;
  const spoken = statements.filter(
    (one) => one.untilAt >= fromAt && one.fromAt < toAt + STATED_AFTER_MS,
  );
  const parties = [...new Set(spoken.map(({ party }) => party))].sort();
  const names = new Map(source.lot.devices.map(({ id, label }) => [id, label ?? id]));
  const nameOf = (party: string) => names.get(party) ?? party;
  if (parties.length === 0) return { section: tableOf([], nameOf), differences: [] };
  const lines = await linesOf(source, spoken);
  const receipts = await source.providerReceipts({ fromAt, toAt });
  const around = await receiptsAround(source, period, receipts, [...lines.values()].flat());
  const found = parties.map((party) => {
    const isTheirs = (receipt: ProviderReceipt) => receipt.party === party;
    const own = spoken.filter((one) => one.party === party);
    const reconciled = reconcileStatement({
      fromAt,
      toAt,
      receipts: receipts.filter(isTheirs),
      known: around.filter(isTheirs),
      lines: distinctLines(own.map(({ id }) => lines.get(id) ?? [])),
    });
    return { party, reconciled };
  });
  return {
    section: tableOf(found, nameOf),
    differences: found.flatMap(({ party, reconciled }) =>
      reconciled.differences.map((one) => namedOf(one, nameOf(party))),
    ),
  };
}

/** The lines of each import, read from the journal. */
async function linesOf(
  source: ReportSource,
  spoken: readonly StatementImport[],
): Promise<ReadonlyMap<string, readonly StatementLine[]>> {
  const lines = new Map<string, StatementLine[]>(spoken.map(({ id }) => [id, []]));
  const found = await source.audit({
    fromAt: Math.min(...spoken.map(({ at }) => at)),
    toAt: Math.max(...spoken.map(({ lastAt }) => lastAt)) + 1,
    types: ['StatementImported'],
    limit: PARTS_MAX,
  });
  for (const { recorded } of found)
    if (recorded.event.type === 'StatementImported')
      lines.get(recorded.event.importId)?.push(...recorded.event.lines);
  return lines;
}

/** Receipts of the days around, where any line of the time names none of its own. */
async function receiptsAround(
  source: ReportSource,
  { fromAt, toAt }: Span,
  receipts: readonly ProviderReceipt[],
  lines: readonly StatementLine[],
): Promise<readonly ProviderReceipt[]> {
  const known = new Set(receipts.flatMap(({ references }) => references));
  const hasOther = lines.some(
    ([reference, at]) => at >= fromAt && at < toAt && !known.has(reference),
  );
  if (!hasOther) return [];
  const ids = new Set(receipts.map(({ paymentId }) => paymentId));
  const around: ProviderReceipt[] = [];
  for (const span of [
    { fromAt: fromAt - AROUND.beforeMs, toAt: fromAt },
    { fromAt: toAt, toAt: toAt + AROUND.afterMs },
  ]) {
    const more = await source.providerReceipts(span);
    // A payment of the time with a receipt around it has all of them already.
    around.push(...more.filter(({ paymentId }) => !ids.has(paymentId)));
    for (const { paymentId } of more) ids.add(paymentId);
  }
  return around;
}

interface OfParty {
  readonly party: string;
  readonly reconciled: Reconciled;
}

function tableOf(found: readonly OfParty[], nameOf: (party: string) => string): ReportSection {
  const rows = found.map(({ party, reconciled }): Cell[] => [
    nameOf(party),
    ...figuresOf(reconciled),
  ]);
  const sums = rows[0]?.slice(1).map((_, index) => {
    return rows.reduce((sum, row) => sum + Number(row[index + 1]), 0);
  });
  const { columns } = words.statements;
  return {
    id: 'statements',
    title: words.statements.title,
    note: found.length === 0 ? words.statements.none : words.statements.note,
    columns: [
      { id: 'party', label: columns.party, kind: 'text' },
      { id: 'payments', label: columns.payments, kind: 'count' },
      { id: 'here', label: columns.here, kind: 'money' },
      { id: 'waiting', label: columns.waiting, kind: 'money' },
      { id: 'stated', label: columns.stated, kind: 'money' },
      { id: 'difference', label: columns.difference, kind: 'money' },
      { id: 'missing-there', label: columns.missingThere, kind: 'count' },
      { id: 'missing-here', label: columns.missingHere, kind: 'count' },
      { id: 'differing', label: columns.differing, kind: 'count' },
      { id: 'fee', label: columns.fee, kind: 'money' },
      { id: 'payout', label: columns.payout, kind: 'money' },
    ],
    rows,
    totals: sums === undefined ? null : [reportWords.total, ...sums],
  };
}

function figuresOf(found: Reconciled): readonly number[] {
  const { payments, hereMinor, waitingMinor, statedMinor, feeMinor, payoutMinor } = found;
  const ofKind = (kind: StatementDifference['kind']) =>
    found.differences.filter((one) => one.kind === kind).length;
  return [
    payments,
    hereMinor,
    waitingMinor,
    statedMinor,
    statedMinor + waitingMinor - hereMinor,
    ofKind('missing-there'),
    ofKind('missing-here'),
    ofKind('amount-differs'),
    feeMinor,
    payoutMinor,
  ];
}

function namedOf(one: StatementDifference, party: string): NamedDifference {
  const { kind, at, reference, paymentId, hereMinor, thereMinor } = one;
  const payment = paymentId === null ? reference : `${paymentId}: ${reference}`;
  const what = words.differenceKinds[kind];
  return { at, cells: [at, what, party, thereMinor - hereMinor, payment] };
}
