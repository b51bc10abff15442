import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../test-support/eventually.ts';
import { ProviderSimulator } from './provider-simulator.ts';
import { SIM_KEYS } from './sim-keys.ts';

/* What the adapters' tests do not show: the doors for people and other processes, and the delivery. */

let simulator: ProviderSimulator;
let station: Server;
const heard: string[] = [];
let answers: number[] = [];
beforeEach(async () => {
  heard.length = 0;
  answers = [];
  station = createServer((request, response) => {
    heard.push(request.url ?? '');
    request.resume();
    response.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => station.listen(0, '127.0.0.1', resolve));
  const { port } = station.address() as AddressInfo;
  const stationUrl = `http://127.0.0.1:${port}`;
  simulator = await ProviderSimulator.start({ stationUrl, webhookRetryMs: 1 });
});
afterEach(async () => {
  await simulator.stop();
  station.closeAllConnections();
  await new Promise((resolve) => station.close(resolve));
});

const { keyId, keySecret } = SIM_KEYS.razorpay;
const BASIC = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`;

async function post(path: string, body: string | object, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(simulator.url + path, { method: 'POST', body: text, headers });
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is what it asserts.
  return { status: answer.status, body: (await answer.json()) as any };
}

const order = (receipt: string, amount = 200) =>
  post('/v1/orders', { amount, currency: 'INR', receipt }, { authorization: BASIC });

describe('the control door', () => {
  test('pays, declines and ends what is named', async () => {
    await order('GH1');
    const uri = 'upi://pay?pa=lot@bank&pn=Lot&tr=GH1&tn=x&am=2.00&cu=INR';
    expect((await post('/control/decline', { order: 'GH1' })).body.status).toBe('failed');
    expect((await post('/control/pay-upi', { uri })).body.status).toBe('captured');
    expect((await post('/control/pay', { order: 'GH1' })).status).toBe(400);
    await order('GH2');
    await post('/control/expire', { order: 'GH2' });
    const { orders } = (await (await fetch(`${simulator.url}/control/orders`)).json()) as {
      orders: unknown;
    };
    expect(orders).toMatchObject([
      { reference: 'GH1', status: 'paid' },
      { reference: 'GH2', status: 'expired' },
    ]);
  });

  test.each([
    ['/control/pay', { order: 'GH404' }, 404],
    ['/control/dance', {}, 404],
    ['/control/pay', '{', 400],
    ['/control/pay-upi', { uri: 'upi://pay?pa=lot@bank&tr=GH1&am=2&cu=INR' }, 400],
    ['/control/pay-upi', { uri: 'https://pay?pa=lot@bank&tr=GH1&am=2.00&cu=INR' }, 400],
  ])('%s %j is answered with %i', async (path, body, status) => {
    expect((await post(path, body)).status).toBe(status);
  });
});

describe('delivery', () => {
  test('what is not taken is sent again until it is', async () => {
    answers = [503, 500, 200];
    await order('GH1');
    simulator.decline('GH1');
    await eventually('it is taken', () => simulator.webhooks.deliveries.length === 3);
    expect(simulator.webhooks.deliveries.map(({ status }) => status)).toEqual([503, 500, 200]);
    expect(heard).toEqual(Array(3).fill('/api/v1/webhooks/razorpay'));
  });

  test('held back, then sent last first', async () => {
    await post('/control/webhooks', { mode: 'hold' });
    await order('GH1');
    simulator.decline('GH1');
    simulator.pay('GH1');
    expect(heard).toEqual([]);
    await simulator.webhooks.release(true);
    expect(simulator.webhooks.deliveries.map(({ type }) => type)).toEqual([
      'order.paid',
      'payment.captured',
      'payment.failed',
    ]);
  });

  test('dropped, and doubled', async () => {
    await order('GH1');
    simulator.webhooks.mode = 'drop';
    simulator.decline('GH1');
    await post('/control/webhooks', { mode: 'deliver', copies: 2 });
    simulator.decline('GH1');
    await eventually('both copies came', () => heard.length === 2);
    expect(new Set(simulator.webhooks.deliveries.map(({ eventId }) => eventId)).size).toBe(1);
  });
});

test('the page of a link says nothing but text, whatever was ordered', async () => {
  const link = await post(
    '/v1/payment_links',
    {
      amount: 200,
      currency: 'INR',
      reference_id: 'GH1',
      description: '<script>alert(1)</script>',
      expire_by: Math.floor(Date.now() / 1_000) + 3_600,
    },
    { authorization: BASIC },
  );
  const page = await (await fetch(link.body.short_url)).text();
  expect(page).toContain('₹2.00');
  expect(page).toContain('Pay by card');
  expect(page).not.toContain('<script>');
});

test('as strict as the original: amounts, times, keys and repeated references', async () => {
  const signedIn = { authorization: BASIC };
  expect((await order('GH1', 99)).status).toBe(400);
  expect((await post('/v1/orders', {}, {})).status).toBe(401);
  const link = { amount: 200, currency: 'INR', reference_id: 'GH2' };
  expect((await post('/v1/payment_links', { ...link, expire_by: 1 }, signedIn)).status).toBe(400);
  expect((await post('/v1/payment_links', link, signedIn)).status).toBe(200);
  expect((await post('/v1/payment_links', link, signedIn)).status).toBe(400);
  const stripe = {
    authorization: `Bearer ${SIM_KEYS.stripe.secretKey}`,
    'idempotency-key': 'order-1',
  };
  const session = (amount: string) =>
    new URLSearchParams({
      mode: 'payment',
      success_url: 'https://example.com',
      'line_items[0][price_data][currency]': 'gbp',
      'line_items[0][price_data][unit_amount]': amount,
      'line_items[0][price_data][product_data][name]': 'Parking',
    }).toString();
  const first = await post('/v1/checkout/sessions', session('200'), stripe);
  expect(await post('/v1/checkout/sessions', session('200'), stripe)).toEqual(first);
  expect((await post('/v1/checkout/sessions', session('300'), stripe)).status).toBe(400);
});
