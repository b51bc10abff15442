import { PAYMENT_METHODS } from '../../payment/payment.ts';
import type { FactRow } from '../../stats/fact.ts';
import type { MEASURES } from '../../stats/measures.ts';
import type { ShopFigures } from '../../views/shop-figures.ts';
import type { Cell, Drill, KeyFigure, ReportSection } from '../document.ts';
import { dimOf, grouped, shareOf, totalOf } from '../grouped.ts';
import { isByHour, stretchesOf } from '../hours.ts';
import { namesOf } from '../names.ts';
import type { ReportPeriod } from '../period.ts';
import type { ReportBuilder, ReportScope, ReportSource, Span } from '../source.ts';
import { splitSection } from '../split-section.ts';
import { reportWords, wordFor } from '../words.ts';
import { chargingFigures, chargingSection } from './revenue-charging.ts';
import { deferredSection, earnedOf } from './revenue-deferral.ts';
import {
  againstParties,
  agreement,
  namedDifferences,
  shiftNames,
  shiftTable,
} from './revenue-settlement.ts';
import { againstStatements } from './revenue-statements.ts';
import { revenueWords as words } from './revenue-words.ts';
import { daysGone } from './traffic.ts';

const PENALTIES = new Set(['overstay', 'cancellation', 'no-show', 'lost-ticket']);
const kindOf = dimOf('receipts', 'kind');
const MONEY = { label: words.columns.amount, kind: 'money' } as const;
type ReceiptDim = (typeof MEASURES)['receipts'][number];

/** What was taken and given back, by everything that an accountant asks for, and whether it agrees. */
export const revenueReport: ReportBuilder = async (source, scope, progress) => {
  const { period, compareWith } = scope;
  const receipts = await receiptsOf(source, period);
  const before = compareWith === null ? null : await receiptsOf(source, compareWith);
  const lines = await source.facts('fee-lines', period, 'all');
  const taxes = await source.facts('taxes', period, 'all');
  const bases = await source.facts('tax-bases', period, 'all');
  const charges = await source.facts('charging', period, 'all');
  progress(0.5);
  const shifts = await source.shifts(period);
  const shops = await source.shopFigures(period);
  const free = await source.facts('free-exits', period, 'all');
  const deferrals = await source.deferrals(period);
  progress(0.8);
  const settlements = await source.facts('settlements', period, 'all');
  const stated = await againstStatements(source, scope);
  const differences = await namedDifferences(source, scope, shifts, stated.differences);
  progress(0.9);
  return {
    figures: [
      ...figuresOf(source, scope, receipts, before, totalOf(taxes).amount),
      ...earnedOf(totalOf(receipts).amount, deferrals),
      ...chargingFigures(source, charges, lines),
    ],
    sections: [
      overTime(source, scope, receipts),
      byReceipts(source, period, receipts, 'method', words.byMethod),
      byLine(lines),
      byReceipts(source, period, receipts, 'purpose', words.byPurpose),
      byReceipts(source, period, receipts, 'class', words.byClass),
      byReceipts(source, period, receipts, 'lane', words.byLane),
      byReceipts(source, period, receipts, 'cashier', words.byCashier),
      byReceipts(source, period, receipts, 'shift', words.byShift, shiftNames(shifts)),
      byTax(taxes, bases),
      chargingSection(source, charges, period),
      penalties(lines),
      discounts(shops, scope.shopNames),
      freeExits(free, period),
      deferredSection(deferrals),
      shiftTable(shifts, receipts),
      againstParties(source, settlements, period),
      stated.section,
      differences,
    ],
    notes: [
      ...(scope.nowAt < period.toAt ? [reportWords.notOver] : []),
      agreement({ receipts, lines, taxed: [...taxes, ...bases], settlements, shifts }),
    ],
  };
};

function receiptsOf(source: ReportSource, period: ReportPeriod): Promise<readonly FactRow[]> {
  return source.facts('receipts', period, isByHour(period) ? 'hour' : 'day');
}

