import { afterAll, beforeAll, expect, it } from 'vitest';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

it('tells what the tariff prices beside time, and takes what a stay used', async () => {
  const tariff = {
    ...smallLot().tariff,
    surcharges: [{ kind: 'charging-energy', id: 'ev', name: 'Charging', feeMinorPerKwh: 100 }],
    products: [
      { id: 'day', name: 'Day ticket', priceMinor: 900, validity: { kind: 'hours', hours: 24 } },
    ],
  };
  await api.call('POST', '/lots/small/tariffs', { body: { tariff, note: 'with extras' } });
  const entered = await api.call('POST', '/lots/small/entries', {
    body: { laneId: 'in', plate: 'KA01AB1234' },
  });
  const path = `/lots/small/sessions/${entered.body.session.id}/extras`;
  expect((await api.call('GET', path)).body).toEqual({
    extras: { product: null, chargingMinutes: 0, chargingWh: 0, oversized: false },
    products: [{ id: 'day', name: 'Day ticket', priceMinor: 900 }],
    pricesCharging: { minutes: false, energy: true },
    pricesOversized: false,
  });
  const changed = await api.call('PATCH', path, { body: { product: 'day', chargingWh: 2_500 } });
  expect(changed.status).toBe(200);
  const ticket = entered.body.ticket.number;
  const quoted = await api.call('POST', '/lots/small/quotes', { body: { ticket } });
  expect(quoted.body.dueMinor).toBe(900 + 250);
  const wrong = await api.call('PATCH', path, { body: { product: 'night' } });
  expect([wrong.status, wrong.body.code]).toEqual([422, 'product-unknown']);
  const gone = await api.call('GET', '/lots/small/sessions/none/extras');
  expect([gone.status, gone.body.code]).toEqual([404, 'session-unknown']);
});
