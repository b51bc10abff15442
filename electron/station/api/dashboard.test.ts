import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#domain/access/roles.ts';
import type { Dashboard, PanelId } from '#domain/dashboard/dashboard.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import type { Cell } from '#domain/reports/document.ts';
import { openSocket } from './test-support/socket-client.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';
import { NOON } from './test-support/test-host.ts';

const LOT = '/lots/small';
const PATH = `${LOT}/dashboard`;
const WEEK_MS = 7 * DAY_MS;

describe('the dashboard over HTTP', () => {
  let api: TestApi;
  let played = 0;

  /** Sign-ins end within a day, and weeks go by here. */
  const tokenOf = async (role: Role): Promise<string> => {
    const body = { username: role, password: `${role}-demo` };
    return (await api.call('POST', '/sign-in', { as: null, body })).body.token;
  };
  let tokens: Record<Role, string>;
  const call = (method: string, path: string, body?: unknown, as: Role = 'admin') =>
    api.call(method, path, {
      as: null,
      headers: { authorization: `Bearer ${tokens[as]}` },
      ...(body !== undefined && { body }),
    });
  const forwardTo = async (at: number) => {
    api.host.clock.forward(at - api.host.clock.now());
    tokens = {
      admin: await tokenOf('admin'),
      manager: await tokenOf('manager'),
      attendant: await tokenOf('attendant'),
      accountant: await tokenOf('accountant'),
    };
  };

  const get = (query = '', as: Role = 'manager') => call('GET', `${PATH}${query}`, undefined, as);
  const read = async (query = ''): Promise<Dashboard> => (await get(query)).body;
  const enter = (plate: string) => call('POST', `${LOT}/entries`, { laneId: 'in', plate });
  const leave = (plate: string) => call('POST', `${LOT}/exits`, { laneId: 'out', plate });
  const pay = async (plate: string): Promise<number> => {
    const quote = await call('POST', `${LOT}/quotes`, { plate });
    const amountMinor: number = quote.body.dueMinor;
    const body = { plate, method: 'cash', amountMinor, tenderedMinor: amountMinor };
    const paid = await call('POST', `${LOT}/payments`, body);
    expect(paid.status, paid.text).toBeLessThan(300);
    return amountMinor;
  };

  /** Some vehicles come at noon, stay two hours, pay and leave. Resolves with what was taken. */
  const playNoon = async (vehicles: number): Promise<number> => {
    let taken = 0;
    const plates = Array.from({ length: vehicles }, () => {
      played += 1;
      return `KA01AB${1_000 + played}`;
    });
    for (const plate of plates) await enter(plate);
    api.host.clock.forward(2 * HOUR_MS);
    for (const plate of plates) {
      taken += await pay(plate);
      await leave(plate);
    }
    return taken;
  };
  const taken: number[] = [];
  beforeAll(async () => {
    api = await testApi();
    await forwardTo(NOON);
    await call('POST', `${LOT}/shifts`, { floatMinor: 0 });
    // Three Sundays: one vehicle, three, and two that are still inside at half past twelve.
    for (const [week, vehicles] of [1, 3].entries()) {
      await forwardTo(NOON + week * WEEK_MS);
      taken.push(await playNoon(vehicles));
    }
    await forwardTo(NOON + 2 * WEEK_MS);
    await enter('KA05XY0001');
    await enter('KA05XY0002');
    api.host.clock.forward(30 * MINUTE_MS);
  });
  afterAll(() => api.close());

  it('sets now against the same weekday and hour', async () => {
    const dashboard = await read();
    const now = panelOf(dashboard, 'now');
    expect(dashboard.isRunning).toBe(true);
    expect(now.figure('inside')?.value).toBe(2);
    expect(now.column('share')[0]).toBe(2 / 8);
    // The first Sunday began at noon itself, so it is known whole: one and three of eight were inside.
    expect(dashboard.usualWeeks).toBe(2);
    expect(now.column('usual')[0]).toBeCloseTo((1 + 3) / 2 / 8, 6);
    expect(now.column('place')).toEqual(['Small lot', 'Standard', 'Main']);
  });

  it('counts today, and what is usual up to now', async () => {
    const dashboard = await read();
    const traffic = panelOf(dashboard, 'traffic');
    // Two vehicles came in the hour of noon on average, and half of it has gone by.
    expect(traffic.figure('entries')).toMatchObject({ value: 2, usual: 1 });
    const hours = traffic.column('when');
    expect(hours).toHaveLength(24);
    expect(traffic.column('entries')[hours.indexOf('12:00')]).toBe(2);
    expect(traffic.column('entries')[hours.indexOf('13:00')]).toBeNull();
    expect(traffic.column('usual-entries')[hours.indexOf('12:00')]).toBe(2);
    expect(panelOf(dashboard, 'takings').figure('takings')?.value).toBe(0);
  });

  it('takes any days, and sets them against others', async () => {
    const days = '?from=2026-11-29&to=2026-11-29';
    const alone = panelOf(await read(days), 'takings');
    expect(alone.figure('takings')?.value).toBe(taken[1]);
    expect(alone.figure('takings')).not.toHaveProperty('before');
    const before = await read('?from=2026-11-30&to=2026-12-05&compare=previous');
    expect(before.compareWith).toMatchObject({ firstDay: '2026-11-24', lastDay: '2026-11-29' });
    expect(before.isCompared).toBe(true);
    expect(panelOf(before, 'takings').figure('takings')).toMatchObject({
      value: 0,
      before: taken[1],
    });
    expect(panelOf(before, 'traffic').figure('exits')).toMatchObject({ value: 0, before: 3 });
  });

  it('is not compared with a time in which nothing was counted yet', async () => {
    const year = await read('?from=2026-11-29&to=2026-11-29&compare=last-year');
    expect(year.compareWith?.firstDay).toBe('2025-11-30');
    expect(year.isCompared).toBe(false);
    for (const { figures } of year.panels)
      for (const figure of figures) expect(figure).not.toHaveProperty('before');
  });

  it('leads from every figure and row to what is behind it', async () => {
    const dashboard = await read('?from=2026-11-29&to=2026-11-29');
    const behind = async (drill: unknown) => {
      const page = await call('POST', `${LOT}/reports/drill`, { drill, limit: 50 }, 'manager');
      expect(page.status, page.text).toBe(200);
      return page.body;
    };
    for (const panel of dashboard.panels) {
      const drills = panel.section.drills ?? [];
      expect(drills, panel.id).toHaveLength(panel.section.rows.length);
    }
    const revenue = panelOf(dashboard, 'revenue');
    const zone = revenue.column('place').indexOf('Main');
    expect(revenue.column('takings')[zone]).toBe(taken[1]);
    const { payments } = await behind(revenue.section.drills?.[zone]);
    expect(payments).toHaveLength(3);
    const sum = payments.reduce(
      (all: number, one: { amountMinor: number }) => all + one.amountMinor,
      0,
    );
    expect(sum).toBe(taken[1]);
    expect((await behind({ ...revenue.section.drills?.[zone], zoneId: '' })).payments).toEqual([]);
    const turnover = panelOf(dashboard, 'turnover');
    expect((await behind(turnover.section.drills?.[zone])).sessions).toHaveLength(3);
    const now = panelOf(await read(), 'now');
    expect((await behind(now.figure('inside')?.drill)).sessions).toHaveLength(2);
  });

  it('names the place where a call is wrong', async () => {
    const wrong = async (query: string) => {
      const { status, body } = await get(query);
      return [status, body.code];
    };
    expect(await wrong('?from=2026-02-30')).toEqual([422, 'invalid']);
    expect(await wrong('?from=2026-11-22&to=2026-11-01')).toEqual([422, 'invalid']);
    expect(await wrong('?compare=never')).toEqual([422, 'invalid']);
    const unknown = await call('GET', '/lots/nowhere/dashboard');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'lot-unknown']);
  });

  it('is for those who may see reports', async () => {
    const { status, body } = await get('', 'attendant');
    expect([status, body.code]).toEqual([403, 'forbidden']);
  });

  it('comes again as vehicles pass, until the caller leaves', async () => {
    const { socket, client } = await openSocket(api.http.url);
    await client.signIn.resume({ token: tokens.manager });
    const leaving = new AbortController();
    const told = await client.dashboard.watch({ lotId: 'small' }, { signal: leaving.signal });
    const insides: Cell[] = [];
    for await (const dashboard of told) {
      insides.push(panelOf(dashboard, 'now').figure('inside')?.value ?? null);
      if (insides.length === 1) await enter('KA05XY0003');
      else break;
    }
    expect(insides).toEqual([2, 3]);
    leaving.abort();
    socket.close();
  });

  it('ends with the sign-in', async () => {
    const { socket, client } = await openSocket(api.http.url);
    const token = await tokenOf('manager');
    await client.signIn.resume({ token });
    const told = await client.dashboard.watch({ lotId: 'small' });
    const first = await told.next();
    expect((first.value as Dashboard | undefined)?.lot.id).toBe('small');
    await client.signIn.signOut({});
    await expect(told.next()).rejects.toMatchObject({ code: 'unauthorized' });
    socket.close();
  });
});

function panelOf(dashboard: Dashboard, id: PanelId) {
  const panel = dashboard.panels.find((one) => one.id === id);
  if (panel === undefined) throw new Error(`there is no panel ${id}`);
  const { section, figures } = panel;
  return {
    section,
    figure: (name: string) => figures.find((one) => one.id === name),
    column: (name: string): readonly Cell[] => {
      const index = section.columns.findIndex((one) => one.id === name);
      return section.rows.map((row) => row[index] ?? null);
    },
  };
}
