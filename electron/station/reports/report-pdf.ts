import pdfMake, { type Content, type TableCell } from 'pdfmake';
import type { Cell, ReportDocument, ReportSection } from '#domain/reports/document.ts';
import { fileWords as words } from '#domain/reports/file-words.ts';
import { humanWriter, isNumeric } from '#domain/reports/format.ts';
import { writingOf } from '#domain/reports/report-csv.ts';
import { installFonts } from '../documents/fonts.ts';
import { sectionSvg } from './report-charts.ts';

const MARGIN = 40;
const A4 = { portrait: 595.28, landscape: 841.89 } as const;
/** A report with a wider table than this is printed across. */
const PORTRAIT_COLUMNS_MAX = 6;
/** A table of more rows is for a spreadsheet; the paper says how many it leaves out. */
const ROWS_MAX = 500;
const FIGURES_PER_LINE = 4;
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
  const { title, note, columns, rows, totals } = section;
  const heading: Content = { text: title, fontSize: 12, bold: true, margin: [0, 12, 0, 2] };
  const content: Content[] = [];
  const svg = sectionSvg(section, width, write);
  const opening: Content[] = [heading];
  if (note !== undefined) opening.push({ text: note, color: INK_SOFT, margin: [0, 0, 0, 4] });
  if (svg !== null) opening.push({ svg, width, margin: [0, 2, 0, 4] });
  // A title alone at the foot of a page leads nowhere.
  content.push({ stack: opening, unbreakable: true });
  if (rows.length === 0) return content;
  const line = (row: readonly Cell[], bold = false): TableCell[] =>
    columns.map(({ kind }, index) => ({
      text: row[index] === null && bold ? '' : write(kind, row[index] ?? null),
      alignment: isNumeric(kind) ? 'right' : 'left',
      bold,
      noWrap: isNumeric(kind),
    }));
  content.push({
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: columns.map(({ kind }) => (kind === 'text' || kind === 'plate' ? '*' : 'auto')),
      body: [
        columns.map(
          ({ label, kind }): TableCell => ({
            text: label,
            bold: true,
            alignment: isNumeric(kind) ? 'right' : 'left',
            fillColor: BAND,
          }),
        ),
        ...rows.slice(0, ROWS_MAX).map((row) => line(row)),
        ...(totals === null ? [] : [line(totals, true)]),
      ],
    },
    layout: 'lightHorizontalLines',
  });
  const leftOut = rows.length - ROWS_MAX;
  if (leftOut > 0) content.push({ text: words.rowsLeftOut(leftOut), color: INK_SOFT });
  return content;
}
