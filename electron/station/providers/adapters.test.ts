import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RecordingLog, recordingLog } from '../journal/test-support/recording-log.ts';
import type { PaymentProvider, ProviderOrder } from '../ports/payment-provider.ts';
import { ProviderSimulator } from '../simulator/provider/provider-simulator.ts';
import { SIM_KEYS } from '../simulator/provider/sim-keys.ts';
import { paymentSettings, paymentsSchema } from './payment-settings.ts';
import { Razorpay } from './razorpay/razorpay.ts';
import { Stripe } from './stripe/stripe.ts';

/*
 * Both adapters against the simulated provider, over real HTTP: what the station needs of either is the
 * same, so most tests run with both.
 */

let simulator: ProviderSimulator;
let log: RecordingLog;
beforeEach(async () => {
  simulator = await ProviderSimulator.start();
  simulator.webhooks.mode = 'drop';
  log = recordingLog();
});
afterEach(() => simulator.stop());

function open(name: 'razorpay' | 'stripe', secret?: string): PaymentProvider {
  const file = paymentsSchema.parse({ providers: simulator.providerSettings });
  const { razorpay, stripe } = paymentSettings(file, {});
  if (razorpay === null || stripe === null) throw new Error('both are set up');
  return name === 'razorpay'
    ? new Razorpay({ ...razorpay, keySecret: secret ?? razorpay.keySecret }, log, 0)
    : new Stripe({ ...stripe, secretKey: secret ?? stripe.secretKey }, log, 0);
}

const order = (facts: Partial<ProviderOrder> = {}): ProviderOrder => ({
  paymentId: 'p-1',
  reference: 'GH1',
  amountMinor: 12_50,
  currency: 'INR',
  description: 'Parking at Riverside',
  method: 'online',
  expiresAt: Date.now() + 10 * 60_000,
  ...facts,
});

const query = (providerOrderId: string | null, reference = 'GH1') => ({
  providerOrderId,
  reference,
});

