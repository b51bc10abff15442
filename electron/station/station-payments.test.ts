import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromLegacyTariff } from '#domain/tariff/from-legacy-tariff.ts';
import { ProviderSimulator } from './simulator/provider/provider-simulator.ts';
import { eventually } from './test-support/eventually.ts';
import { LOT_ID, lotWith, SIDE_EXIT } from './test-support/test-lot.ts';
import { type TestStation, testStation } from './test-support/test-station.ts';

/* A whole station whose config.json names a payment provider: from the API's request to the open gate. */

/** 2.00 for each started hour, from the first minute on. */
const TARIFF = fromLegacyTariff(
  {
    id: 'simple',
    name: 'Simple',
    rates: { car: { freeMinutes: 0, periodMinutes: 60, periodFeeMinor: 200, dayCapMinor: 1_000 } },
  },
  { currency: 'INR', timeZone: 'Asia/Kolkata' },
);

let simulator: ProviderSimulator;
let station: TestStation;
beforeAll(async () => {
  simulator = await ProviderSimulator.start({ webhookRetryMs: 50 });
  const payments = {
    upi: { payeeVpa: 'small@okbank', payeeName: 'Small lot', provider: 'razorpay' },
    providers: simulator.providerSettings,
  };
  station = await testStation({
    lot: { ...lotWith([]), currency: 'INR', timeZone: 'Asia/Kolkata', tariff: TARIFF },
    prepare: async (dataDirectory) =>
      writeFileSync(join(dataDirectory, 'config.json'), JSON.stringify({ version: 1, payments }), {
        mode: 0o600,
      }),
  });
  simulator.stationUrl = station.station.url;
});
afterAll(async () => {
  await station.stop();
  await simulator.stop();
});

const lot = `/lots/${LOT_ID}`;

test('the lot says what it can be paid with', async () => {
  const { body } = await station.call('GET', `${lot}/payment-methods`);
  expect(body).toMatchObject([
    { method: 'cash' },
    { method: 'upi', providers: ['razorpay'] },
    { method: 'wallet', providers: ['razorpay', 'stripe'] },
    { method: 'online', providers: ['razorpay', 'stripe'] },
  ]);
});

test.each(['upi', 'online'] as const)(
  '%s: asked for, paid, and only then let out',
  async (method) => {
    const entry = await station.enter();
    const ticket = entry.body.ticket.number;
    const exit = () => station.call('POST', `${lot}/exits`, { laneId: SIDE_EXIT, ticket });
    const asked = await station.call('POST', `${lot}/payments`, {
      ticket,
      method,
      amountMinor: 200,
    });
    expect(asked).toMatchObject({ status: 201, body: { state: 'requested', receiptNumber: null } });
    const payment = async () =>
      (await station.call('GET', `${lot}/payments/${asked.body.paymentId}`)).body;
    await eventually('it is offered', async () => (await payment()).link !== null);
    // What is asked for is not paid.
    expect((await exit()).body).toMatchObject({ decision: 'refuse', code: 'payment-due' });
    const { link, reference } = await payment();
    if (method === 'upi') simulator.payUpi(link);
    else await fetch(link, { method: 'POST', body: new URLSearchParams({ do: 'card' }) });
    await eventually('it is captured', async () => (await payment()).state === 'captured');
    expect(await payment()).toMatchObject({ capturedMinor: 200, reference, currency: 'INR' });
    expect((await exit()).body).toMatchObject({ decision: 'vend' });
  },
);
