import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Forecast } from '#domain/contract/forecast.ts';
import type { Dashboard } from '#domain/dashboard/dashboard.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';
import { NOON } from './test-support/test-host.ts';

const LOT = '/lots/small';
const IMPORTS = `${LOT}/history-imports`;
const DAYS = 30;

/** Thirty days of half hours before the lot came to be: six of ten from 9 to 17, else one. */
function history(): string {
  const lines = ['Time;Cars;Spaces'];
  for (let at = NOON - DAYS * DAY_MS; at < NOON - DAY_MS; at += HOUR_MS / 2) {
    const hour = (at % DAY_MS) / HOUR_MS;
    const inside = hour >= 9 && hour < 17 ? 6 : 1;
    lines.push(`${new Date(at).toISOString()};${inside};10`);
  }
  lines.splice(10, 0, 'broken;5;10', `${new Date(NOON - 2 * DAY_MS).toISOString()};-4;10`);
  return `${lines.join('\n')}\n`;
}

describe('imports of history over HTTP', () => {
  let api: TestApi;
  const text = history();
  const rows = text.trim().split('\n').length - 1;

  beforeAll(async () => {
    api = await testApi();
  });
  afterAll(() => api.close());

  const call = (method: string, path: string, body?: unknown, headers = {}) =>
    api.call(method, path, { as: 'manager', headers, ...(body !== undefined && { body }) });
  const lotForecast = async () => {
    const { body } = await call('GET', `${LOT}/forecast?series=lot`);
    return (body as Forecast).series[0];
  };

  it('are looked at first: columns are guessed, and what is left out is named', async () => {
    const { status, body } = await call('POST', `${IMPORTS}/preview`, { text });
    expect(status).toBe(200);
    expect(body.mapping).toMatchObject({
      delimiter: ';',
      time: 0,
      occupancy: 1,
      capacity: 2,
      series: null,
      into: 'lot',
    });
    expect(body.header).toEqual(['Time', 'Cars', 'Spaces']);
    expect(body.rows[0]).toMatchObject({ line: 2, reading: { inside: 6, capacity: 10 } });
    expect([body.readings, body.dropped]).toEqual([rows - 2, 2]);
    expect(body.problems).toMatchObject([
      { line: 11, column: 0, value: 'broken', reason: 'no-time' },
      { line: 12, column: 1, value: '-4', reason: 'negative' },
    ]);
    expect((await call('GET', IMPORTS)).body).toEqual([]);
  });

  it('are learnt from, once, however often the call is repeated', async () => {
    expect((await lotForecast())?.basis.days).toBeLessThanOrEqual(1);
    const headers = { 'idempotency-key': 'history-of-2026' };
    const sent = { fileName: 'before.csv', text };
    const first = await call('POST', IMPORTS, sent, headers);
    expect([first.status, first.body.readings]).toEqual([201, rows - 2]);
    const again = await call('POST', IMPORTS, sent, headers);
    expect(again.body.importId).toBe(first.body.importId);
    const list = (await call('GET', IMPORTS)).body;
    expect(list).toMatchObject([
      { id: first.body.importId, fileName: 'before.csv', by: 'manager', readings: rows - 2 },
    ]);

    const forecast = await lotForecast();
    expect(forecast?.basis.days).toBeGreaterThanOrEqual(DAYS - 1);
    expect(forecast?.typicalErrorShare).not.toBeNull();
    // Six of ten then are about five of eight now.
    const at = (hour: number) =>
      forecast?.points.find((point) => (point.at % DAY_MS) / HOUR_MS === hour)?.expected ?? -1;
    expect(at(11)).toBeGreaterThan(3);
    expect(at(11)).toBeGreaterThan(at(3) + 2);
  });

  it('survive making all figures anew, and go without a trace when they are removed', async () => {
    const views = api.host.lots.get('small')?.views;
    const before = await lotForecast();
    await views?.rebuild(() => undefined);
    expect(await lotForecast()).toEqual(before);
    const [one] = (await call('GET', IMPORTS)).body;
    expect((await call('DELETE', `${IMPORTS}/${one.id}`)).status).toBe(200);
    expect((await call('GET', IMPORTS)).body).toEqual([]);
    expect((await lotForecast())?.basis.days).toBeLessThanOrEqual(1);
    const gone = await call('DELETE', `${IMPORTS}/${one.id}`);
    expect([gone.status, gone.body.code]).toEqual([404, 'history-import-unknown']);
  });

  it('come in parts, whose lines are counted on', async () => {
    const lines = text.split('\n');
    const { mapping } = (await call('POST', `${IMPORTS}/preview`, { text })).body;
    const first = { fileName: 'parts.csv', text: lines.slice(0, 6).join('\n'), mapping };
    const { importId } = (await call('POST', IMPORTS, first)).body;
    const next = { text: lines.slice(6).join('\n'), mapping, firstLine: 7 };
    const { body } = await call('POST', `${IMPORTS}/${importId}/lines`, next);
    expect(body.importId).toBe(importId);
    expect(body.problems.map(({ line }: { line: number }) => line)).toEqual([11, 12]);
    expect((await call('GET', IMPORTS)).body).toMatchObject([{ id: importId, readings: rows - 2 }]);
  });

  it('say what is usual on the dashboard', async () => {
    // The first hour has begun.
    api.host.clock.forward(MINUTE_MS);
    const dashboard: Dashboard = (await call('GET', `${LOT}/dashboard`)).body;
    expect(dashboard.isUsualImported).toBe(true);
    expect(dashboard.panels[0]?.figures[0]?.usual).toBeCloseTo(0.6, 6);
  });

  it('stop at nothing but what is no table, and are for those who may', async () => {
    const none = await call('POST', IMPORTS, { fileName: 'x.csv', text: 'no,times\nat,all\n' });
    expect(none.body).toMatchObject({ importId: null, readings: 0, dropped: 1 });
    const long = await call('POST', IMPORTS, { fileName: 'x.csv', text: 'x'.repeat(400_001) });
    expect(long.status).toBe(422);
    const denied = await api.call('POST', IMPORTS, {
      as: 'attendant',
      body: { fileName: 'x.csv', text },
    });
    expect([denied.status, denied.body.code]).toEqual([403, 'forbidden']);
  });
});
