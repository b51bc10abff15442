import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import { zonedIso } from '#domain/kernel/zoned.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { arrive, driveOut, LOT, refusedIn, SOON, scanIn, stateOf } from '../support/drive.ts';
import { HOUR_FEE_MINOR, moneyLot, TARIFF } from '../support/money-lot.ts';
import { type Site, startSite } from '../support/site.ts';

const OVERSTAY_MINOR = 10_000;
const WALK_IN = 'KA01AB1234';

/** Three slots, all of which may be booked: whoever has booked one finds it, whoever has not may not. */
describe('a prepaid booking arrives by its code and overstays', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  let booking: {
    readonly id: string;
    readonly token: string;
    readonly slotId: string;
    readonly fromAt: number;
    readonly toAt: number;
  };
  let missed: { readonly id: string; readonly missAt: number };
  let sessionId = '';

  beforeAll(async () => {
    site = await startSite(
      moneyLot({
        slots: 3,
        policies: {
          reservations: {
            earlyMinutes: 15,
            lateMinutes: 30,
            holdMinutes: 60,
            sharePercent: { standard: 100 },
            noShowFeeMinor: 5_000,
            overstay: { graceMinutes: 15, periodMinutes: 60, feeMinor: OVERSTAY_MINOR },
          },
        },
      }),
    );
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser, { width: 1280, height: 900, theme: 'dark' }));
    await site.signIn(page);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const at = (testId: string) => page.getByTestId(testId);

  const reservation = (id: string) => site.rest.call('GET', `${LOT}/reservations/${id}`);
  const book = (body: object) => site.rest.call('POST', `${LOT}/reservations`, body);
  const free = async () => (await site.rest.call('GET', `${LOT}/availability`)).free;
  /** A ticket at the push of a button. */
  const enter = (plate: string) => site.rest.ask('POST', `${LOT}/entries`, { laneId: 'in', plate });

  test('booked in the console in three steps, for a slot by name', async () => {
    const fromAt = Math.floor(site.now() / MINUTE_MS) * MINUTE_MS + 2 * HOUR_MS;
    await at('nav-reservations').click();
    await at('reservation-add').click();
    await at('reservation-from').fill(inTheField(fromAt));
    await at('reservation-to').fill(inTheField(fromAt + 2 * HOUR_MS));
    await at('reservation-slot').fill('A2');
    await page.getByRole('option').first().click();
    await expect.poll(() => at('reservation-price').textContent(), SOON).toContain('80.00');
    await at('reservation-next').click();
    await at('reservation-name').fill('Asha Rao');
    await at('reservation-next').click();
    await at('reservation-next').click();
    // She pays at home: the desk takes no cash for it.
    await at('reservation-cash').getByRole('button').first().click();
    await at('reservation-number').waitFor();
    await at('reservation-done').click();
    const [row] = await site.rest.call('GET', `${LOT}/reservations?search=asha`);
    booking = await reservation(row.id);
    expect(booking).toMatchObject({
      fromAt,
      slotId: 'a2',
      name: 'Asha Rao',
      prepaid: true,
      priceMinor: 2 * HOUR_FEE_MINOR,
      dueMinor: 2 * HOUR_FEE_MINOR,
    });
  });

  test('paid online at the provider', async () => {
    const { paymentId } = await site.rest.call('POST', `${LOT}/payments`, {
      reservationId: booking.id,
      method: 'online',
      provider: 'stripe',
      amountMinor: 2 * HOUR_FEE_MINOR,
    });
    const payment = () => site.rest.call('GET', `${LOT}/payments/${paymentId}`);
    await expect.poll(async () => (await payment()).link, SOON).toMatch(/^http/);
    await fetch((await payment()).link, {
      method: 'POST',
      body: new URLSearchParams({ do: 'card' }),
    });
    await expect.poll(async () => (await payment()).state, SOON).toBe('captured');
    expect(await reservation(booking.id)).toMatchObject({
      state: 'booked',
      paidMinor: 2 * HOUR_FEE_MINOR,
      dueMinor: 0,
    });
    expect(errors).toEqual([]);
  });

  test('too early, the code opens nothing', async () => {
    expect(await refusedIn(site, () => site.entry.scan(booking.token))).toEqual([
      'TOO EARLY',
      'Come at your booked time',
    ]);
  });

  test('an hour before, the slots that are booked are withheld from others', async () => {
    missed = await book({ fromAt: booking.fromAt, toAt: booking.toAt, name: 'Nobody comes' });
    await site.pass(booking.fromAt - 10 * MINUTE_MS - site.now());
    await expect.poll(async () => (await reservation(missed.id)).held, SOON).toBe(true);
    expect(await enter(WALK_IN)).toMatchObject({ status: 201 });
    const refused = await enter('KA01AB1235');
    expect(refused).toMatchObject({ status: 409, body: { code: 'lot-full' } });
  });

  test('the code under the scanner opens the entry, once, for the booked slot', async () => {
    await scanIn(site, booking.token);
    await expect.poll(async () => (await reservation(booking.id)).state, SOON).toBe('arrived');
    sessionId = (await reservation(booking.id)).sessionId;
    await expect.poll(() => stateOf(site, sessionId), SOON).toBe('inside');
    expect(await sessionRow()).toMatchObject({ slotId: 'a2' });
    expect(await refusedIn(site, () => site.entry.scan(booking.token))).toEqual([
      'BOOKING USED',
      'Please ask our staff',
    ]);
  });

  test('who does not come lets go of the slot: a walk-in gets it', async () => {
    await site.pass(missed.missAt + MINUTE_MS - site.now());
    await expect.poll(async () => (await reservation(missed.id)).state, SOON).toBe('no-show');
    expect(await reservation(missed.id)).toMatchObject({ dueMinor: 5_000, held: false });
    expect(await free()).toBe(1);
    expect((await enter('KA01AB1235')).status).toBe(201);
  });

  test('past the window and its grace, the exit asks for the overstay', async () => {
    await site.pass(booking.toAt + 20 * MINUTE_MS - site.now());
    await arrive(site, 'exit');
    site.exit.scan(booking.token);
    await expect.poll(() => site.exit.sign.lines, SOON).toEqual(['PLEASE PAY', 'INR 100.00']);
    expect(site.exit.vends()).toBe(0);
    const { ticketNumber } = await sessionRow();
    const quoted = await site.rest.call('POST', `${LOT}/quotes`, { ticket: ticketNumber });
    expect(quoted).toMatchObject({ dueMinor: OVERSTAY_MINOR });
    expect(quoted.quote.lines.map(({ code }: { code: string }) => code)).toContain('overstay');
  });

  test('paid from the sign, the gate opens', async () => {
    await expect.poll(() => site.exit.sign.qr, SOON).toMatch(/^upi:/);
    site.provider.payUpi(site.exit.sign.qr ?? '');
    await driveOut(site, sessionId, 1);
    expect(await reservation(booking.id)).toMatchObject({ state: 'completed' });
  });

  async function sessionRow() {
    const rows = await site.rest.call('GET', `${LOT}/sessions?state=inside`);
    return rows.find(({ id }: { id: string }) => id === sessionId);
  }
});

/** An instant as a field for date and time holds it, by the lot's clock. */
const inTheField = (at: number) =>
  zonedIso(at, TARIFF.timeZone).slice(0, 'YYYY-MM-DDTHH:mm'.length);
