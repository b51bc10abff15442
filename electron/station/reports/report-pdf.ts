import pdfMake, { type Content, type TableCell } from 'pdfmake';
import type { ReportDocument, ReportSection, ValueKind } from '#domain/reports/document.ts';
import { fileWords as words } from '#domain/reports/file-words.ts';
import { humanWriter, isNumeric } from '#domain/reports/format.ts';
import { writingOf } from '#domain/reports/report-csv.ts';
import { installFonts } from '../documents/fonts.ts';
import { broken, columnWidths } from './column-widths.ts';
import { sectionSvg } from './report-charts.ts';

const MARGIN = 40;
const A4 = { portrait: 595.28, landscape: 841.89 } as const;
/** A report with a wider table than this is printed across. */
const PORTRAIT_COLUMNS_MAX = 6;
/** A table of more rows is for a spreadsheet; the paper says how many it leaves out. */
const ROWS_MAX = 500;
const FIGURES_PER_LINE = 4;
/** Longer texts, such as what a change held before, end with dots. */
const TEXT_MAX_CHARS = 160;
const CHART_WIDTH_MAX = 620;
/** One bar says less than its figure. */
const CHART_ROWS_LEAST = 2;
/** A table of so few rows and columns has its chart beside it. */
const BESIDE_ROWS_MAX = 12;
const BESIDE_COLUMNS_MAX = 4;
const GAP = 24;
/** A title that begins lower on its page, in points, would stand alone there. */
const FOOT_HEIGHT = 110;
/** Points on either side of a cell: a table of many columns stands closer. */
const PADDING = { roomy: 8, close: 4 } as const;
const ROOMY_COLUMNS_MAX = 9;
const LINE = '#999';
const BAND = '#eef1f4';
const INK_SOFT = '#555';

installFonts();

/** A report on A4: key figures, charts as vectors, tables with their heads on every page. */
export function reportPdf(document: ReportDocument): Promise<Uint8Array> {
  const { title, period, lots, madeAt, madeBy, notes, sections } = document;
  const writing = writingOf(document);
  const write = humanWriter(writing);
  const isWide = sections.some(({ columns }) => columns.length > PORTRAIT_COLUMNS_MAX);
  const orientation = isWide ? 'landscape' : 'portrait';
  const width = A4[orientation] - 2 * MARGIN;
  const height = A4[isWide ? 'portrait' : 'landscape'];
  const logoSvg = lots[0]?.logoSvg ?? null;
  const lotNames = lots.map(({ name }) => name).join(', ');
  const made = words.made(madeBy, write('instant', madeAt));
  const definition: Parameters<typeof pdfMake.createPdf>[0] = {
    pageSize: 'A4',
    pageOrientation: orientation,
    pageMargins: [MARGIN, MARGIN + 16, MARGIN, MARGIN],
    language: writing.locale,
    displayTitle: true,
    info: {
      title: `${title}, ${lotNames}, ${period.name}`,
      author: madeBy,
      creator: 'Gatehouse',
      producer: 'Gatehouse',
      creationDate: new Date(madeAt),
    },
    defaultStyle: { font: 'Roboto', fontSize: 8.5, lineHeight: 1.15 },
    header: (page) =>
      page === 1
        ? null
        : {
            text: `${lotNames} · ${title} · ${period.name}`,
            margin: [MARGIN, 24, MARGIN, 0],
            color: INK_SOFT,
          },
    footer: (page, pages) => ({
      columns: [
        { text: made, color: INK_SOFT },
        { text: words.page(page, pages), alignment: 'right', color: INK_SOFT },
      ],
      margin: [MARGIN, 8, MARGIN, 0],
    }),
    // A title alone at the foot of a page leads nowhere.
    pageBreakBefore: ({ headlineLevel, startPosition }) =>
      headlineLevel === 1 && startPosition.top > height - FOOT_HEIGHT,
    content: [
      head(title, lotNames, period.name, logoSvg),
      figuresTable(document, write),
      ...notes.map((text): Content => ({ text, color: INK_SOFT, margin: [0, 0, 0, 2] })),
      ...sections.flatMap((section) => sectionContent(section, width, write)),
    ],
  };
  return pdfMake.createPdf(definition).getBuffer();
}

function head(title: string, lot: string, period: string, logoSvg: string | null): Content {
  const text: Content = {
    stack: [
      { text: lot, fontSize: 10, color: INK_SOFT },
      { text: title, fontSize: 20, bold: true },
      { text: period, fontSize: 12 },
    ],
  };
  const margin: [number, number, number, number] = [0, 0, 0, 12];
  if (logoSvg === null) return { ...text, margin };
  return {
    columns: [
      { ...text, width: '*' },
      { svg: logoSvg, width: 64 },
    ],
    margin,
  };
}

type Write = ReturnType<typeof humanWriter>;

function figuresTable({ figures }: ReportDocument, write: Write): Content {
  const cells = figures.map(
    ({ label, kind, value, before }): TableCell => ({
      stack: [
        { text: label, fontSize: 7.5, color: INK_SOFT },
        { text: write(kind, value), fontSize: 13, bold: true },
        ...(before === undefined
          ? []
          : [{ text: `${words.before} ${write(kind, before)}`, fontSize: 7.5, color: INK_SOFT }]),
      ],
      fillColor: BAND,
      margin: [4, 3, 4, 3],
    }),
  );
  const body: TableCell[][] = [];
  for (let from = 0; from < cells.length; from += FIGURES_PER_LINE) {
    const line = cells.slice(from, from + FIGURES_PER_LINE);
    while (line.length < FIGURES_PER_LINE) line.push({ text: '' });
    body.push(line);
  }
  if (body.length === 0) return { text: '' };
  return {
    table: { widths: Array(FIGURES_PER_LINE).fill('*'), body, dontBreakRows: true },
    layout: {
      hLineColor: () => 'white',
      vLineColor: () => 'white',
      hLineWidth: () => 3,
      vLineWidth: () => 3,
    },
    margin: [0, 0, 0, 8],
  };
}

