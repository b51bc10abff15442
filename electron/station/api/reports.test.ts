import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import type { Cell, ReportDocument, ValueKind } from '#domain/reports/document.ts';
import { machineText } from '#domain/reports/format.ts';
import { neutralText } from '#domain/reports/neutral.ts';
import { REPORT_IDS } from '#domain/reports/reports.ts';
import { openSocket } from './test-support/socket-client.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';
import { cashLot } from './test-support/test-host.ts';

const run = promisify(execFile);
const LOT = '/lots/small';
const SOON = { timeout: 10_000, interval: 20 };
const REPORTS = `${LOT}/reports`;
const PLACE = { timeZone: 'Europe/London', currency: 'GBP', locale: 'en-GB' };

describe('reports over HTTP', () => {
  let api: TestApi;
  let folder: string;

  beforeAll(async () => {
    api = await testApi();
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-report-files-'));
    await api.host.open({ ...cashLot('other'), name: 'Other lot' }, { kind: 'station' });
    await play(api);
  });
  afterAll(async () => {
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const get = (path: string, as: keyof TestApi['tokens'] = 'manager') =>
    api.call('GET', path, { as });
  const documentOf = async (report: string, query = '') =>
    (await get(`${REPORTS}/${report}?period=week${query}`)).body as ReportDocument;
  const bytesOf = async (path: string, as: keyof TestApi['tokens'] = 'manager') => {
    const url = `${api.http.url}/api/v1${path}`;
    const headers = { authorization: `Bearer ${api.tokens[as]}` };
    return Buffer.from(await (await fetch(url, { headers })).arrayBuffer());
  };

  it.each(REPORT_IDS)('%s says the same in all four formats', async (report) => {
    const document = await documentOf(report);
    expect(document.report).toBe(report);
    expect(document.period.kind).toBe('week');
    const query = `${REPORTS}/${report}?period=week&format=`;

    const csv = (await bytesOf(`${query}csv`)).toString('utf8');
    const lines = parse(csv, { relaxColumnCount: true, skipEmptyLines: false }) as string[][];
    for (const section of document.sections) {
      const at = lines.findIndex((line) => line.length === 1 && line[0] === section.title);
      expect(at, section.title).toBeGreaterThan(0);
      expect(lines[at + 1]).toHaveLength(section.columns.length);
      const rows = lines.slice(at + 2, at + 2 + section.rows.length);
      const expected = section.rows.map((row) =>
        section.columns.map(({ kind }, index) => textOf(kind, row[index] ?? null)),
      );
      expect(rows).toEqual(expected);
    }

    writeFileSync(join(folder, `${report}.xlsx`), await bytesOf(`${query}xlsx`));
    const sheets = await readXlsxFile(join(folder, `${report}.xlsx`));
    expect(sheets).toHaveLength(document.sections.length + 1);
    document.sections.forEach((section, index) => {
      const { data } = sheets[index + 1] ?? { data: [] };
      expect(data[0]?.map(String)).toEqual(section.columns.map(({ label }) => label));
      section.rows.forEach((row, place) => {
        section.columns.forEach(({ kind }, column) => {
          const value = row[column] ?? null;
          const read = data[place + 1]?.[column] ?? null;
          if (value === null || value === '') expect(read).toBeNull();
          else if (kind === 'money') expect(read).toBeCloseTo(Number(value) / 100, 6);
          else if (kind === 'duration') expect(daysOf(read)).toBeCloseTo(Number(value) / DAY_MS, 6);
          else if (kind === 'instant' || kind === 'day') expect(read).toBeInstanceOf(Date);
          else if (typeof value === 'number') expect(read).toBeCloseTo(value, 6);
          else expect(String(read)).toBe(neutralText(value));
        });
      });
    });

    writeFileSync(join(folder, `${report}.pdf`), await bytesOf(`${query}pdf`));
    const { stdout } = await run('pdftotext', ['-layout', join(folder, `${report}.pdf`), '-']);
    expect(stdout).toContain(document.title);
    expect(stdout).toContain('Page 1 of');
    expect(stdout).toContain('Made by manager');
    for (const { title } of document.sections) expect(stdout).toContain(title);
    for (const figure of document.figures)
      if (figure.kind === 'money')
        expect(stdout).toContain((Number(figure.value) / 100).toFixed(2));
  });

  it('counts what was played', async () => {
    const traffic = await documentOf('traffic');
    const figure = (id: string) => traffic.figures.find((one) => one.id === id)?.value;
    expect([figure('entries'), figure('exits')]).toEqual([3, 2]);
    const revenue = await documentOf('revenue');
    const net = revenue.figures.find(({ id }) => id === 'net')?.value;
    expect(net).toBe(400);
    expect(revenue.notes).toContain('Receipts, lines, taxes and shifts agree to the cent.');
    const splits = ['by-method', 'by-line', 'by-class', 'by-lane', 'by-cashier', 'by-shift'];
    for (const id of splits) {
      const section = revenue.sections.find((one) => one.id === id);
      const index = section?.columns.findIndex((column) => column.id === 'amount') ?? -1;
      expect(section?.totals?.[index], id).toBe(net);
    }
  });

  it('lead from a figure to the stays behind it', async () => {
    const traffic = await documentOf('traffic');
    const { drill } = traffic.figures.find(({ id }) => id === 'entries') ?? {};
    const page = await api.call('POST', `${REPORTS}/drill`, {
      as: 'manager',
      body: { drill, limit: 2 },
    });
    expect(page.body.sessions).toHaveLength(2);
    expect(page.body.sessions[0].plate).toBe('KA01AB1236');
    const rest = await api.call('POST', `${REPORTS}/drill`, {
      as: 'manager',
      body: { drill, after: page.body.next },
    });
    expect(rest.body.sessions).toHaveLength(1);
    expect(rest.body.next).toBeNull();
  });

  it('lead from takings to receipts, and from exceptions to events', async () => {
    const span = { fromAt: 0, toAt: api.host.clock.now() + 1 };
    const paid = await api.call('POST', `${REPORTS}/drill`, {
      as: 'manager',
      body: { drill: { list: 'payments', method: 'cash', ...span } },
    });
    expect(paid.body.payments).toMatchObject([{ receiptNumber: 1, amountMinor: 400, by: 'admin' }]);
    const drill = { list: 'events', measure: 'overrides', dims: { what: 'block' }, ...span };
    const blocked = await api.call('POST', `${REPORTS}/drill`, { as: 'manager', body: { drill } });
    expect(blocked.body.events).toMatchObject([{ type: 'SlotOverridden', actor: 'admin' }]);
  });

  it('combine several lots, each with its own rows', async () => {
    const both = await documentOf('traffic', '&lots=other');
    expect(both.lots.map(({ id }) => id)).toEqual(['small', 'other']);
    expect(both.sections[0]?.columns[0]?.label).toBe('Lot');
    const names = new Set(both.sections[0]?.rows.map(([name]) => name));
    expect(names).toEqual(new Set(['Small lot', 'Other lot']));
    const unknown = await get(`${REPORTS}/traffic?lots=nowhere`);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'lot-unknown']);
  });

  it('begin with a byte order mark where that is wanted, and only there', async () => {
    const bare = await bytesOf(`${REPORTS}/traffic?format=csv`);
    const marked = await bytesOf(`${REPORTS}/traffic?format=csv&bom=1`);
    expect(bare[0]).toBe('T'.charCodeAt(0));
    expect([...marked.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('say who did what, from where, with before and after', async () => {
    const audit = await documentOf('audit', '&slot=A1');
    const [list] = audit.sections;
    const ids = list?.columns.map(({ id }) => id) ?? [];
    const row = list?.rows[0] ?? [];
    const value = (id: string) => row[ids.indexOf(id)];
    expect([value('who'), value('role'), value('what')]).toEqual([
      'admin',
      'admin',
      'SlotOverridden',
    ]);
    expect(value('from')).toBe('127.0.0.1');
    expect(value('reason')).toBe('=HYPERLINK("x")');
    const csv = (await bytesOf(`${REPORTS}/audit?format=csv`)).toString('utf8');
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    const others = await documentOf('audit', '&person=nobody');
    expect(others.sections[0]?.rows).toEqual([]);
  });

  it('name the place where a call is wrong', async () => {
    const wrong = async (query: string, report = 'traffic') => {
      const { status, body } = await get(`${REPORTS}/${report}?${query}`);
      return [status, body.code];
    };
    expect(await wrong('date=2026-02-30')).toEqual([422, 'invalid']);
    expect(await wrong('period=year')).toEqual([422, 'invalid']);
    expect(await wrong('from=2026-11-22&to=2026-11-01')).toEqual([422, 'invalid']);
    expect(await wrong('from=2020-01-01&to=2026-11-01')).toEqual([422, 'invalid']);
    expect(await wrong('format=docx')).toEqual([406, 'format-unavailable']);
    expect(await wrong('', 'gossip')).toEqual([404, 'not-found']);
  });

  it('end when the caller hangs up', async () => {
    const { views } = api.host.lots.get('small') ?? {};
    if (views === undefined) throw new Error('the lot is open');
    const makeReport = views.report.bind(views);
    const begun = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    views.report = (_task, { signal }) => {
      begun.resolve();
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          ended.resolve();
          reject(signal.reason);
        });
      });
    };
    const leaving = new AbortController();
    const headers = { authorization: `Bearer ${api.tokens.manager}` };
    const url = `${api.http.url}/api/v1${REPORTS}/sessions?period=month&format=csv`;
    const asked = fetch(url, { headers, signal: leaving.signal });
    await begun.promise;
    leaving.abort();
    await expect(asked).rejects.toThrow(/abort/);
    await ended.promise;
    views.report = makeReport;
  });

  it('tell a console how far they are, and end when it gives one up', async () => {
    const { views } = api.host.lots.get('small') ?? {};
    if (views === undefined) throw new Error('the lot is open');
    const { socket, client } = await openSocket(api.http.url);
    await client.signIn.resume({ token: api.tokens.manager });
    const asked = { lotId: 'small', report: 'revenue', period: 'month' } as const;
    const shares: number[] = [];
    for await (const told of await client.reports.watch(asked))
      if (told.kind === 'progress') shares.push(told.share);
    expect(shares.length).toBeGreaterThan(0);
    expect(shares).toEqual(shares.toSorted((one, other) => one - other));

    const makeReport = views.report.bind(views);
    let begun = 0;
    let ended = 0;
    views.report = (_task, { progress, signal }) => {
      begun += 1;
      progress?.(0.3);
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          ended += 1;
          reject(signal.reason);
        });
      });
    };
    const leaving = new AbortController();
    const watched = (async () => {
      for await (const told of await client.reports.watch(asked, { signal: leaving.signal }))
        if (told.kind === 'progress' && told.share === 0.3) leaving.abort();
    })();
    await expect(watched).rejects.toThrow();
    await expect.poll(() => ended, SOON).toBe(1);
    const exporting = new AbortController();
    const file = client.reports.file({ ...asked, format: 'pdf' }, { signal: exporting.signal });
    const refused = expect(file).rejects.toThrow();
    await expect.poll(() => begun, SOON).toBe(2);
    exporting.abort();
    await refused;
    await expect.poll(() => ended, SOON).toBe(2);
    views.report = makeReport;
    socket.close();
  });

  /** What a person reads of the stays of the week, in each format and behind a figure. */
  async function readBy(as: 'manager' | 'accountant'): Promise<Readonly<Record<string, string>>> {
    const stays = `${REPORTS}/sessions?period=week`;
    const read: Record<string, string> = { json: (await get(stays, as)).text };
    for (const format of ['csv', 'xlsx', 'pdf'] as const) {
      const path = join(folder, `${as}.${format}`);
      writeFileSync(path, await bytesOf(`${stays}&format=${format}`, as));
      if (format === 'csv') read[format] = readFileSync(path, 'utf8');
      else if (format === 'xlsx') read[format] = JSON.stringify(await readXlsxFile(path));
      else read[format] = (await run('pdftotext', ['-layout', path, '-'])).stdout;
    }
    const day = `${REPORTS}/sessions?format=csv`;
    read.earlier = (await bytesOf(day, as)).toString('utf8');
    const { fromAt, toAt } = (await documentOf('traffic')).period;
    const drill = { list: 'sessions', by: 'entry', fromAt, toAt };
    read.drill = (await api.call('POST', `${REPORTS}/drill`, { as, body: { drill } })).text;
    read.live = (await get(`${LOT}/sessions`, as)).text;
    return read;
  }

  it('show plates to a manager and hide them from an accountant, in every format', async () => {
    for (const [what, text] of Object.entries(await readBy('manager'))) {
      expect(text, what).toContain('KA01AB1234');
    }
    const hidden = await readBy('accountant');
    for (const [what, text] of Object.entries(hidden)) {
      expect(text, what).not.toMatch(/KA01AB123/);
      expect(text.length, what).toBeGreaterThan(100);
    }
    for (const format of ['json', 'csv', 'xlsx', 'pdf']) expect(hidden[format]).toContain('•••');
  });

  it('let nobody who may not see plates find out whether one is here', async () => {
    const paths = [`${LOT}/sessions?plate=KA01AB1234`, `${REPORTS}/audit?plate=KA01AB1234`];
    for (const path of paths) {
      const { status, body } = await get(path, 'accountant');
      expect([status, body.data?.needs ?? body.needs], path).toEqual([403, 'plate.view']);
    }
    expect((await get(`${REPORTS}/audit?person=admin`, 'accountant')).status).toBe(200);
  });

  it('are for those who may see reports', async () => {
    const { status, body } = await get(`${REPORTS}/revenue`, 'attendant');
    expect([status, body.code]).toEqual([403, 'forbidden']);
    const drill = { list: 'payments', fromAt: 0, toAt: 1 };
    const denied = await api.call('POST', `${REPORTS}/drill`, { as: 'attendant', body: { drill } });
    expect(denied.status).toBe(403);
  });
});