describe.each(['razorpay', 'stripe'] as const)('%s', (name) => {
  test('a page is offered, paid, and found captured', async () => {
    const provider = open(name);
    const { providerOrderId, link } = await provider.request(order());
    expect(await provider.status(query(providerOrderId))).toMatchObject({ state: 'pending' });
    const page = await (await fetch(link ?? '')).text();
    expect(page).toContain('12.50');
    const body = new URLSearchParams({ do: 'card' });
    await fetch(link ?? '', { method: 'POST', body });
    const [payment] = simulator.book.payments.values();
    expect(await provider.status(query(providerOrderId))).toEqual({
      state: 'captured',
      providerPaymentId: payment?.id,
      amountMinor: 12_50,
      currency: 'INR',
      detail: '',
    });
  });

  test('asked twice, it is one order', async () => {
    const provider = open(name);
    const first = await provider.request(order());
    expect(await open(name).request(order())).toEqual(first);
    expect(simulator.book.orders.size).toBe(1);
  });

  test('an answer that never came leaves one order behind', async () => {
    const provider = open(name);
    simulator.dropAnswers = 1;
    const offered = await provider.request(order()).catch(() => provider.request(order()));
    expect(simulator.book.orders.size).toBe(1);
    expect(simulator.book.orders.has(offered.providerOrderId)).toBe(true);
  });

  test('a provider that is busy is asked again, three times at most', async () => {
    simulator.refuseCalls = 2;
    await open(name).status(query(null));
    simulator.refuseCalls = 100;
    simulator.requests.length = 0;
    const fault = open(name).status(query(null));
    await expect(fault).rejects.toMatchObject({ name: 'ProviderFault', code: 'unreachable' });
    expect(simulator.requests).toHaveLength(3);
  });

  test('a wrong key is said so, without the key', async () => {
    const fault = await open(name, 'a-key-that-is-wrong')
      .request(order())
      .catch((error) => error);
    expect(fault).toMatchObject({ code: 'refused', mayPass: false });
    expect(fault.message).toMatch(/does not accept the key/);
    expect(JSON.stringify([fault.message, log.lines])).not.toContain('a-key-that-is-wrong');
  });

  test('a declined attempt leaves it open, and the next one may pay', async () => {
    const provider = open(name);
    const { providerOrderId } = await provider.request(order());
    simulator.decline('GH1');
    expect(await provider.status(query(providerOrderId))).toMatchObject({ state: 'pending' });
    simulator.pay('GH1');
    expect(await provider.status(query(providerOrderId))).toMatchObject({ state: 'captured' });
  });

  test('an order that is ended can no longer be paid', async () => {
    const provider = open(name);
    const { providerOrderId } = await provider.request(order());
    await provider.cancel(providerOrderId);
    expect(() => simulator.pay('GH1')).toThrow(/nothing can be paid/);
    expect((await provider.status(query(providerOrderId))).state).toMatch(/^(failed|expired)$/);
    // To end what is over changes nothing.
    await provider.cancel(providerOrderId);
  });

  test('to end an order that was just paid leaves it captured', async () => {
    const provider = open(name);
    const { providerOrderId } = await provider.request(order());
    simulator.pay('GH1');
    await provider.cancel(providerOrderId);
    expect(await provider.status(query(providerOrderId))).toMatchObject({ state: 'captured' });
  });

  test('money is given back once for one key', async () => {
    const provider = open(name);
    await provider.request(order());
    const { id } = simulator.pay('GH1');
    simulator.dropAnswers = 1;
    const first = await provider.refund(id, 500, 'r-0123456789');
    expect(await provider.refund(id, 500, 'r-0123456789')).toEqual(first);
    expect(first.state).toBe('refunded');
    expect(simulator.book.refunds.size).toBe(1);
    await expect(provider.refund(id, 1_000, 'r-9876543210')).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/greater than/),
    });
  });

  test('a slow refund is followed until it is settled', async () => {
    const provider = open(name);
    await provider.request(order());
    const { id } = simulator.pay('GH1');
    simulator[name].slowRefunds = true;
    const { refundId, state } = await provider.refund(id, 1_250, 'r-0123456789');
    expect(state).toBe('pending');
    expect(await provider.refundState(refundId)).toBe('pending');
    simulator.settleRefund(refundId);
    expect(await provider.refundState(refundId)).toBe('refunded');
  });

  test('every event of the simulator is understood', async () => {
    const provider = open(name);
    await provider.request(order());
    simulator.decline('GH1');
    const { id } = simulator.pay('GH1');
    await provider.refund(id, 500, 'r-0123456789');
    const heard: unknown[] = [];
    simulator.stationUrl = null;
    for (const event of simulator.webhooks.events) {
      const { createHmac } = await import('node:crypto');
      const body = Buffer.from(event.body);
      const hmac = createHmac('sha256', SIM_KEYS[name].webhookSecret);
      const now = Date.now();
      const time = Math.floor(now / 1_000);
      const headers =
        name === 'razorpay'
          ? { 'x-razorpay-signature': hmac.update(body).digest('hex') }
          : {
              'stripe-signature': `t=${time},v1=${hmac.update(`${time}.${event.body}`).digest('hex')}`,
            };
      const news = provider.readWebhook(body, headers, now);
      heard.push(news.ok ? `${event.type} ${news.kind}` : news.code);
    }
    expect(heard).toEqual(
      name === 'razorpay'
        ? [
            'payment.failed failed',
            'payment.captured captured',
            'payment_link.paid captured',
            'refund.processed refunded',
          ]
        : [
            'payment_intent.payment_failed failed',
            'payment_intent.succeeded captured',
            'checkout.session.completed captured',
            'charge.refunded refunded',
            'refund.updated refunded',
          ],
    );
  });
});

describe('UPI by Razorpay', () => {
  test('a code of our own is paid by its reference, and the order found captured', async () => {
    const provider = open('razorpay');
    const { providerOrderId, link } = await provider.request(order({ method: 'upi' }));
    expect(link).toBeNull();
    simulator.payUpi('upi://pay?pa=lot@bank&pn=Lot&tr=GH1&tn=Parking&am=12.50&cu=INR');
    expect(await provider.status(query(providerOrderId))).toMatchObject({
      state: 'captured',
      amountMinor: 12_50,
    });
    expect(await provider.status(query(null))).toMatchObject({ state: 'captured' });
  });

  test('a reference that was never asked for is pending with nothing paid', async () => {
    expect(await open('razorpay').status(query(null, 'GH404'))).toMatchObject({
      state: 'pending',
      amountMinor: 0,
      detail: expect.stringMatching(/no order/),
    });
  });
});

test('what is no provider at all is said so', async () => {
  await simulator.stop();
  await expect(open('razorpay').status(query('order_1'))).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringMatching(/cannot be reached: ECONNREFUSED/),
  });
  simulator = await ProviderSimulator.start();
});