function sectionContent(section: ReportSection, width: number, write: Write): Content[] {
  const { title, note, rows, chart } = section;
  const heading: Content = { text: title, fontSize: 12, bold: true, margin: [0, 12, 0, 2] };
  const opening: Content[] = [heading];
  if (note !== undefined) opening.push({ text: note, color: INK_SOFT, margin: [0, 0, 0, 4] });
  if (rows.length === 0) return [{ stack: opening, unbreakable: true }];
  if (isShort(section)) {
    const half = (width - GAP) / 2;
    const svg = sectionSvg(section, half, write) ?? '';
    const columns = [
      { ...table(section, half, write), width: half },
      { svg, width: half },
    ];
    return [{ stack: [...opening, { columns, columnGap: GAP }], unbreakable: true }];
  }
  const chartWidth = Math.min(width, CHART_WIDTH_MAX);
  const svg = rows.length < CHART_ROWS_LEAST ? null : sectionSvg(section, chartWidth, write);
  if (svg !== null) opening.push({ svg, width: chartWidth, margin: [0, 2, 0, 4] });
  const lines = table(section, width, write);
  const isFew = rows.length <= BESIDE_ROWS_MAX;
  if (svg === null && isFew) return [{ stack: [...opening, lines], unbreakable: true }];
  const head: Content = { stack: opening, unbreakable: true, headlineLevel: 1 };
  // The map itself holds every figure of its table.
  if (chart?.kind === 'heat' && svg !== null) return [head];
  if (isFew) return [head, { stack: [lines], unbreakable: true }];
  const leftOut = rows.length - ROWS_MAX;
  const rest = { text: words.rowsLeftOut(leftOut), color: INK_SOFT };
  return leftOut > 0 ? [head, lines, rest] : [head, lines];
}

/** Whether a table and its chart stand side by side. */
function isShort({ chart, columns, rows }: ReportSection): boolean {
  if (chart?.kind !== 'bars' || rows.length < CHART_ROWS_LEAST) return false;
  return rows.length <= BESIDE_ROWS_MAX && columns.length <= BESIDE_COLUMNS_MAX;
}

function table(section: ReportSection, room: number, write: Write): Content & object {
  const { columns, rows, totals } = section;
  const shown = rows.slice(0, ROWS_MAX);
  const padding = columns.length > ROOMY_COLUMNS_MAX ? PADDING.close : PADDING.roomy;
  const texts = shown.map((row) =>
    columns.map(({ kind }, index) => lineOf(kind, shortened(write(kind, row[index] ?? null)))),
  );
  const sums = totals?.map((cell, index) =>
    cell === null ? '' : write(columns[index]?.kind ?? 'text', cell),
  );
  const isWhole = (kind: ValueKind) => isNumeric(kind) || kind === 'day' || kind === 'plate';
  const widths = columnWidths(
    columns.map(({ label, kind }, index) => ({
      isWhole: isWhole(kind),
      // Heads of numbers may be broken between their words.
      texts: [
        ...(isWhole(kind) ? label.split(' ') : [label]),
        ...texts.map((row) => row[index] ?? ''),
        sums?.[index] ?? '',
      ],
    })),
    room,
    2 * padding,
  );
  const cell = (text: string, index: number, bold: boolean) => ({
    text: isWhole(columns[index]?.kind ?? 'text') ? text : broken(text, widths[index] ?? 0),
    alignment: isNumeric(columns[index]?.kind ?? 'text') ? ('right' as const) : ('left' as const),
    bold,
    noWrap: isWhole(columns[index]?.kind ?? 'text'),
  });
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: [...widths],
      body: [
        columns.map(({ label }, index) => ({
          ...cell(label, index, true),
          noWrap: false,
          fillColor: BAND,
        })),
        ...texts.map((row) => row.map((text, index) => cell(text, index, false))),
        ...(sums === undefined ? [] : [sums.map((text, index) => cell(text, index, true))]),
      ],
    },
    layout: linesOnly(padding),
  };
}

/** Lines between rows alone, a strong one beneath the head. */
function linesOnly(padding: number) {
  return {
    hLineWidth: (line: number, { table: { body } }: { table: { body: unknown[][] } }) =>
      line === 0 || line === body.length ? 0 : line === 1 ? 1.5 : 0.5,
    vLineWidth: () => 0,
    hLineColor: (line: number) => (line === 1 ? '#000' : LINE),
    paddingLeft: (column: number) => (column === 0 ? 0 : padding),
    paddingRight: () => padding,
  };
}

/** A date and its time may stand on two lines, each of them whole. */
function lineOf(kind: ValueKind, text: string): string {
  return kind === 'instant' ? text.replace(/ (?=.*, )/g, '\u00a0') : text;
}

/** On paper a long text says how it begins; the files have all of it. */
function shortened(text: string): string {
  return text.length <= TEXT_MAX_CHARS ? text : `${text.slice(0, TEXT_MAX_CHARS)}…`;
}