/** A value as CSV has it: only texts can be taken for formulas. */
function textOf(kind: ValueKind, value: Cell): string {
  const text = machineText(kind, value, PLACE);
  return typeof value === 'string' ? neutralText(text) : text;
}

/** Lengths of time are numbers of days, which the reader takes for dates since the epoch of spreadsheets. */
function daysOf(read: unknown): number {
  if (!(read instanceof Date)) return Number(read);
  return (read.getTime() - Date.parse('1899-12-30T00:00Z')) / DAY_MS;
}

/** Three vehicles come, two leave, one pays; a slot is blocked. */
async function play(api: TestApi): Promise<void> {
  const { clock } = api.host;
  const enter = (plate: string) =>
    api.call('POST', `${LOT}/entries`, { body: { laneId: 'in', plate } });
  const leave = (plate: string) =>
    api.call('POST', `${LOT}/exits`, { body: { laneId: 'out', plate } });
  await enter('KA01AB1234');
  clock.forward(5 * MINUTE_MS);
  await enter('KA01AB1235');
  await leave('KA01AB1235');
  clock.forward(2 * HOUR_MS - 5 * MINUTE_MS);
  await api.call('POST', `${LOT}/shifts`, { body: { floatMinor: 5_000 } });
  const paid = await api.call('POST', `${LOT}/payments`, {
    body: { plate: 'KA01AB1234', method: 'cash', amountMinor: 400, tenderedMinor: 400 },
  });
  if (paid.status >= 300) throw new Error(paid.text);
  await leave('KA01AB1234');
  await enter('KA01AB1236');
  const blocked = await api.call('POST', `${LOT}/slots/a1/overrides`, {
    body: { action: { kind: 'block' }, reason: '=HYPERLINK("x")' },
  });
  if (blocked.status >= 300) throw new Error(blocked.text);
}
