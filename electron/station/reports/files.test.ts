import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell, ReportDocument, ValueKind } from '#domain/reports/document.ts';
import { humanWriter, machineText } from '#domain/reports/format.ts';
import { neutralText } from '#domain/reports/neutral.ts';
import { periodOf } from '#domain/reports/period.ts';
import { reportCsv, reportCsvParts } from '#domain/reports/report-csv.ts';
import { REPORT_IDS } from '#domain/reports/reports.ts';
import { reportFileName } from './report-file.ts';
import { reportPdf } from './report-pdf.ts';
import { reportXlsx } from './report-xlsx.ts';
import type { BusyLot } from './test-support/busy-lot.ts';
import { reportOf, viewsOf } from './test-support/made.ts';
import { playBusyLot } from './test-support/play-busy-lot.ts';

const run = promisify(execFile);
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>';
const PLACE = { timeZone: 'Asia/Kolkata', locale: 'en-IN', currency: 'INR' } as const;
const DAY_MS = 86_400_000;

describe('files of a busy week', () => {
  let folder: string;
  let lot: BusyLot;
  const documents: ReportDocument[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-files-'));
    const startAt = Date.parse('2026-03-28T05:00:00Z');
    lot = playBusyLot({ ...PLACE, startAt, days: 4 }, 7);
    const database = viewsOf(join(folder, 'views.db'), lot.journal);
    const period = periodOf('week', '2026-03-31', PLACE);
    if (period === null) throw new Error('the day is in the calendar');
    const shops = [...lot.state.validations.shops.values()];
    const shopNames = Object.fromEntries(shops.map(({ id, terms }) => [id, terms.name]));
    for (const report of REPORT_IDS) {
      const asked = { report, period, nowAt: lot.at, shopNames };
      const made = await reportOf(database, lot.journal, asked);
      documents.push({ ...made, lots: made.lots.map((one) => ({ ...one, logoSvg: LOGO })) });
    }
    database.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const documentOf = (report: string): ReportDocument => {
    const found = documents.find((one) => one.report === report);
    if (found === undefined) throw new Error(`${report} was made`);
    return found;
  };
  const textOf = (kind: ValueKind, value: Cell) => {
    const text = machineText(kind, value, PLACE);
    return typeof value === 'string' ? neutralText(text) : text;
  };

  it.each(REPORT_IDS)('%s: a CSV reader finds every figure, row and total', async (report) => {
    const document = documentOf(report);
    const text = reportCsv(document, { bom: false });
    expect(reportCsv(document, { bom: true })).toBe(`\ufeff${text}`);
    const whole = new Map(document.sections.map(({ id, rows }) => [id, rows]));
    const bare = { ...document, sections: document.sections.map((one) => ({ ...one, rows: [] })) };
    let inParts = '';
    for await (const part of reportCsvParts(bare, { bom: false }, ({ id }) =>
      oneByOne(whole.get(id) ?? []),
    ))
      inParts += part;
    expect(inParts).toBe(text);
    // Line ends stand where lines end, and alone only within quotes.
    expect(text.replace(/"(?:[^"]|"")*"/g, '').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const lines = parse(text, { relaxColumnCount: true }) as string[][];
    for (const { label, kind, value } of document.figures) {
      const units = { money: ' (INR)', duration: ' (s)', energy: ' (kWh)', share: ' (0–1)' };
      const unit = units[kind as 'money'] ?? '';
      expect(lines).toContainEqual([label + unit, textOf(kind, value)]);
    }
    for (const { title, columns, rows, totals } of document.sections) {
      const at = lines.findIndex(
        (line, index) => index > 0 && line.length === 1 && line[0] === title,
      );
      const expected = [...rows, ...(totals === null ? [] : [totals])].map((row) =>
        columns.map(({ kind }, index) => textOf(kind, row[index] ?? null)),
      );
      expect(lines.slice(at + 2, at + 2 + expected.length), title).toEqual(expected);
    }
    for (const match of text.matchAll(/\d{4}-\d\d-\d\dT[^,\r\n"]+/g))
      expect(match[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+05:30|Z)/);
  });

  it.each(REPORT_IDS)('%s: an XLSX reader finds every figure, row and total', async (report) => {
    const document = documentOf(report);
    const path = join(folder, `${report}.xlsx`);
    writeFileSync(path, await reportXlsx(document));
    const sheets = await readXlsxFile(path);
    expect(sheets).toHaveLength(document.sections.length + 1);
    document.sections.forEach(({ columns, rows, totals }, index) => {
      const data = sheets[index + 1]?.data ?? [];
      const expected = [...rows, ...(totals === null ? [] : [totals])];
      expect(data).toHaveLength(expected.length + 1);
      expected.forEach((row, place) => {
        columns.forEach(({ kind, label }, column) => {
          const [value, read] = [row[column] ?? null, data[place + 1]?.[column] ?? null];
          if (value === null || value === '') expect(read).toBeNull();
          else if (typeof value === 'string' && !/^\d{4}-\d\d-\d\d$/.test(value))
            expect(String(read)).toBe(neutralText(value));
          else expect(numberOf(read, kind), label).toBeCloseTo(asNumber(value, kind), 5);
        });
      });
    });
  });

  it.each(REPORT_IDS)(
    '%s: the PDF says every total, who made it, and its pages',
    async (report) => {
      const document = documentOf(report);
      const path = join(folder, `${report}.pdf`);
      writeFileSync(path, await reportPdf(document));
      const { stdout } = await run('pdftotext', ['-layout', path, '-']);
      const write = humanWriter(PLACE);
      const words = stdout.replace(/\s+/g, ' ');
      for (const { label, kind, value } of document.figures) {
        expect(words).toContain(label);
        if (kind === 'money' || kind === 'count') expect(words).toContain(write(kind, value));
      }
      for (const { title, columns, totals, rows } of document.sections) {
        expect(words).toContain(title);
        if (rows.length === 0) continue;
        totals?.forEach((total, index) => {
          const { kind } = columns[index] ?? { kind: 'text' };
          if (total !== null) expect(words, `${title}, total`).toContain(write(kind, total));
        });
      }
      const pages = stdout.split('\f').length - 1;
      for (let page = 1; page <= pages; page += 1)
        expect(words).toContain(`Page ${page} of ${pages}`);
      expect(words).toContain(`Made by mara, ${write('instant', document.madeAt)}`);
    },
  );

  it('a workbook has frozen heads, real dates, formats of money and bold totals', async () => {
    const path = join(folder, 'styled.xlsx');
    writeFileSync(path, await reportXlsx(documentOf('revenue')));
    const part = async (name: string) => (await run('unzip', ['-p', path, name])).stdout;
    const { sections } = documentOf('revenue');
    for (let sheet = 2; sheet <= sections.length + 1; sheet += 1)
      expect(await part(`xl/worksheets/sheet${sheet}.xml`)).toMatch(
        /<pane [^>]*ySplit="1"[^>]*state="frozen"/,
      );
    const styles = await part('xl/styles.xml');
    for (const format of ['#,##0.00 &quot;INR&quot;', '0.0%', 'yyyy-mm-dd', 'yyyy-mm-dd hh:mm:ss'])
      expect(styles).toContain(`formatCode="${format}"`);
    const overTime = await part('xl/worksheets/sheet2.xml');
    // Dates and money are numbers, and no cell is a formula.
    expect(overTime).toMatch(/<c r="A2"[^>]*><v>461\d\d<\/v>/);
    expect(overTime).not.toContain('<f>');
    const names = await part('xl/workbook.xml');
    for (const { title } of sections) expect(names).toContain(`name="${title.slice(0, 31).trim()}`);
  });

  it('text that could be a formula stays text, and numbers stay numbers', async () => {
    const texts = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', 'a=b', '-'];
    const document: ReportDocument = {
      ...documentOf('summary'),
      figures: [],
      sections: [
        {
          id: 'texts',
          title: '=Texts',
          columns: [
            { id: 'text', label: '+Text', kind: 'text' },
            { id: 'money', label: 'Money', kind: 'money' },
          ],
          rows: texts.map((text) => [text, -250]),
          totals: null,
        },
      ],
    };
    const lines = parse(reportCsv(document, { bom: false }), { relaxColumnCount: true });
    const at = (lines as string[][]).findIndex(([first]) => first === "'=Texts");
    expect((lines as string[][])[at + 1]).toEqual(["'+Text", 'Money (INR)']);
    const rows = (lines as string[][]).slice(at + 2);
    expect(rows).toEqual(texts.map((text) => [/^[a]/.test(text) ? text : `'${text}`, '-2.50']));
    const path = join(folder, 'formula.xlsx');
    writeFileSync(path, await reportXlsx(document));
    const sheets = await readXlsxFile(path);
    const data = sheets[1]?.data.slice(1) ?? [];
    expect(data.map(([, money]) => money)).toEqual(texts.map(() => -2.5));
    for (const [text] of data) expect(String(text)).toMatch(/^('|a)/);
  });

  it('the PDF has the lot’s logo and charts as vectors, and no picture of dots', async () => {
    const path = join(folder, 'revenue.pdf');
    writeFileSync(path, await reportPdf(documentOf('revenue')));
    expect((await run('pdfimages', ['-list', path])).stdout.trim().split('\n')).toHaveLength(2);
    const { stdout: info } = await run('pdfinfo', [path]);
    expect(info).toMatch(/Author: +mara/);
    expect(info).toMatch(/Title: +Revenue, Small lot, 2026-03-29 to 2026-04-04/);
    await run('pdftocairo', ['-svg', '-f', '1', '-l', '1', path, join(folder, 'page.svg')]);
  });

  it('names sort by lot and date', () => {
    const named = (id: string, day: string) => {
      const period = periodOf('day', day, PLACE);
      const [first] = documentOf('summary').lots;
      if (period === null || first === undefined) throw new Error('a day of a lot');
      const lots = [{ ...first, id }];
      return reportFileName({ lots, period, report: 'revenue' }, 'csv');
    };
    const names = [named('a', '2026-09-30'), named('a', '2026-10-01'), named('b', '2026-01-01')];
    expect([...names].reverse().sort()).toEqual(names);
    expect(names[0]).toBe('a-2026-09-30-revenue.csv');
  });
});

/** Spreadsheets hold lengths of time and instants as days. */
function asNumber(value: string | number, kind: ValueKind): number {
  if (kind === 'day') return Date.parse(`${value}T00:00Z`) / DAY_MS;
  if (kind === 'money') return Number(value) / 100;
  if (kind === 'duration') return Number(value) / DAY_MS;
  if (kind === 'energy') return Number(value) / 1_000;
  // The wall clock of Kolkata, to the second.
  if (kind === 'instant') return Math.floor((Number(value) + 19_800_000) / 1_000) / 86_400;
  return Number(value);
}

function numberOf(read: unknown, kind: ValueKind): number {
  if (!(read instanceof Date)) return Number(read);
  const epoch = kind === 'duration' ? Date.parse('1899-12-30T00:00Z') : 0;
  return (read.getTime() - epoch) / DAY_MS;
}

async function* oneByOne<T>(rows: readonly T[]): AsyncGenerator<readonly T[], void, void> {
  for (const row of rows) yield [row];
}
