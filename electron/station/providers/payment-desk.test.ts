import { afterEach, describe, expect, test } from 'vitest';
import { SIM_KEYS } from '../simulator/provider/sim-keys.ts';
import { eventually } from '../test-support/eventually.ts';
import { type DeskBench, deskBench } from './test-support/desk-bench.ts';

/*
 * The desk between a real lot (journal and all), the API's HTTP door and a simulated provider. Nothing
 * here is replaced but the clock, and how long nobody asks.
 */

let bench: DeskBench;
afterEach(() => bench.close());

const OFFER_MINUTES = 15;
const forward = (minutes: number) => bench.clock.forward(minutes * 60_000);

describe('in order', () => {
  test('UPI: our own code is shown, scanned and paid, and the webhook captures it', async () => {
    bench = await deskBench({ polls: false });
    const id = await bench.request('upi');
    const { link, reference, state } = await bench.offered(id);
    expect(state).toBe('requested');
    expect(link).toBe(
      `upi://pay?pa=small@okbank&pn=Small%20lot&tr=${reference}&tn=Parking%20Small%20lot&am=2.00&cu=INR`,
    );
    const paid = bench.simulator.payUpi(link ?? '');
    expect(await bench.settled(id, 'captured')).toMatchObject({
      capturedMinor: 200,
      providerReference: { id: paid.id },
    });
    const { deliveries } = bench.simulator.webhooks;
    await eventually('both events are taken', () => deliveries.length === 2);
    expect(deliveries.map(({ status }) => status)).toEqual([200, 200]);
    expect(bench.events('PaymentCaptured')).toHaveLength(1);
  });

  test.each([
    ['razorpay', 'wallet'],
    ['stripe', 'online'],
  ] as const)('%s: a driver opens the page by %s and presses Pay', async (provider, method) => {
    bench = await deskBench({ polls: false });
    const id = await bench.request(method, provider);
    const { link } = await bench.offered(id);
    await fetch(link ?? '', { method: 'POST', body: new URLSearchParams({ do: 'card' }) });
    expect(await bench.settled(id, 'captured')).toMatchObject({ provider, capturedMinor: 200 });
  });

  test('money goes back the way it came, once', async () => {
    bench = await deskBench();
    const id = await bench.request('upi');
    bench.simulator.payUpi((await bench.offered(id)).link ?? '');
    await bench.settled(id, 'captured');
    const refund = {
      type: 'RefundPayment',
      paymentId: id,
      reason: 'too long',
      as: 'same',
    } as const;
    await bench.tell({ ...refund, amountMinor: 50 });
    expect(await bench.settled(id, 'refunded')).toMatchObject({ refundedMinor: 50 });
    expect([...bench.simulator.book.refunds.values()]).toMatchObject([{ amountMinor: 50 }]);
    expect(bench.events('PaymentRefunded')).toHaveLength(1);
  });

  test('what is set up is offered, and nothing else', async () => {
    bench = await deskBench();
    expect(bench.desk.providersOf('upi')).toEqual(['razorpay']);
    expect(bench.desk.providersOf('online')).toEqual(['razorpay', 'stripe']);
  });
});

