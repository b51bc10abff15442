import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR_MS } from '#domain/kernel/instant.ts';
import { driveIn, driveOut, LOT, lastSeq, SOON, typesAfter } from '../support/drive.ts';
import { HOUR_FEE_MINOR, moneyLot } from '../support/money-lot.ts';
import { type Site, startSite } from '../support/site.ts';

const PLATE = 'KA05MX4821';
const OTHER_PLATE = 'KA01AB1234';

/** A driver pays with the phone from the sign at the exit; only the provider's word opens the gate. */
describe('UPI at the exit', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite(moneyLot());
  });
  afterAll(() => site?.stop());

  const paymentsOf = async (sessionId: string) =>
    site.rest.call('GET', `${LOT}/payments?sessionId=${sessionId}`);

  let sessionId = '';
  test('the sign at the exit shows the amount and a code to scan', async () => {
    sessionId = await driveIn(site, PLATE);
    site.exit.arrive();
    await site.exit.read(PLATE);
    await expect.poll(() => site.exit.sign.lines, SOON).toEqual(['PLEASE PAY', 'INR 40.00']);
    await expect.poll(() => site.exit.sign.qr, SOON).toMatch(/^upi:\/\/pay\?/);
    const code = new URL(site.exit.sign.qr ?? '');
    expect(Object.fromEntries(code.searchParams)).toMatchObject({
      pa: 'small@okbank',
      am: '40.00',
      cu: 'INR',
      tr: expect.stringMatching(/^[A-Za-z0-9]{1,35}$/),
    });
  });

  test('what is asked for is not paid: the gate stays shut', async () => {
    const [payment] = await paymentsOf(sessionId);
    expect(payment).toMatchObject({ state: 'requested', method: 'upi', receiptNumber: null });
    expect(site.exit.vends()).toBe(0);
  });

  test('a forged webhook is turned away and opens nothing', async () => {
    const [{ reference }] = await paymentsOf(sessionId);
    expect(await site.provider.forge(reference)).toBe(401);
    const [payment] = await paymentsOf(sessionId);
    expect(payment).toMatchObject({ state: 'requested', capturedMinor: 0 });
    expect(site.exit.vends()).toBe(0);
  });

  test('the provider says captured: the gate opens once, with a receipt', async () => {
    const { webhooks } = site.provider;
    webhooks.copies = 3;
    site.provider.payUpi(site.exit.sign.qr ?? '');
    await expect.poll(site.exit.vends, SOON).toBe(1);
    await expect
      .poll(() => webhooks.deliveries.filter(({ status }) => status === 200).length, SOON)
      .toBe(webhooks.copies * webhooks.events.length);
    const [payment] = await paymentsOf(sessionId);
    expect(payment).toMatchObject({
      state: 'captured',
      capturedMinor: HOUR_FEE_MINOR,
      receiptNumber: 1,
    });
    await driveOut(site, sessionId, 1);
    expect(site.exit.sign).toMatchObject({ qr: null });
  });

  test('the same news an hour later changes nothing', async () => {
    const { webhooks } = site.provider;
    await site.pass(HOUR_MS);
    const seq = await lastSeq(site);
    for (const event of webhooks.events) expect(await webhooks.send(event)).toBe(200);
    const types = await typesAfter(site, seq);
    expect(types.filter((type) => type.startsWith('Payment'))).toEqual([]);
    expect(site.exit.vends()).toBe(1);
    expect(await paymentsOf(sessionId)).toHaveLength(1);
  });

  test('the webhook is lost: the station asks, and the gate opens all the same', async () => {
    site.provider.webhooks.mode = 'drop';
    const second = await driveIn(site, OTHER_PLATE);
    site.exit.arrive();
    await site.exit.read(OTHER_PLATE);
    await expect.poll(() => site.exit.sign.qr, SOON).toMatch(/^upi:\/\/pay\?/);
    const delivered = site.provider.webhooks.deliveries.length;
    site.provider.payUpi(site.exit.sign.qr ?? '');
    await expect.poll(site.exit.vends, SOON).toBe(2);
    expect(site.provider.webhooks.deliveries).toHaveLength(delivered);
    expect(site.provider.requests.at(-1)).toMatch(/^GET \/v1\/orders\//);
    const [payment] = await paymentsOf(second);
    expect(payment).toMatchObject({ state: 'captured', receiptNumber: 2 });
    await driveOut(site, second, 2);
  });
});
