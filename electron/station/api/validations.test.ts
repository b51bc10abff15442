import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '#domain/kernel/instant.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const LOT = '/lots/small';
type As = 'manager' | 'attendant';
const post = (path: string, body: object = {}, as: As = 'attendant') =>
  api.call('POST', LOT + path, { as, body });
const get = (path: string, as: As = 'manager') => api.call('GET', LOT + path, { as });
const enter = async (plate: string) =>
  (await post('/entries', { laneId: 'in', plate })).body as {
    session: { id: string };
    ticket: { number: string; token: string };
  };

const TERMS = {
  name: 'Cinema',
  offers: [
    { id: 'two', kind: 'amount', value: 200, label: '2.00 off' },
    { id: 'all', kind: 'percent', value: 100, label: 'Free parking' },
  ],
  settlementNote: 'Invoice each month',
};

describe('validations over the API', () => {
  it('a manager adds a shop and prints codes; each takes its offer off one stay, once', async () => {
    expect((await post('/shops', { terms: TERMS })).status).toBe(403);
    const created = await post('/shops', { terms: TERMS }, 'manager');
    expect(created.status).toBe(201);
    const { shopId } = created.body;
    const issued = await post(
      `/shops/${shopId}/codes`,
      { offerId: 'two', count: 3, validUntilAt: api.host.clock.now() + 7 * DAY_MS },
      'manager',
    );
    expect(issued.status).toBe(201);
    const { codes, batchId } = issued.body;
    expect(codes).toHaveLength(3);
    expect(codes[0].token).toMatch(/^GH4/);

    const { ticket, session } = await enter('AB1');
    api.host.clock.forward(2 * HOUR_MS - 1);
    const applied = await post('/validations', { ticket: ticket.token, code: codes[0].token });
    expect(applied.status).toBe(201);
    expect(applied.body).toMatchObject({
      sessionId: session.id,
      shopName: 'Cinema',
      label: '2.00 off',
      worthMinor: 200,
      dueMinor: 200,
    });
    const again = await post('/validations', { plate: 'AB1', code: codes[0].number });
    expect([again.status, again.body.code]).toEqual([410, 'validation-used']);
    const more = await post('/validations', { plate: 'AB1', code: codes[1].number });
    expect([more.status, more.body.code]).toEqual([409, 'validation-once']);

    const [held] = (await get(`/validations?plate=AB1`)).body;
    expect(held).toMatchObject({ hasCode: true, by: 'attendant', settled: false });
    const withdraw = `/sessions/${session.id}/validations/${held.id}/withdraw`;
    expect((await post(withdraw, { reason: 'x' })).status).toBe(422);
    expect((await post(withdraw, { reason: 'wrong ticket' })).status).toBe(200);
    expect((await get(`/validations?plate=AB1`)).body).toEqual([]);
    const anew = { plate: 'AB1', code: codes[0].number };
    expect((await post('/validations', anew)).status).toBe(201);

    const paid = await post('/payments', { plate: 'AB1', method: 'cash', amountMinor: 200 });
    expect(paid.status).toBe(201);
    const [row] = (await get('/shops')).body;
    expect(row).toMatchObject({
      id: shopId,
      today: { count: 1, valueMinor: 200 },
      pendingMinor: 0,
      openCodes: 2,
    });
    const [batch] = (await get(`/shops/${shopId}/codes`)).body;
    expect(batch).toMatchObject({ batchId, count: 3, used: 1, cancelled: 0 });
    const cancelled = await post(
      `/code-batches/${batchId}/cancel`,
      { reason: 'sheet lost' },
      'manager',
    );
    expect(cancelled.body).toEqual({ cancelled: 2 });
    const sheet = (await get(`/code-batches/${batchId}`)).body;
    expect(sheet.codes.map(({ state }: { state: string }) => state)).toEqual([
      'used',
      'cancelled',
      'cancelled',
    ]);
  });

  it('staff name the shop; a fee of nothing still counts for the ledger, which rebuilds', async () => {
    const [{ id: shopId }] = (await get('/shops')).body;
    await enter('AB2');
    api.host.clock.forward(3 * HOUR_MS - 1);
    const free = await post('/validations', { plate: 'AB2', shopId, offerId: 'all' });
    expect(free.body).toMatchObject({ worthMinor: 600, dueMinor: 0 });
    expect((await post('/exits', { laneId: 'out', plate: 'AB2' })).body.decision).toBe('vend');
    const ledger = (await get('/validations/ledger')).body;
    expect(ledger.shops).toMatchObject([
      {
        shopId,
        name: 'Cinema',
        count: 2,
        codes: 1,
        valueMinor: 800,
        settlementNote: 'Invoice each month',
      },
    ]);
    const csv = (await get('/validations/ledger/csv')).body;
    expect(csv.fileName).toMatch(/^small-validations-\d{4}-\d{2}\.csv$/);
    expect(csv.text).toContain('Cinema,,2,8.00,GBP');
    await [...api.host.lots.values()][0]?.views.rebuild(() => undefined);
    expect((await get('/validations/ledger')).body).toEqual(ledger);
    expect((await get('/validations/ledger?month=2001-01')).body.shops).toEqual([]);
    expect((await get('/validations/ledger', 'attendant')).status).toBe(403);
  });

  it('says what is wrong with what was sent', async () => {
    const bad = async (body: object) => {
      const answer = await post('/validations', body);
      return [answer.status, answer.body.code];
    };
    await enter('AB3');
    expect(await bad({ plate: 'AB3' })).toEqual([422, 'invalid']);
    expect(await bad({ plate: 'AB3', code: 'X', shopId: 'y', offerId: 'z' })).toEqual([
      422,
      'invalid',
    ]);
    expect(await bad({ plate: 'AB3', code: 'not a code' })).toEqual([422, 'ticket-malformed']);
    expect(await bad({ plate: 'AB3', shopId: 'none', offerId: 'z' })).toEqual([
      404,
      'shop-unknown',
    ]);
    expect(await bad({ plate: 'ZZ9', code: '00000000K' })).toEqual([404, 'not-inside']);
    const offers = [{ id: 'x', kind: 'percent', value: 120, label: 'Too much' }];
    const answer = await post('/shops', { terms: { name: 'A', offers } }, 'manager');
    expect(answer.status).toBe(422);
    expect(answer.body.issues).toEqual([{ path: 'terms.offers.0.value', message: '100 at most' }]);
  });
});
