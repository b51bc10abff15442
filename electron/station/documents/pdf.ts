import pdfMake, { type Content } from 'pdfmake';
import type { Paper, PaperBlock, TextStyle } from '#domain/paper/paper.ts';
import { installFonts } from './fonts.ts';
import { logoPicture } from './logo.ts';
import { pngFile } from './png-file.ts';
import { darkRuns, QUIET_ZONE_MODULES, qrMatrix } from './qr-matrix.ts';

const POINTS_PER_MM = 72 / 25.4;
const PAGE_WIDTH_MM = 80;
/** What a printer of 80 mm leaves blank at each edge. */
const MARGIN_MM = 4;
const WIDTH_POINTS = (PAGE_WIDTH_MM - 2 * MARGIN_MM) * POINTS_PER_MM;
/** A code with its quiet zone: modules of a millimetre for a ticket. */
const QR_WIDTH_POINTS = 40 * POINTS_PER_MM;
const FONT_POINTS: Readonly<Record<TextStyle, number>> = { normal: 9, strong: 10, small: 7.5 };
const TITLE_POINTS = 14;
const TOTAL_POINTS = 14;
const LOGO_HEIGHT_POINTS = 120;
/** As fine as a printer of 203 dpi prints it, twice over for the screen. */
const LOGO_WIDTH_DOTS = 1_152;
const DOTS_PER_METRE = 16_000;

installFonts();

/**
 * A strip of paper as a PDF page, 80 mm wide and as long as it needs to be. The same paper gives the
 * same bytes: its date is that of what it is about.
 */
export function paperPdf(paper: Paper): Promise<Uint8Array> {
  const margin = MARGIN_MM * POINTS_PER_MM;
  const definition: Parameters<typeof pdfMake.createPdf>[0] = {
    pageSize: { width: PAGE_WIDTH_MM * POINTS_PER_MM, height: 'auto' },
    pageMargins: [margin, margin, margin, margin],
    language: paper.locale,
    displayTitle: true,
    info: {
      title: paper.title,
      author: paper.author,
      creator: 'Gatehouse',
      producer: 'Gatehouse',
      creationDate: new Date(paper.at),
    },
    defaultStyle: { font: 'Roboto', fontSize: FONT_POINTS.normal, lineHeight: 1.15 },
    content: paper.blocks.map(contentOf),
  };
  return pdfMake.createPdf(definition).getBuffer();
}

function contentOf(block: PaperBlock): Content {
  switch (block.kind) {
    case 'title':
      return { text: block.text, fontSize: TITLE_POINTS, bold: true, alignment: 'center' };
    case 'text':
      return {
        text: block.text,
        alignment: block.align === 'centre' ? 'center' : 'left',
        ...font(block.style),
      };
    case 'pair':
      return columns(block.left, block.right, font(block.style));
    case 'total':
      return columns(block.left, block.right, { fontSize: TOTAL_POINTS, bold: true });
    case 'rule':
      return {
        canvas: [
          {
            type: 'line',
            x1: 0,
            y1: 0,
            x2: WIDTH_POINTS,
            y2: 0,
            lineWidth: 0.6,
            dash: { length: 2 },
          },
        ],
        margin: [0, 4, 0, 5],
      };
    case 'qr':
      return qrContent(block.data);
    case 'logo':
      return {
        image: `data:image/png;base64,${readable(block.png)}`,
        fit: [WIDTH_POINTS, LOGO_HEIGHT_POINTS],
        alignment: 'center',
        margin: [0, 0, 0, 4],
      };
  }
}

/** As grey pixels without alpha: other kinds of PNG files are not for every reader of PDFs. */
function readable(png: string): string {
  const picture = pngFile(logoPicture(png, LOGO_WIDTH_DOTS), DOTS_PER_METRE);
  return Buffer.from(picture).toString('base64');
}

function font(style: TextStyle): { readonly fontSize: number; readonly bold: boolean } {
  return { fontSize: FONT_POINTS[style], bold: style === 'strong' };
}

function columns(left: string, right: string, style: { fontSize: number; bold: boolean }): Content {
  return {
    columns: [
      { text: left, width: '*', ...style },
      { text: right, width: right.length > MAX_AUTO ? '*' : 'auto', alignment: 'right', ...style },
    ],
    columnGap: 6,
  };
}
/** A longer value would push its name off the paper, and shares the line instead. */
const MAX_AUTO = 28;

/** Drawn as rectangles: sharp at any size, and never resampled. */
function qrContent(data: string): Content {
  const matrix = qrMatrix(data);
  const module = QR_WIDTH_POINTS / (matrix.size + 2 * QUIET_ZONE_MODULES);
  const quiet = QUIET_ZONE_MODULES * module;
  const offset = (WIDTH_POINTS - QR_WIDTH_POINTS) / 2 + quiet;
  return {
    canvas: darkRuns(matrix).map(({ x, y, length }) => ({
      type: 'rect' as const,
      x: offset + x * module,
      y: y * module,
      w: length * module,
      h: module,
      color: 'black',
      lineWidth: 0,
    })),
    margin: [0, quiet, 0, quiet],
  };
}
