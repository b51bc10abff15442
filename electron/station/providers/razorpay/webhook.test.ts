import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readRazorpayWebhook } from './webhook.ts';

const SECRET = 'whsec-of-a-test';

/** The documented event of a paid link, shortened to what is read and some of what is not. */
const LINK_PAID = {
  account_id: 'acc_DKoeHMNpi0nC7k',
  contains: ['payment', 'order', 'payment_link'],
  created_at: 1596890208,
  entity: 'event',
  event: 'payment_link.paid',
  payload: {
    order: {
      entity: {
        id: 'order_FOGs9Hz3ZaAjsm',
        entity: 'order',
        amount: 10000,
        amount_paid: 10000,
        currency: 'INR',
        receipt: '242324',
        status: 'paid',
        notes: { 'Policy Name': 'Jeevan Saral' },
      },
    },
    payment: {
      entity: {
        id: 'pay_FOGsH8uHkF2FbR',
        entity: 'payment',
        amount: 10000,
        base_amount: 10000,
        currency: 'INR',
        captured: true,
        status: 'captured',
        order_id: 'order_FOGs9Hz3ZaAjsm',
        method: 'netbanking',
        notes: [],
        error_description: null,
      },
    },
    payment_link: {
      entity: {
        id: 'plink_FOGqq3O6E5bkml',
        amount: 10000,
        amount_paid: 10000,
        currency: 'INR',
        reference_id: '#423212',
        status: 'paid',
        short_url: 'https://rzp.io/i/bbb',
      },
    },
  },
};

const sign = (body: Buffer, secret = SECRET) =>
  createHmac('sha256', secret).update(body).digest('hex');

function read(event: unknown, headers: Record<string, string> = {}, secrets = [SECRET]) {
  const body = Buffer.from(typeof event === 'string' ? event : JSON.stringify(event));
  return readRazorpayWebhook(body, { 'x-razorpay-signature': sign(body), ...headers }, secrets);
}

test('the example of the maker’s own library is accepted as signed', () => {
  // Source: razorpay-node, test/utils/razorpay-utils.spec.js, validateWebhookSignature.
  const body = Buffer.from('{"a":1,"b":2,"c":{"d":3}}');
  const signature = '2fe04e22977002e6c7cb553adab8b460cb9e2a4970d5953cb27a8472752e3bbc';
  const verdict = (given: string) =>
    readRazorpayWebhook(body, { 'x-razorpay-signature': given }, ['123456']);
  expect(verdict(signature)).toMatchObject({ ok: false, code: 'malformed' });
  expect(verdict('sdfafds')).toMatchObject({ ok: false, code: 'signature-wrong' });
});

describe('what events say', () => {
  test('a paid link', () => {
    expect(read(LINK_PAID, { 'x-razorpay-event-id': 'evt_1' })).toEqual({
      ok: true,
      eventId: 'evt_1',
      kind: 'captured',
      reference: '#423212',
      providerOrderId: 'plink_FOGqq3O6E5bkml',
      providerPaymentId: 'pay_FOGsH8uHkF2FbR',
      refundKey: null,
      amountMinor: 10000,
      currency: 'INR',
      detail: '',
    });
  });

  test('a captured payment names our reference in its notes', () => {
    const payment = {
      ...LINK_PAID.payload.payment.entity,
      notes: { reference: 'GH12' },
    };
    const event = {
      entity: 'event',
      event: 'payment.captured',
      payload: { payment: { entity: payment } },
    };
    expect(read(event)).toMatchObject({
      kind: 'captured',
      reference: 'GH12',
      providerOrderId: 'order_FOGs9Hz3ZaAjsm',
    });
  });

  test('an attempt that failed', () => {
    const payment = {
      ...LINK_PAID.payload.payment.entity,
      status: 'failed',
      notes: { reference: 'GH12' },
      error_description: 'The bank declined.',
    };
    const event = {
      entity: 'event',
      event: 'payment.failed',
      payload: { payment: { entity: payment } },
    };
    expect(read(event)).toMatchObject({ kind: 'failed', detail: 'The bank declined.' });
  });

  test('a refund names our key', () => {
    const refund = {
      id: 'rfnd_FP8R8EGjGbPkVb',
      entity: 'refund',
      amount: 500,
      currency: 'INR',
      payment_id: 'pay_29QQoUBi66xm2f',
      receipt: 'r-1234567890',
      status: 'processed',
    };
    const event = {
      entity: 'event',
      event: 'refund.processed',
      payload: { refund: { entity: refund } },
    };
    expect(read(event)).toMatchObject({
      kind: 'refunded',
      refundKey: 'r-1234567890',
      providerPaymentId: 'pay_29QQoUBi66xm2f',
      amountMinor: 500,
    });
  });

  test('what is not ours is read and left alone', () => {
    const event = { entity: 'event', event: 'settlement.processed', payload: { settlement: {} } };
    expect(read(event)).toMatchObject({ ok: true, kind: 'other', reference: null });
  });

  test('without an id of the event, the same body is the same event', () => {
    const first = read(LINK_PAID);
    expect(first).toEqual(read(LINK_PAID));
    expect(first).toMatchObject({ eventId: expect.stringMatching(/^body-[0-9a-f]{32}$/) });
  });
});

describe('who is turned away', () => {
  test('nobody signed', () => {
    expect(readRazorpayWebhook(Buffer.from('{}'), {}, [SECRET])).toMatchObject({
      code: 'signature-missing',
    });
    expect(
      readRazorpayWebhook(Buffer.from('{}'), { 'x-razorpay-signature': ['a', 'b'] }, [SECRET]),
    ).toMatchObject({ code: 'signature-missing' });
  });

  test('another secret', () => {
    const signature = sign(Buffer.from(JSON.stringify(LINK_PAID)), 'another');
    expect(read(LINK_PAID, { 'x-razorpay-signature': signature })).toMatchObject({
      code: 'signature-wrong',
    });
  });

  test('one byte changed, even to the same JSON', () => {
    const text = JSON.stringify(LINK_PAID);
    const signature = sign(Buffer.from(text));
    expect(read(text, { 'x-razorpay-signature': signature })).toMatchObject({ ok: true });
    expect(read(`${text} `, { 'x-razorpay-signature': signature })).toMatchObject({
      code: 'signature-wrong',
    });
  });

  test('the secret before the present one still counts where it is given', () => {
    const signature = sign(Buffer.from(JSON.stringify(LINK_PAID)), 'old');
    const headers = { 'x-razorpay-signature': signature };
    expect(read(LINK_PAID, headers, [SECRET, 'old'])).toMatchObject({ ok: true });
  });

  test.each([
    '',
    '[]',
    'null',
    '{"entity":"event"}',
    '{"entity":"event","event":"payment.captured","payload":{"payment":{"entity":{"id":"p","amount":-5,"currency":"INR","status":"captured"}}}}',
  ])('a signed %s', (text) => {
    expect(read(text)).toMatchObject({ ok: false, code: 'malformed' });
  });
});
