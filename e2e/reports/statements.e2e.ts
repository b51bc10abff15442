import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { driveIn, driveOut, LOT, SOON } from '../support/drive.ts';
import { moneyLot } from '../support/money-lot.ts';
import { passwordOf, type Site, startSite } from '../support/site.ts';

const PLATE = 'KA05MX4821';
const ACCOUNTANT = 'anna';

/** An accountant sets a provider's statement against what was taken, and never sees a plate. */
describe('a statement of a payment provider', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  let folder: string;
  let reference: string;

  beforeAll(async () => {
    site = await startSite(moneyLot());
    browser = await openBrowser();
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-statements-'));
    ({ page, errors } = await openPage(browser, { width: 1920, height: 1080, theme: 'dark' }));
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  const at = (testId: string) => page.getByTestId(testId);

  test('a driver pays by UPI at the exit', async () => {
    const sessionId = await driveIn(site, PLATE);
    site.exit.arrive();
    await site.exit.read(PLATE);
    await expect.poll(() => site.exit.sign.qr, SOON).toMatch(/^upi:\/\/pay\?/);
    site.provider.payUpi(site.exit.sign.qr ?? '');
    await expect.poll(site.exit.vends, SOON).toBe(1);
    await driveOut(site, sessionId, 1);
    const [payment] = await site.rest.call('GET', `${LOT}/payments?sessionId=${sessionId}`);
    ({ reference } = payment);
  });

  test('an accountant signs in, and is led to what is for them alone', async () => {
    await site.as(ACCOUNTANT, 'accountant');
    await site.signIn(page, { username: ACCOUNTANT, password: passwordOf(ACCOUNTANT) });
    for (const screen of ['reports', 'dashboard', 'sessions'])
      expect(await at(`nav-${screen}`).count(), screen).toBe(1);
    for (const screen of ['desk', 'payments', 'users', 'tariffs', 'memberships'])
      expect(await at(`nav-${screen}`).count(), screen).toBe(0);
    await screenshot(page, 'accountant-dark-1920');
    await at('nav-reports').click();
    await at('reports-sessions').click();
    await at('report-sessions').waitFor();
    expect(await at('section-stays').textContent()).toContain('•••');
    expect(await at('section-stays').textContent()).not.toContain(PLATE);
    await at('figure-stays').waitFor();
  });

  test('the file is looked at: columns are guessed, what is left out is named', async () => {
    const file = join(folder, 'settlement.csv');
    writeFileSync(file, statementOf(reference, site.now()));
    await at('reports-revenue').click();
    await at('statement-add').click();
    await page.getByRole('dialog').locator('input[type="file"]').setInputFiles(file);
    await at('statement-count').waitFor();
    expect(await at('statement-count').textContent()).toBe(
      '2 lines can be used: ₹55.00, fees ₹1.29. 1 row is no payment. 1 row is left out.',
    );
    expect(await at('statement-problems').textContent()).toContain('Line 4, amount: "forty"');
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'statement-import-dark-1920');
  });

  test('it is set against the receipts, and what differs is named', async () => {
    await at('statement-start').click();
    await at('statements').getByText('settlement.csv').waitFor();
    const against = at('section-statements');
    await expect.poll(() => against.textContent(), SOON).toContain('razorpay');
    // One payment of 40.00 here; there it and one of 15.00 that nobody here knows.
    for (const text of ['₹40.00', '₹55.00', '₹15.00', '₹1.29', '₹53.71'])
      expect(await against.textContent()).toContain(text);
    expect(await at('section-differences').textContent()).toContain('but not known here');
    expect(await at('section-differences').textContent()).toContain('pay_unknown');
    expect(await axe(page)).toEqual([]);
    await against.scrollIntoViewIfNeeded();
    await screenshot(page, 'report-statements-dark-1920');
    await at('report-export').click();
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      at('report-export-csv').click(),
    ]);
    expect(readFileSync(await csv.path(), 'utf8')).toContain('pay_unknown');
  });

  test('it can be taken out again', async () => {
    await at('statements').getByRole('button', { name: 'Remove' }).click();
    await at('statement-remove').click();
    await expect
      .poll(() => at('section-statements').textContent(), SOON)
      .toContain('No statement that speaks of this time');
    expect(errors).toEqual([]);
  });
});

/** What Razorpay gives its merchants, with a payment that nobody here knows and a row that nobody can read. */
function statementOf(reference: string, nowAt: number): string {
  const at = new Date(nowAt).toISOString();
  return [
    'order_receipt,type,amount,currency,fee,created_at',
    `${reference},payment,40.00,INR,0.94,${at}`,
    `pay_unknown,payment,15.00,INR,0.35,${at}`,
    `${reference},payment,forty,INR,0.94,${at}`,
    `setl_1,settlement,53.71,INR,0,${at}`,
  ].join('\r\n');
}

async function axe(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa'] } })
    .setLegacyMode(true)
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