function figuresOf(
  { lot }: ReportSource,
  { period, compareWith, nowAt }: ReportScope,
  receipts: readonly FactRow[],
  before: readonly FactRow[] | null,
  taxMinor: number,
): readonly KeyFigure[] {
  const { fromAt, toAt } = period;
  const ofKind = (kind: string) => (rows: readonly FactRow[]) =>
    totalOf(rows.filter((row) => kindOf(row) === kind)).amount;
  const figure = (
    id: string,
    label: string,
    of: (rows: readonly FactRow[]) => Cell,
    drill: Partial<Extract<Drill, { list: 'payments' }>> = {},
    kind: KeyFigure['kind'] = 'money',
  ): KeyFigure => ({
    id,
    label,
    kind,
    value: of(receipts),
    ...(before !== null && { before: of(before) }),
    drill: { list: 'payments', fromAt, toAt, ...drill },
  });
  const slotDays = lot.slots.length * daysGone(period, nowAt);
  const slotDaysBefore = compareWith === null ? 0 : lot.slots.length * daysGone(compareWith, nowAt);
  const perSlot = (rows: readonly FactRow[], days: number) =>
    days === 0 ? null : Math.round(totalOf(rows).amount / days);
  return [
    figure('net', words.net, (rows) => totalOf(rows).amount),
    figure('gross', words.gross, ofKind('payment'), { kind: 'payment' }),
    figure('refunds', words.refunds, ofKind('refund'), { kind: 'refund' }),
    figure('reversals', words.reversals, ofKind('reversal'), { kind: 'reversal' }),
    { id: 'tax', label: words.tax, kind: 'money', value: taxMinor },
    {
      id: 'per-slot',
      label: words.perSlot,
      kind: 'money',
      value: perSlot(receipts, slotDays),
      ...(before !== null && { before: perSlot(before, slotDaysBefore) }),
    },
    figure('receipts', words.receipts, (rows) => totalOf(rows).count, {}, 'count'),
  ];
}

function overTime(
  { lot }: ReportSource,
  { period, nowAt }: ReportScope,
  receipts: readonly FactRow[],
): ReportSection {
  const stretches = stretchesOf(period, lot.timeZone, nowAt);
  const methodOf = dimOf('receipts', 'method');
  const methods = PAYMENT_METHODS.filter((method) =>
    receipts.some((row) => methodOf(row) === method),
  );
  const sum = ({ fromAt, toAt }: Span, method?: string) =>
    totalOf(
      receipts.filter(
        (row) =>
          row.at >= fromAt && row.at < toAt && (method === undefined || methodOf(row) === method),
      ),
    ).amount;
  return {
    id: 'over-time',
    title: words.over,
    columns: [
      {
        id: 'when',
        label: isByHour(period) ? reportWords.hour : reportWords.day,
        kind: isByHour(period) ? 'text' : 'day',
      },
      ...methods.map((id) => ({ id, label: words.methods[id], kind: 'money' as const })),
      { id: 'all', label: words.columns.total, kind: 'money' },
    ],
    rows: stretches.map((stretch) => [
      stretch.label,
      ...methods.map((method) => sum(stretch, method)),
      sum(stretch),
    ]),
    totals: [
      reportWords.total,
      ...methods.map((method) => sum(period, method)),
      totalOf(receipts).amount,
    ],
    chart: { kind: 'stacked', along: 'when', series: methods },
    drills: stretches.map(({ fromAt, toAt }) => ({ list: 'payments', fromAt, toAt })),
  };
}

function byReceipts(
  { lot }: ReportSource,
  { fromAt, toAt }: ReportPeriod,
  rows: readonly FactRow[],
  by: Extract<ReceiptDim, 'method' | 'purpose' | 'class' | 'lane' | 'cashier' | 'shift'>,
  title: string,
  shiftName: (id: string) => string = (id) => id,
): ReportSection {
  const names = namesOf(lot);
  const label = {
    method: (id: string) => wordFor(words.methods, id),
    purpose: (id: string) => wordFor(words.purposes, id),
    class: (id: string) => (id === '' ? words.noClass : wordFor(reportWords.classes, id)),
    lane: (id: string) => (id === '' ? reportWords.desk : names.lane(id)),
    cashier: (id: string) => (id === '' ? words.automatic : id),
    shift: (id: string) => (id === '' ? words.noShift : shiftName(id)),
  }[by];
  const field = {
    method: 'method',
    purpose: 'purpose',
    class: 'vehicleClass',
    lane: 'laneId',
    cashier: 'by',
    shift: 'shiftId',
  }[by];
  // What nobody took or what was for no vehicle is not one value in the list of receipts.
  const isWhole = (key: string) => key === '' && (by === 'cashier' || by === 'class');
  return splitSection({
    id: `by-${by}`,
    title,
    by: words.columns[by],
    rows,
    keyOf: dimOf('receipts', by),
    label,
    count: words.columns.count,
    amount: MONEY,
    drill: (key) => ({ list: 'payments', fromAt, toAt, ...(!isWhole(key) && { [field]: key }) }),
  });
}

