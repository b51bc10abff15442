import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { arrive, driveIn, driveOut, LOT, lastSeq, SOON, typesAfter } from '../support/drive.ts';
import { typeAsScanner } from '../support/keyboard-scanner.ts';
import { LOST_FEE_MINOR, moneyLot } from '../support/money-lot.ts';
import { reloadLater } from '../support/page-clock.ts';
import { type Site, startSite } from '../support/site.ts';

const PLATE = 'KA05MX4821';
const OTHER = 'KA01AB1234';
const SHOPPER = 'MH12DE1433';

/** What a driver without a ticket meets at the desk, and one whom a shop gives an hour. */
describe('a lost ticket, and a shop’s code', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    site = await startSite(moneyLot());
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser, { width: 1280, height: 900, theme: 'dark' }));
    await site.signIn(page);
    await page.getByTestId('nav-desk').click();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const at = (testId: string) => page.getByTestId(testId);
  const text = (testId: string) => at(testId).textContent();
  const tokenOf = async (plate: string) => {
    const { session } = await site.rest.call('POST', `${LOT}/quotes`, { plate });
    return session.ticketNumber as string;
  };

  async function later(ms: number): Promise<void> {
    await site.pass(ms);
    await reloadLater(page, ms);
    await at('desk-input').waitFor();
  }

  /** Pays what is due exactly, in cash; the desk asks for a second Enter. */
  async function takeExactly(): Promise<void> {
    await at('take-cash').click();
    await at('receipt').waitFor();
  }

  let sessionId = '';
  let oldTicket = '';
  test('found by plate, it gets another ticket and the tariff’s charge', async () => {
    sessionId = await driveIn(site, PLATE);
    oldTicket = await tokenOf(PLATE);
    await at('lost-ticket-open').click();
    await at('lost-plate').fill(PLATE.slice(-4));
    await at(`lost-choose-${sessionId}`).click();
    await at('reason-input').fill('blown out of the window');
    await at('reason-confirm').click();
    await at('desk-stay').waitFor();
    await expect.poll(() => text('due-total'), SOON).toContain('300.00');
    await takeExactly();
    await at('desk-next').click();
  });

  test('the old ticket opens nothing, and the vehicle leaves by its plate', async () => {
    expect(await tokenOf(PLATE)).not.toBe(oldTicket);
    await arrive(site, 'exit');
    const seq = await lastSeq(site);
    site.exit.scan(oldTicket);
    await expect.poll(() => typesAfter(site, seq), SOON).toContain('ExitRefused');
    expect(site.exit.vends()).toBe(0);
    await site.exit.read(PLATE);
    await driveOut(site, sessionId, 1);
  });

  test('found by the time of entry', async () => {
    sessionId = await driveIn(site, OTHER);
    await later(HOUR_MS + 5 * MINUTE_MS);
    await at('lost-ticket-open').click();
    await page.getByRole('tab').nth(1).click();
    await at(`lost-choose-${sessionId}`).click();
    await at('reason-input').fill('cannot find it');
    await at('reason-confirm').click();
    await expect.poll(() => text('due-total'), SOON).toContain('300.00');
    await takeExactly();
    await at('desk-next').click();
    await arrive(site, 'exit');
    await site.exit.read(OTHER);
    await driveOut(site, sessionId, 2);
  });

  test('nobody knows when it came: the maximum is taken, and the receipt opens once', async () => {
    await at('lost-ticket-open').click();
    await page.getByRole('tab').nth(2).click();
    await expect.poll(() => text('lost-charge')).toContain('300.00');
    await at('lost-tendered').fill('500');
    await at('lost-pay').click();
    await expect.poll(() => text('lost-change')).toContain('200.00');
    await at('lost-let-out').click();
    await expect.poll(site.exit.vends, SOON).toBe(3);
    await at('lost-ticket').waitFor({ state: 'detached' });
    const [paid] = await site.rest.call('GET', `${LOT}/payments`);
    expect(paid).toMatchObject({ purpose: 'lost-ticket', capturedMinor: LOST_FEE_MINOR });
    await site.rest.ask('POST', `${LOT}/lanes/out/lost-ticket-exit`, { paymentId: paid.id });
    expect(site.exit.vends()).toBe(3);
    await site.exit.passThrough();
  });

  test('a shop’s code takes an hour off once, and is refused the second time', async () => {
    const offer = { id: 'hour', kind: 'minutes', value: 60, label: 'One hour' };
    const terms = { name: 'Cinema', offers: [offer] };
    const { shopId } = await site.rest.call('POST', `${LOT}/shops`, { terms });
    const sheet = await site.rest.call('POST', `${LOT}/shops/${shopId}/codes`, {
      offerId: 'hour',
      count: 1,
      validUntilAt: site.now() + 24 * HOUR_MS,
    });
    const code: string = sheet.codes[0].token;
    await driveIn(site, SHOPPER);
    await later(HOUR_MS + 5 * MINUTE_MS);
    await at('desk-input').fill(SHOPPER);
    await page.keyboard.press('Enter');
    await expect.poll(() => text('quote-total'), SOON).toContain('80.00');
    await typeAsScanner(page, code);
    await expect.poll(() => text('due-total'), SOON).toContain('40.00');
    await takeExactly();
    await at('desk-next').click();
    const second = await driveIn(site, OTHER);
    const again = await site.rest.ask('POST', `${LOT}/validations`, { sessionId: second, code });
    expect(again).toMatchObject({ status: 410, body: { code: 'validation-used' } });
    const ledger = await site.rest.call('GET', `${LOT}/validations/ledger`);
    expect(ledger.shops).toMatchObject([{ shopId, count: 1, valueMinor: 4_000 }]);
  });

  test('the day’s reconciliation counts them, and nothing is unexplained', async () => {
    await at('nav-reports').click();
    await at('reconciliation').waitFor();
    await expect.poll(() => text('reconciliation-lost'), SOON).toMatch(/^3/);
    const report = await site.rest.call('GET', `${LOT}/reports/reconciliation`);
    expect(report).toMatchObject({ issued: 4, lost: 3, unexplained: 0, openAfter: 2 });
    expect(report.ended).toMatchObject({ lost: 2 });
    expect(errors).toEqual([]);
  });
});
