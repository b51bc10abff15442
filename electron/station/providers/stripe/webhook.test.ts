import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readStripeWebhook, TOLERANCE_SECONDS } from './webhook.ts';

const SECRET = 'whsec_test_secret';
const NOW_SECONDS = 1_492_774_577;
const NOW = NOW_SECONDS * 1_000;

const INTENT = {
  object: 'payment_intent',
  id: 'pi_3MtwBwLkdIwHu7ix28a3tqPa',
  status: 'succeeded',
  amount: 1250,
  amount_received: 1250,
  currency: 'gbp',
  metadata: { reference: 'GH12' },
  last_payment_error: null,
};

const SESSION = {
  object: 'checkout.session',
  id: 'cs_test_a1',
  status: 'complete',
  payment_status: 'paid',
  amount_total: 1250,
  currency: 'gbp',
  client_reference_id: 'GH12',
  payment_intent: 'pi_3MtwBwLkdIwHu7ix28a3tqPa',
  url: null,
  metadata: {},
};

const sign = (body: string, at = NOW_SECONDS, secret = SECRET) =>
  createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');

const eventOf = (type: string, object: object) =>
  JSON.stringify({ object: 'event', id: 'evt_1', type, data: { object } });

function read(body: string, header = `t=${NOW_SECONDS},v1=${sign(body)}`, secrets = [SECRET]) {
  return readStripeWebhook(Buffer.from(body), { 'stripe-signature': header }, secrets, NOW);
}

test('a signature that another program made is accepted', () => {
  // printf '1492774577.%s' '{"id":"evt_test_webhook","object":"event"}' | openssl dgst -sha256 -hmac whsec_test_secret
  const signature = '88a022085c6bdb887b02cb26ff76dd681234d9675c0f22844059f55552a8883a';
  const header = `t=1492774577,v1=${signature},v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39`;
  // Its object is no event, so it is malformed, which only a proven signature comes to.
  expect(read('{"id":"evt_test_webhook","object":"event"}', header)).toMatchObject({
    code: 'malformed',
  });
});

describe('what events say', () => {
  test('a payment that succeeded', () => {
    expect(read(eventOf('payment_intent.succeeded', INTENT))).toEqual({
      ok: true,
      eventId: 'evt_1',
      kind: 'captured',
      reference: 'GH12',
      providerOrderId: null,
      providerPaymentId: INTENT.id,
      refundKey: null,
      amountMinor: 1250,
      currency: 'GBP',
      detail: '',
    });
  });

  test('an attempt that failed', () => {
    const intent = { ...INTENT, last_payment_error: { message: 'Your card was declined.' } };
    expect(read(eventOf('payment_intent.payment_failed', intent))).toMatchObject({
      kind: 'failed',
      reference: 'GH12',
      detail: 'Your card was declined.',
    });
  });

  test('a page that is done and paid, done and not yet paid, or over', () => {
    expect(read(eventOf('checkout.session.completed', SESSION))).toMatchObject({
      kind: 'captured',
      reference: 'GH12',
      providerOrderId: 'cs_test_a1',
    });
    const unpaid = { ...SESSION, payment_status: 'unpaid' };
    expect(read(eventOf('checkout.session.completed', unpaid))).toMatchObject({ kind: 'other' });
    const over = { ...SESSION, status: 'expired', payment_status: 'unpaid', payment_intent: null };
    expect(read(eventOf('checkout.session.expired', over))).toMatchObject({ kind: 'failed' });
  });

  test('a refund, by the charge and by itself', () => {
    const charge = {
      object: 'charge',
      id: 'ch_1',
      amount_refunded: 200,
      currency: 'gbp',
      payment_intent: 'pi_1',
    };
    expect(read(eventOf('charge.refunded', charge))).toMatchObject({
      kind: 'refunded',
      providerPaymentId: 'pi_1',
      refundKey: null,
    });
    const refund = {
      object: 'refund',
      id: 're_1',
      amount: 200,
      currency: 'gbp',
      payment_intent: 'pi_1',
      status: 'succeeded',
      metadata: { refund_key: 'r-1' },
    };
    expect(read(eventOf('refund.updated', refund))).toMatchObject({
      kind: 'refunded',
      refundKey: 'r-1',
      amountMinor: 200,
    });
  });

  test('what is not ours is read and left alone', () => {
    const customer = { object: 'customer', id: 'cus_1' };
    expect(read(eventOf('customer.created', customer))).toMatchObject({ ok: true, kind: 'other' });
  });

  test('krónur are counted in hundredths there', () => {
    const intent = { ...INTENT, currency: 'isk', amount_received: 50_000 };
    expect(read(eventOf('payment_intent.succeeded', intent))).toMatchObject({
      amountMinor: 500,
      currency: 'ISK',
    });
  });
});

describe('who is turned away', () => {
  const body = eventOf('payment_intent.succeeded', INTENT);

  test.each(['', 't=1492774577', `v1=${sign(body)}`, `t=soon,v1=${sign(body)}`, 'x'.repeat(2_000)])(
    'a header of "%s"',
    (header) => {
      expect(read(body, header)).toMatchObject({ code: 'signature-missing' });
    },
  );

  test('what is older than 300 seconds, or ahead of time by as much', () => {
    const signedAt = (seconds: number) => read(body, `t=${seconds},v1=${sign(body, seconds)}`);
    for (const away of [300, -300])
      expect(signedAt(NOW_SECONDS + away)).toMatchObject({ ok: true });
    for (const away of [301, -301])
      expect(signedAt(NOW_SECONDS + away)).toMatchObject({ ok: false, code: 'too-old' });
  });

  test('another secret, another body, another time', () => {
    const wrong = { ok: false, code: 'signature-wrong' };
    expect(read(body, `t=${NOW_SECONDS},v1=${sign(body, NOW_SECONDS, 'whsec_x')}`)).toMatchObject(
      wrong,
    );
    expect(read(`${body} `, `t=${NOW_SECONDS},v1=${sign(body)}`)).toMatchObject(wrong);
    expect(read(body, `t=${NOW_SECONDS + 1},v1=${sign(body)}`)).toMatchObject(wrong);
    expect(read(body, `t=${NOW_SECONDS},v0=${sign(body)},v1=abc`)).toMatchObject(wrong);
  });

  test.each([
    [-TOLERANCE_SECONDS, true],
    [TOLERANCE_SECONDS, true],
    [-TOLERANCE_SECONDS - 1, false],
    [TOLERANCE_SECONDS + 1, false],
  ])('signed %i s from now', (offset, accepted) => {
    const at = NOW_SECONDS + offset;
    const verdict = read(body, `t=${at},v1=${sign(body, at)}`);
    expect(verdict.ok).toBe(accepted);
    if (!accepted) expect(verdict).toMatchObject({ code: 'too-old' });
  });

  test('a signed event whose payment cannot be read', () => {
    const broken = eventOf('payment_intent.succeeded', { ...INTENT, amount_received: '1250' });
    expect(read(broken)).toMatchObject({ code: 'malformed' });
  });

  test('while a secret is being changed, any of several signatures counts', () => {
    const stale = sign(body, NOW_SECONDS, 'whsec_stale');
    const header = `t=${NOW_SECONDS},v1=${stale},v1=${sign(body)}`;
    expect(read(body, header)).toMatchObject({ ok: true });
    expect(read(body, `t=${NOW_SECONDS},v1=${stale}`, [SECRET, 'whsec_stale'])).toMatchObject({
      ok: true,
    });
  });
});
