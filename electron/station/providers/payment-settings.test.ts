import { expect, test } from 'vitest';
import { paymentSettings, paymentsSchema } from './payment-settings.ts';

const UPI = { payeeVpa: 'riverside@okbank', payeeName: 'Riverside', provider: 'razorpay' };
const RAZORPAY = {
  keyId: 'rzp_test_1',
  keySecret: 'key-secret-of-a-test',
  webhookSecret: 'webhook-secret-of-a-test',
};
const parse = (file: unknown) => paymentsSchema.parse(file);

test('without a word about payments there are none', () => {
  expect(paymentSettings(undefined, {})).toEqual({ upi: null, razorpay: null, stripe: null });
});

test('the file says all of it', () => {
  const file = parse({ upi: UPI, providers: { razorpay: RAZORPAY } });
  expect(paymentSettings(file, {})).toEqual({
    upi: UPI,
    razorpay: {
      keyId: 'rzp_test_1',
      keySecret: 'key-secret-of-a-test',
      webhookSecrets: ['webhook-secret-of-a-test'],
      baseUrl: 'https://api.razorpay.com',
    },
    stripe: null,
  });
});

test('the environment stands above the file and completes it', () => {
  const file = parse({
    providers: {
      razorpay: { ...RAZORPAY, previousWebhookSecret: 'before-the-change' },
      stripe: { successUrl: 'https://example.com/paid', baseUrl: 'http://127.0.0.1:4790/' },
    },
  });
  const settings = paymentSettings(file, {
    GATEHOUSE_RAZORPAY_KEY_SECRET: 'from-the-environment',
    GATEHOUSE_STRIPE_SECRET_KEY: 'sk_test_1',
    GATEHOUSE_STRIPE_WEBHOOK_SECRET: 'whsec_1',
  });
  expect(settings.razorpay).toMatchObject({
    keySecret: 'from-the-environment',
    webhookSecrets: ['webhook-secret-of-a-test', 'before-the-change'],
  });
  expect(settings.stripe).toEqual({
    secretKey: 'sk_test_1',
    webhookSecrets: ['whsec_1'],
    baseUrl: 'http://127.0.0.1:4790',
    successUrl: 'https://example.com/paid',
    cancelUrl: 'https://example.com/paid',
  });
});

test.each([
  [
    { providers: { razorpay: { keyId: 'rzp_test_1' } } },
    /razorpay\.keySecret.*GATEHOUSE_RAZORPAY_KEY_SECRET/,
  ],
  [{ upi: UPI }, /payments\.upi\.provider/],
  [
    {
      upi: { ...UPI, provider: 'stripe' },
      providers: { stripe: { successUrl: 'https://example.com' } },
    },
    /UPI goes through razorpay/,
  ],
])('%j is refused, naming the place', (file, words) => {
  expect(() => paymentSettings(parse(file), {})).toThrow(words);
});

test.each([
  [{ providers: { paypal: {} } }, ['providers']],
  [{ upi: { ...UPI, payeeVpa: 'nobody' } }, ['upi', 'payeeVpa']],
  [{ providers: { razorpay: { keySecret: 'short' } } }, ['providers', 'razorpay', 'keySecret']],
  [{ providers: { stripe: {} } }, ['providers', 'stripe', 'successUrl']],
])('%j does not fit the file', (file, path) => {
  expect(paymentsSchema.safeParse(file).error?.issues[0]?.path).toEqual(path);
});