function byLine(lines: readonly FactRow[]): ReportSection {
  const codeOf = dimOf('fee-lines', 'code');
  const textOf = dimOf('fee-lines', 'text');
  const keys = [...grouped(lines, (row) => JSON.stringify(row.dims))].sort(
    ([, one], [, other]) => other.amount - one.amount,
  );
  const all = totalOf(lines).amount;
  return {
    id: 'by-line',
    title: words.byLine,
    ...(keys.length === 0 && { note: reportWords.nothing }),
    columns: [
      { id: 'code', label: words.columns.code, kind: 'text' },
      { id: 'text', label: words.columns.text, kind: 'text' },
      { id: 'amount', ...MONEY },
      { id: 'share', label: reportWords.share, kind: 'share' },
    ],
    rows: keys.map(([key, { amount }]) => {
      const row = { dims: JSON.parse(key) as readonly string[] };
      return [wordFor(words.codes, codeOf(row)), textOf(row), amount, shareOf(amount, all)];
    }),
    totals: [reportWords.total, null, all, all === 0 ? null : 1],
  };
}

function byTax(taxes: readonly FactRow[], bases: readonly FactRow[]): ReportSection {
  const key = ({ dims }: FactRow) => JSON.stringify(dims);
  const taxed = new Map(grouped(taxes, key));
  const keys = [...new Set([...taxed.keys(), ...bases.map(key)])].sort();
  const based = new Map(grouped(bases, key));
  const rows = keys.map((one): Cell[] => {
    const [label = '', rate = ''] = JSON.parse(one) as readonly string[];
    const base = based.get(one)?.amount ?? 0;
    const tax = taxed.get(one)?.amount ?? 0;
    const share = rate === '' ? null : Number(rate) / 10_000;
    return [label === '' ? words.untaxed : label, share, base, tax, base + tax];
  });
  const [base, tax] = [totalOf(bases).amount, totalOf(taxes).amount];
  return {
    id: 'by-tax',
    title: words.taxes,
    note: rows.length === 0 ? reportWords.nothing : words.taxesNote,
    columns: [
      { id: 'label', label: words.columns.label, kind: 'text' },
      { id: 'rate', label: words.columns.rate, kind: 'share' },
      { id: 'base', label: words.columns.base, kind: 'money' },
      { id: 'tax', label: words.columns.taxAmount, kind: 'money' },
      { id: 'total', label: words.columns.total, kind: 'money' },
    ],
    rows,
    totals: [reportWords.total, null, base, tax, base + tax],
  };
}

function penalties(lines: readonly FactRow[]): ReportSection {
  const codeOf = dimOf('fee-lines', 'code');
  return splitSection({
    id: 'penalties',
    title: words.penalties,
    note: words.penaltiesNote,
    by: words.columns.code,
    rows: lines.filter((row) => PENALTIES.has(codeOf(row))),
    keyOf: codeOf,
    label: (code) => wordFor(words.codes, code),
    count: words.columns.count,
    amount: MONEY,
  });
}

function discounts(shops: readonly ShopFigures[], names: ReportScope['shopNames']): ReportSection {
  const sum = (of: (shop: ShopFigures) => number) => shops.reduce((all, one) => all + of(one), 0);
  return {
    id: 'discounts',
    title: words.discounts,
    note: shops.length === 0 ? reportWords.nothing : words.discountsNote,
    columns: [
      { id: 'shop', label: words.columns.shop, kind: 'text' },
      { id: 'given', label: words.columns.given, kind: 'count' },
      { id: 'value', label: words.columns.value, kind: 'money' },
    ],
    rows: shops.map(({ shopId, count, valueMinor }) => [wordFor(names, shopId), count, valueMinor]),
    totals: [reportWords.total, sum(({ count }) => count), sum(({ valueMinor }) => valueMinor)],
  };
}

function freeExits(rows: readonly FactRow[], { fromAt, toAt }: ReportPeriod): ReportSection {
  return splitSection({
    id: 'free',
    title: words.free,
    note: words.freeNote,
    by: words.columns.right,
    rows,
    keyOf: dimOf('free-exits', 'credential'),
    label: (id) => wordFor(reportWords.credentials, id),
    count: words.columns.vehicles,
    drill: (credential) => ({ list: 'sessions', by: 'exit', fromAt, toAt, credential }),
  });
}