describe('when news is late, double, lost or false', () => {
  test('no webhook at all: the provider is asked', async () => {
    bench = await deskBench();
    bench.simulator.webhooks.mode = 'drop';
    const id = await bench.request('online');
    await bench.offered(id);
    bench.simulator.pay(bench.payment(id).reference);
    await bench.settled(id, 'captured');
  });

  test('each event three times, last first, and once more after the refund', async () => {
    bench = await deskBench({ polls: false });
    const { webhooks } = bench.simulator;
    webhooks.mode = 'hold';
    const id = await bench.request('online', 'stripe');
    const { reference } = await bench.offered(id);
    bench.simulator.decline(reference);
    bench.simulator.pay(reference);
    await webhooks.release(true);
    for (const event of webhooks.events) {
      expect(await webhooks.send(event)).toBe(200);
      expect(await webhooks.send(event)).toBe(200);
    }
    await bench.settled(id, 'captured');
    webhooks.mode = 'deliver';
    const refund = { type: 'RefundPayment', paymentId: id, reason: 'x', as: 'same' } as const;
    await bench.tell({ ...refund, amountMinor: 200 });
    await bench.settled(id, 'refunded');
    for (const event of webhooks.events) expect(await webhooks.send(event)).toBe(200);
    expect(bench.events('PaymentCaptured')).toHaveLength(1);
    expect(bench.events('PaymentRefunded')).toHaveLength(1);
    expect(bench.payment(id)).toMatchObject({ state: 'refunded', capturedMinor: 200 });
  });

  test('a forged event captures nothing', async () => {
    bench = await deskBench({ polls: false });
    const razorpay = await bench.request('upi');
    const stripe = await bench.request('online', 'stripe');
    await bench.offered(razorpay);
    await bench.offered(stripe);
    for (const id of [razorpay, stripe]) {
      expect(await bench.simulator.forge(bench.payment(id).reference)).toBe(401);
      expect(bench.payment(id).state).toBe('requested');
    }
  });

  test('one provider cannot speak for another’s payment', async () => {
    bench = await deskBench({ polls: false });
    const id = await bench.request('upi', 'razorpay');
    const { reference } = await bench.offered(id);
    const intent = {
      object: 'payment_intent',
      id: 'pi_x',
      status: 'succeeded',
      amount: 200,
      amount_received: 200,
      currency: 'inr',
      metadata: { reference },
    };
    const body = bench.simulator.stripe.event('evt_x', 'payment_intent.succeeded', intent);
    const event = { id: 'evt_x', provider: 'stripe', type: 'x', body } as const;
    expect(await bench.simulator.webhooks.send(event)).toBe(200);
    expect(bench.payment(id).state).toBe('requested');
  });

  test('an attempt that fails leaves the page open for the next', async () => {
    bench = await deskBench();
    const id = await bench.request('online');
    const { reference } = await bench.offered(id);
    bench.simulator.decline(reference);
    const { deliveries } = bench.simulator.webhooks;
    await eventually('the news is taken', () => deliveries[0]?.status === 200);
    expect(bench.payment(id).state).toBe('requested');
    bench.simulator.pay(reference);
    await bench.settled(id, 'captured');
  });

  test('another currency is not set against the fee: staff decide', async () => {
    bench = await deskBench({ polls: false });
    const id = await bench.request('upi');
    const { reference } = await bench.offered(id);
    const payment = {
      id: 'pay_x',
      amount: 200,
      currency: 'USD',
      status: 'captured',
      order_id: null,
      notes: { reference },
    };
    const body = bench.simulator.razorpay.event('payment.captured', { payment });
    await bench.simulator.webhooks.send({ id: 'evt_x', provider: 'razorpay', type: 'x', body });
    await eventually('it is in doubt', () => bench.payment(id).uncertain);
    expect(bench.payment(id).detail).toMatch(/pay_x.*USD/);
  });
});

describe('when its time is over', () => {
  test('an offer that nobody pays ends, there too', async () => {
    bench = await deskBench();
    const id = await bench.request('online');
    const { reference } = await bench.offered(id);
    forward(OFFER_MINUTES);
    expect(await bench.settled(id, 'failed')).toMatchObject({ detail: 'Nobody paid in time.' });
    expect(bench.simulator.find(reference).status).toBe('cancelled');
    expect(bench.events('PaymentFailed')).toMatchObject([{ code: 'expired' }]);
  });

  test('staff give it up', async () => {
    bench = await deskBench({ polls: false });
    const id = await bench.request('online', 'stripe');
    const { reference } = await bench.offered(id);
    await bench.tell({ type: 'AbortPayment', paymentId: id, reason: 'pays cash' });
    await bench.settled(id, 'failed');
    expect(bench.events('PaymentFailed')).toMatchObject([{ code: 'aborted' }]);
    expect(() => bench.simulator.pay(reference)).toThrow(/nothing can be paid/);
  });

  test('who pays at the last moment has paid', async () => {
    bench = await deskBench({ polls: false });
    bench.simulator.webhooks.mode = 'drop';
    const id = await bench.request('online');
    bench.simulator.pay((await bench.offered(id)).reference);
    await bench.tell({ type: 'AbortPayment', paymentId: id, reason: 'pays cash' });
    await bench.settled(id, 'captured');
  });

  test('a code that is scanned late brings its money all the same', async () => {
    bench = await deskBench();
    bench.simulator.webhooks.mode = 'drop';
    const id = await bench.request('upi');
    const { link } = await bench.offered(id);
    forward(OFFER_MINUTES);
    await bench.settled(id, 'failed');
    bench.simulator.payUpi(link ?? '');
    await bench.settled(id, 'captured');
  });

  test('the provider ended it by itself', async () => {
    bench = await deskBench({ polls: false });
    const id = await bench.request('online', 'stripe');
    bench.simulator.expire((await bench.offered(id)).reference);
    await bench.settled(id, 'failed');
  });
});

