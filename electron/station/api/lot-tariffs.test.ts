import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#domain/access/roles.ts';
import type { WhatIfAnswer } from '#domain/contract/lot-tariffs.ts';
import { hourlyTariff } from '#domain/facility/small-lot.testing.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import { openSocket } from './test-support/socket-client.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';
import { NOON } from './test-support/test-host.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const get = (path: string, as: Role = 'manager') => api.call('GET', `/lots/small/${path}`, { as });
const post = (path: string, body: object, as: Role = 'manager') =>
  api.call('POST', `/lots/small/${path}`, { as, body });

/** So much for each started hour. */
function perHour(feeMinor: number, change: object = {}) {
  const each = { minutes: 60, feeMinor };
  const charge = { kind: 'ladder', rungs: [{ upToMinutes: null, each }] };
  return { ...hourlyTariff({}), rates: [{ id: 'car', name: 'Car', charge }], ...change };
}

const BANDS = {
  kind: 'bands',
  bands: [
    { fromPct: 0, percent: 100 },
    { fromPct: 20, percent: 150 },
  ],
  hysteresisPct: 0,
  minutesBetweenChanges: 0,
  floorPercent: 50,
  ceilingPercent: 200,
};

/** One that comes, stays so long, pays and leaves. */
async function stay(plate: string, lengthMs: number): Promise<number> {
  const { body } = await post('entries', { laneId: 'in', plate }, 'attendant');
  const { number: ticket } = body.ticket;
  api.host.clock.forward(lengthMs);
  const quoted = await post('quotes', { ticket }, 'attendant');
  const amountMinor: number = quoted.body.dueMinor;
  if (amountMinor > 0) await post('payments', { ticket, method: 'cash', amountMinor }, 'attendant');
  const exit = await post('exits', { laneId: 'out', ticket }, 'attendant');
  expect(exit.body.decision).toBe('vend');
  return amountMinor;
}

