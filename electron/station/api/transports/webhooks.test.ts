import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordingLog } from '../../journal/test-support/recording-log.ts';
import { PaymentDesk } from '../../providers/payment-desk.ts';
import { Razorpay } from '../../providers/razorpay/razorpay.ts';
import { Stripe } from '../../providers/stripe/stripe.ts';
import { StationBusy, StationHalted } from '../../runtime/lot-service.ts';
import { type TestApi, testApi } from '../test-support/test-api.ts';
import { NOON } from '../test-support/test-host.ts';

/* The door itself, over real HTTP behind the whole API. What news does to a lot: payment-desk.test.ts. */

const SECRET = 'webhook-secret-of-a-test';
const NOBODY = 'http://127.0.0.1:9';
const log = recordingLog();
const providers = new Map([
  [
    'razorpay',
    new Razorpay({ keyId: 'k', keySecret: 's', webhookSecrets: [SECRET], baseUrl: NOBODY }, log),
  ],
  [
    'stripe',
    new Stripe(
      {
        secretKey: 's',
        webhookSecrets: [SECRET],
        baseUrl: NOBODY,
        successUrl: NOBODY,
        cancelUrl: NOBODY,
      },
      log,
    ),
  ],
] as [string, Razorpay | Stripe][]);
const desk = new PaymentDesk({ providers, upi: null, now: () => NOON, log });
let api: TestApi;
beforeAll(async () => {
  api = await testApi({ desk });
});
afterAll(() => api.close());

const EVENT = `{ "entity":"event",  "event":"payment.captured", "payload": {"payment":{"entity":
  {"id":"pay_1","amount":200,"currency":"INR","status":"captured","notes":{"reference":"GHX"}}}} }\n`;
const sign = (text: string) => createHmac('sha256', SECRET).update(text).digest('hex');
const signed = (body: string) => ({ 'x-razorpay-signature': sign(body) });

const post = (provider: string, body: string | undefined, headers: Record<string, string> = {}) =>
  api.call('POST', `/webhooks/${provider}`, { as: null, body, headers });

test('signed news about nothing of ours is taken, byte for byte, so that it stops', async () => {
  const answer = await post('razorpay', EVENT, signed(EVENT));
  expect(answer).toMatchObject({ status: 200, body: { received: true } });
});

test.each(['application/json; charset=utf-8', 'text/plain', 'application/octet-stream'])(
  'the type %s changes nothing: the signature is over the bytes',
  async (type) => {
    const answer = await post('razorpay', EVENT, { ...signed(EVENT), 'content-type': type });
    expect(answer.status).toBe(200);
  },
);

test('a provider may come by any name and with any origin', async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = {
      ...signed(EVENT),
      host: 'parking.example.com',
      origin: 'https://example.com',
    };
    const url = `${api.http.url}/api/v1/webhooks/razorpay`;
    const call = request(url, { method: 'POST', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.on('error', reject);
    call.end(EVENT);
  });
  expect(status).toBe(200);
});

test('the guards stand before everything else as they did', async () => {
  const foreign = { origin: 'https://example.com' };
  const answer = await api.call('POST', '/sign-in', { as: null, body: {}, headers: foreign });
  expect(answer).toMatchObject({ status: 403, body: { code: 'origin-refused' } });
  const text = { 'content-type': 'text/plain' };
  const plain = await api.call('POST', '/sign-in', { as: null, body: '{}', headers: text });
  expect(plain).toMatchObject({ status: 415, body: { code: 'media-unsupported' } });
});

describe('who is turned away', () => {
  test.each([
    ['paypal', EVENT, {}, 404, 'provider-unknown'],
    ['razorpay', EVENT, {}, 401, 'signature-missing'],
    ['razorpay', undefined, {}, 401, 'signature-missing'],
    ['razorpay', EVENT, signed(`${EVENT} `), 401, 'signature-wrong'],
    ['razorpay', EVENT, { 'x-razorpay-signature': 'a' }, 401, 'signature-wrong'],
    ['razorpay', '', signed(''), 400, 'malformed'],
    ['razorpay', '{}', signed('{}'), 400, 'malformed'],
    ['stripe', '{}', { 'stripe-signature': `t=1,v1=${sign('1.{}')}` }, 400, 'too-old'],
    ['stripe', '{}', { 'stripe-signature': 't=1,v1=00' }, 401, 'signature-wrong'],
  ])('%s %j with %j', async (provider, body, headers, status, code) => {
    const answer = await post(provider, body, headers as Record<string, string>);
    expect(answer).toMatchObject({ status, body: { code, message: expect.any(String) } });
  });

  test('more than 64 KiB, signed or not', async () => {
    const body = 'x'.repeat(64 * 1024 + 1);
    const answer = await post('razorpay', body, signed(body));
    expect(answer).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
    expect(answer.body.message).toMatch(/64 KiB/);
  });

  test('whoever only looks', async () => {
    expect((await api.call('GET', '/webhooks/razorpay', { as: null })).status).toBe(404);
  });
});

describe('when the station cannot take it, the provider is to send it again', () => {
  const services = () => api.services as { takeWebhook: PaymentDesk['takeWebhook'] };

  test.each([
    ['busy', new StationBusy('The station is busy.')],
    ['halted', new StationHalted('The journal cannot be written.')],
  ])('%s', async (code, error) => {
    const before = services().takeWebhook;
    services().takeWebhook = () => Promise.reject(error);
    const answer = await post('razorpay', EVENT, signed(EVENT));
    services().takeWebhook = before;
    expect(answer).toMatchObject({ status: 503, body: { code } });
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  test('more at once than it takes side by side', async () => {
    const before = services().takeWebhook;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    services().takeWebhook = async () => {
      await held;
      return { ok: true, what: 'taken' };
    };
    const first = Array.from({ length: 65 }, () => post('razorpay', EVENT));
    // One of them is answered while all others wait: the one that found no place.
    expect((await Promise.race(first)).status).toBe(503);
    release();
    const statuses = (await Promise.all(first)).map(({ status }) => status).sort();
    services().takeWebhook = before;
    expect(statuses).toEqual([...Array.from({ length: 64 }, () => 200), 503]);
  });

  test('a station that is starting does not say yet what is not ours', async () => {
    const early = new PaymentDesk({ providers, upi: null, now: () => NOON, log });
    const headers = signed(EVENT);
    const taken = early.takeWebhook('razorpay', Buffer.from(EVENT), headers);
    await expect(taken).rejects.toBeInstanceOf(StationBusy);
    early.open();
    expect(await early.takeWebhook('razorpay', Buffer.from(EVENT), headers)).toEqual({
      ok: true,
      what: 'not-ours',
    });
  });
});