describe('when a line drops or a process ends', () => {
  test.each(['razorpay', 'stripe'])('%s: the answer to the order never came', async (provider) => {
    bench = await deskBench();
    bench.simulator.dropAnswers = 2;
    const id = await bench.request('online', provider);
    const { providerOrderId } = await bench.offered(id);
    expect([...bench.simulator.book.orders.keys()]).toEqual([providerOrderId]);
  });

  test('a provider out of reach is tried until it is back', async () => {
    bench = await deskBench();
    bench.simulator.refuseCalls = 10;
    const id = await bench.request('upi');
    await bench.offered(id);
    expect(bench.simulator.refuseCalls).toBe(0);
  });

  test('paid while the station was down: it asks, and orders nothing twice', async () => {
    bench = await deskBench();
    const id = await bench.request('online');
    const { reference } = await bench.offered(id);
    bench.simulator.webhooks.mode = 'drop';
    await bench.restart(() => bench.simulator.pay(reference));
    await bench.settled(id, 'captured');
    expect(bench.simulator.book.orders.size).toBe(1);
  });

  test('it ended before the order’s answer was written down', async () => {
    bench = await deskBench();
    bench.simulator.dropAnswers = 1_000;
    const id = await bench.request('online', 'stripe');
    await eventually('the order is there', () => bench.simulator.book.orders.size === 1);
    await bench.restart(() => {
      bench.simulator.dropAnswers = 0;
    });
    const { providerOrderId } = await bench.offered(id);
    expect([...bench.simulator.book.orders.keys()]).toEqual([providerOrderId]);
  });

  test('it ended while money was on its way back: given back once', async () => {
    bench = await deskBench();
    const id = await bench.request('online', 'stripe');
    bench.simulator.pay((await bench.offered(id)).reference);
    await bench.settled(id, 'captured');
    bench.simulator.stripe.slowRefunds = true;
    const refund = { type: 'RefundPayment', paymentId: id, reason: 'x', as: 'same' } as const;
    await bench.tell({ ...refund, amountMinor: 200 });
    await eventually('it is asked for', () => bench.simulator.book.refunds.size === 1);
    await bench.restart();
    const [refundId = ''] = bench.simulator.book.refunds.keys();
    bench.simulator.settleRefund(refundId);
    await bench.settled(id, 'refunded');
    expect(bench.simulator.book.refunds.size).toBe(1);
  });
});

describe('when it is not set up', () => {
  test('a key that is wrong ends the payment, with a sentence for staff', async () => {
    bench = await deskBench({ keySecret: 'the-wrong-key-of-a-test' });
    const id = await bench.request('upi');
    const { detail } = await bench.settled(id, 'failed');
    expect(detail).toMatch(/Razorpay does not accept the key/);
  });

  test('a provider that is not there', async () => {
    bench = await deskBench();
    const id = await bench.request('online', 'paypal');
    expect(await bench.settled(id, 'failed')).toMatchObject({
      detail: 'No payment provider "paypal" is set up: see config.json.',
    });
  });

  test('UPI takes rupees alone', async () => {
    bench = await deskBench({ currency: 'GBP' });
    const id = await bench.request('upi');
    await bench.settled(id, 'failed');
    expect(bench.simulator.book.orders.size).toBe(0);
  });
});

test('no key enters the journal or the log', async () => {
  bench = await deskBench();
  for (const provider of ['razorpay', 'stripe']) {
    const id = await bench.request('online', provider);
    const { reference } = await bench.offered(id);
    await bench.simulator.forge(reference);
    bench.simulator.pay(reference);
    await bench.settled(id, 'captured');
  }
  const written = JSON.stringify([bench.lot.journal.read(0, 10_000), bench.log.lines]);
  expect(written).toContain('a webhook was turned away');
  const { razorpay, stripe } = SIM_KEYS;
  for (const secret of [razorpay.keySecret, razorpay.webhookSecret, ...Object.values(stripe)])
    expect(written).not.toContain(secret);
});