async function whatIf(tariff: unknown, change: object = {}): Promise<WhatIfAnswer> {
  const asked = { tariff, from: '2026-11-20', to: '2026-11-30', ...change };
  const answer = await post('tariffs/what-if', asked);
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('the tariffs of a lot', () => {
  it('begin with the one of its file, in words', async () => {
    const { body } = await get('tariffs', 'attendant');
    expect(body).toMatchObject([
      { version: 1, state: 'in-force', effectiveAt: null, endsAt: null, publishedBy: null },
    ]);
    expect(body[0].description[0]).toContain('GBP 2.00 for each started hour');
    expect((await get('tariffs/1')).body.tariff).toEqual(hourlyTariff({}));
    const none = await get('tariffs/9');
    expect([none.status, none.body.code]).toEqual([404, 'tariff-unknown']);
  });

  it('are checked by their places', async () => {
    const wrong = perHour(200, { currency: 'GBP', free: { minutes: -5, mode: 'cliff' } });
    const checked = await post('tariffs/check', { tariff: wrong });
    expect(checked.body).toMatchObject({ ok: false, problems: [{ path: 'free.minutes' }] });
    const refused = await post('tariffs', { tariff: wrong });
    expect([refused.status, refused.body.code]).toEqual([422, 'tariff-invalid']);
    expect(refused.body.problems).toEqual(checked.body.problems);
    const foreign = await post('tariffs/check', { tariff: 'sample-germany' });
    expect(foreign.body.problems.map(({ path }: { path: string }) => path)).toEqual([
      'currency',
      'timeZone',
    ]);
    const sound = await post('tariffs/check', { tariff: perHour(300) });
    expect(sound.body).toMatchObject({ ok: true, problems: [] });
    expect(sound.body.description[0]).toContain('GBP 3.00');
  });

  it('are published for later, and withdrawn before their time', async () => {
    const effectiveAt = NOON + DAY_MS;
    const published = await post('tariffs', { tariff: perHour(300), effectiveAt, note: 'winter' });
    expect([published.status, published.body]).toEqual([201, { version: 2, effectiveAt }]);
    expect((await get('tariffs')).body).toMatchObject([
      { version: 2, state: 'scheduled', publishedBy: 'manager', publishedAt: NOON, note: 'winter' },
      { version: 1, state: 'in-force', endsAt: effectiveAt },
    ]);
    const bare = await post('tariffs/2/withdraw', { reason: '' });
    expect([bare.status, bare.body.code]).toEqual([422, 'invalid']);
    expect((await post('tariffs/2/withdraw', { reason: 'too dear' })).status).toBe(200);
    const { body } = await get('tariffs');
    expect(body).toMatchObject([
      { version: 2, state: 'withdrawn', withdrawn: { by: 'manager', reason: 'too dear' } },
      { version: 1, state: 'in-force', endsAt: null },
    ]);
    const again = await post('tariffs/1/withdraw', { reason: 'too dear' });
    expect([again.status, again.body.code]).toEqual([409, 'tariff-in-force']);
  });

  it('are for managers', async () => {
    const body = { tariff: perHour(300), reason: 'no right', from: '2026-11-22', to: '2026-11-22' };
    for (const path of ['tariffs', 'tariffs/1/withdraw', 'tariffs/check', 'tariffs/what-if'])
      expect([path, (await post(path, body, 'attendant')).status]).toEqual([path, 403]);
  });
});

describe('a dynamic price and what a rule would have earned', () => {
  const paid: number[] = [];

  it('counts the stays of a time, each with what it paid', async () => {
    paid.push(await stay('KA01AA0001', 2 * HOUR_MS));
    paid.push(await stay('KA01AA0002', 5 * MINUTE_MS));
    paid.push(await stay('KA01AA0003', 3 * HOUR_MS));
    await post('entries', { laneId: 'in', plate: 'KA01AA0004' }, 'attendant');
    api.host.clock.forward(HOUR_MS);
    expect(paid).toEqual([400, 0, 600]);
    expect(await whatIf(hourlyTariff({}))).toMatchObject({
      stays: 3,
      thenMinor: 1_000,
      ruleMinor: 1_000,
      paySame: 3,
      currency: 'GBP',
      leftOut: { inside: 1, contract: 0, byHand: 0 },
      days: [{ day: '2026-11-22', stays: 3, thenMinor: 1_000, ruleMinor: 1_000 }],
      classes: [{ vehicleClass: 'car', stays: 3 }],
      biggest: [],
      prices: [],
    });
    expect(await whatIf(perHour(300))).toMatchObject({
      ruleMinor: 600 + 300 + 900,
      payMore: 3,
      biggest: [{ thenMinor: 0 }, { thenMinor: 600, ruleMinor: 900 }, { thenMinor: 400 }],
    });
    expect(await whatIf(perHour(300), { from: '2026-11-23' })).toMatchObject({
      stays: 0,
      days: [],
    });
  });

  it('names days that make no sense', async () => {
    const ask = (change: object) =>
      post('tariffs/what-if', {
        tariff: perHour(300),
        from: '2026-11-20',
        to: '2026-11-30',
        ...change,
      });
    const backwards = await ask({ to: '2026-11-19' });
    expect([backwards.status, backwards.body.issues[0].path]).toEqual([422, 'to']);
    const long = await ask({ from: '2020-01-01' });
    expect([long.status, long.body.issues[0].path]).toEqual([422, 'to']);
    const unsound = await ask({ tariff: {} });
    expect([unsound.status, unsound.body.code]).toEqual([422, 'tariff-invalid']);
  });

  it('changes with occupancy, and keeps what caused it', async () => {
    const published = await post('tariffs', { tariff: perHour(200, { dynamic: BANDS }) });
    expect(published.status).toBe(201);
    const tick = async () => {
      api.host.clock.forward(1_000);
      await api.host.lots.get('small')?.submit({ type: 'Tick' }, { actor: { kind: 'station' } });
    };
    await tick();
    await post('entries', { laneId: 'in', plate: 'KA01AA0005' }, 'attendant');
    await tick();
    const { body } = await get('prices', 'attendant');
    expect(body.now).toMatchObject({
      tariffVersion: 3,
      price: { percent: 150, rateMinorPerHour: null },
      inside: 2,
      capacity: 8,
      occupancyPct: 25,
    });
    expect(body.changes).toMatchObject([
      { from: { percent: 100 }, to: { percent: 150 }, occupancyPct: 25, figures: { band: 1 } },
      { from: null, to: { percent: 100 }, figures: null },
    ]);
    const { at } = body.changes[0];
    expect((await get(`prices?from=${at}`)).body.changes).toHaveLength(1);
    expect((await get(`prices?to=${at}`)).body.changes).toHaveLength(1);
    expect((await get('prices?limit=1')).body.changes).toHaveLength(1);
    const file = (await get('prices/csv')).body;
    expect(file.fileName).toBe('small-prices.csv');
    const lines = file.text.trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toContain(',3,150,,GBP,25,2,8,band,20,,,');
    expect((await get('prices/csv', 'attendant')).status).toBe(403);
  });

  it('answers a console with its progress, and a console that leaves ends it', async () => {
    const { client, socket, closed } = await openSocket(api.http.url);
    await client.signIn.signIn({ username: 'manager', password: 'manager-demo' });
    const asked = { lotId: 'small', tariff: perHour(300), from: '2026-11-22', to: '2026-11-22' };
    const shares: number[] = [];
    let answer: WhatIfAnswer | null = null;
    for await (const message of await client.tariffs.watchWhatIf(asked)) {
      if (message.kind === 'progress') shares.push(message.share);
      else answer = message.answer;
    }
    expect(shares.at(-1)).toBe(1);
    expect(answer).toMatchObject({ stays: 3, ruleMinor: 1_800 });
    const left = await client.tariffs.watchWhatIf(asked);
    await left.return();
    // The next one finds the thread free again, if not at once then soon.
    const retried = async (): Promise<number> => {
      const next = await post('tariffs/what-if', asked);
      return next.body.code === 'busy' ? retried() : next.status;
    };
    expect(await retried()).toBe(200);
    socket.close();
    await closed;
  });
});
