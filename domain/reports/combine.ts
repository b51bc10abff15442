import { must } from '../kernel/assert.ts';
import type { Cell, KeyFigure, ReportDocument, ReportSection, ValueKind } from './document.ts';
import { reportWords } from './words.ts';

/** Values that can be added up over lots; money only within one currency. */
const SUMMED: ReadonlySet<ValueKind> = new Set(['count', 'money', 'duration', 'energy']);

/**
 * One report of several lots: the same tables, with the lot in the first column and one lot's rows after
 * another's. Amounts of different currencies are never added up. Each lot keeps its own hours.
 */
export function combineReports(documents: readonly ReportDocument[]): ReportDocument {
  const first = must(documents[0], 'a report is of one lot at least');
  if (documents.length === 1) return first;
  const oneCurrency = new Set(documents.map(({ lots }) => lots[0]?.currency)).size === 1;
  const canSum = (kind: ValueKind) => SUMMED.has(kind) && (kind !== 'money' || oneCurrency);
  return {
    ...first,
    lots: documents.flatMap(({ lots }) => lots),
    figures: first.figures.flatMap((figure) => figuresOf(figure, documents, canSum)),
    sections: first.sections.map((section) => sectionOf(section, documents, canSum)),
    notes: [...new Set(documents.flatMap(({ notes }) => notes))],
  };
}

type CanSum = (kind: ValueKind) => boolean;

const lotName = ({ lots }: ReportDocument) => lots[0]?.name ?? '';
const lotId = ({ lots }: ReportDocument) => lots[0]?.id ?? '';

function figuresOf(
  { drill: _, ...figure }: KeyFigure,
  documents: readonly ReportDocument[],
  canSum: CanSum,
): readonly KeyFigure[] {
  const same = documents.map((document) => ({
    document,
    figure: document.figures.find(({ id }) => id === figure.id),
  }));
  if (canSum(figure.kind)) {
    const value = sum(same.map((one) => one.figure?.value ?? null));
    const before = sum(same.map((one) => one.figure?.before ?? null));
    return [{ ...figure, value, ...(figure.before !== undefined && { before }) }];
  }
  return same.flatMap(({ document, figure: own }) => {
    if (own === undefined) return [];
    const { drill: __, ...rest } = own;
    const [id, label] = [`${own.id}-${lotId(document)}`, `${own.label} · ${lotName(document)}`];
    return [{ ...rest, id, label }];
  });
}

function sectionOf(
  { chart: _, ...section }: ReportSection,
  documents: readonly ReportDocument[],
  canSum: CanSum,
): ReportSection {
  const own = documents.flatMap((document) => {
    const found = document.sections.find(({ id }) => id === section.id);
    return found === undefined ? [] : [{ document, found }];
  });
  // Of a column that depends on what was paid with, each lot may have its own.
  const columns = [
    ...new Map(own.flatMap(({ found }) => found.columns.map((one) => [one.id, one]))),
  ].map(([, column]) => column);
  const cellsOf = (from: ReportSection, row: readonly Cell[]) =>
    columns.map(({ id }) => row[from.columns.findIndex((column) => column.id === id)] ?? null);
  const hasTotals = own.some(({ found }) => found.totals !== null);
  const totals = columns.map(({ kind }, index) =>
    canSum(kind)
      ? sum(own.map(({ found }) => cellsOf(found, found.totals ?? [])[index] ?? null))
      : null,
  );
  return {
    ...section,
    columns: [{ id: 'lot', label: reportWords.lot, kind: 'text' }, ...columns],
    rows: own.flatMap(({ document, found }) =>
      found.rows.map((row) => [lotName(document), ...cellsOf(found, row)]),
    ),
    totals: hasTotals ? [reportWords.total, ...totals] : null,
    drills: own.flatMap(({ found }) =>
      found.rows.map((_row, index) => found.drills?.[index] ?? null),
    ),
    lotIds: own.flatMap(({ document, found }) => found.rows.map(() => lotId(document))),
  };
}

/** Null where nothing is known. */
function sum(values: readonly Cell[]): number | null {
  const known = values.filter((value) => typeof value === 'number');
  return known.length === 0 ? null : known.reduce((all, value) => all + value, 0);
}
