import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '#domain/kernel/calendar.ts';
import { zonedDay } from '#domain/kernel/zoned.ts';
import type { ReportDocument } from '#domain/reports/document.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { driveIn, LOT, SOON } from '../support/drive.ts';
import { moneyLot } from '../support/money-lot.ts';
import { type Site, startSite } from '../support/site.ts';

const PLATES = ['KA05MX4821', 'KA01AB1234', 'MH12DE1433'] as const;
const PAID_MINOR = 4_000;

/** A manager's morning in the console: from a figure to what is behind it, and out to the accountant. */
describe('reports', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    site = await startSite(moneyLot());
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser, { width: 1280, height: 900, theme: 'light' }));
    await site.signIn(page);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const at = (testId: string) => page.getByTestId(testId);
  const open = async (report: string) => {
    await at('nav-reports').click();
    await at(`reports-${report}`).click();
    await at(`report-${report}`).waitFor();
  };
  const documentOf = (report: string): Promise<ReportDocument> =>
    site.rest.call('GET', `${LOT}/reports/${report}?period=week`);
  const download = async (format: string) => {
    await at('report-export').click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      at(`report-export-${format}`).click(),
    ]);
    return { name: file.suggestedFilename(), path: await file.path() };
  };

  test('three vehicles come, one pays, one was seen to leave', async () => {
    const sessions: string[] = [];
    for (const plate of PLATES) sessions.push(await driveIn(site, plate));
    await site.rest.call('POST', `${LOT}/shifts`, { floatMinor: 100_000 });
    const [plate] = PLATES;
    await site.rest.call('POST', `${LOT}/payments`, {
      ...{ plate, method: 'cash', amountMinor: PAID_MINOR, tenderedMinor: PAID_MINOR },
    });
    await site.rest.call('POST', `${LOT}/sessions/${sessions[2]}/close`, {
      reason: '=seen to leave',
    });
  });

  test('every report opens with its figures', async () => {
    const reports = ['summary', 'occupancy', 'traffic', 'revenue', 'exceptions', 'devices'];
    for (const report of [...reports, 'audit', 'sessions', 'reconciliation']) {
      await open(report);
      const { figures, sections } = await documentOf(report);
      for (const { id } of figures) expect(await at(`figure-${id}`).count(), id).toBe(1);
      for (const { id } of sections) expect(await at(`section-${id}`).count(), id).toBe(1);
    }
  });

  test('a figure leads to the stays behind it, and a stay to its details', async () => {
    await open('traffic');
    await at('figure-entries').getByRole('button').click();
    await at('report-drill').waitFor();
    const rows = at('report-drill').getByRole('listitem');
    await expect.poll(() => rows.count(), SOON).toBe(PLATES.length);
    await screenshot(page, 'report-drill-light-1280');
    await page.keyboard.press('Escape');
    await at('report-drill').waitFor({ state: 'detached' });
    await at('figure-entries').getByRole('button').focus();
    await page.keyboard.press('Enter');
    await at('report-drill').getByRole('link').filter({ hasText: PLATES[1] }).click();
    await expect.poll(() => page.url()).toMatch(/ticket=.*#\/sessions/);
    await page.getByText(PLATES[1]).first().waitFor();
  });

  test('takings lead to a payment', async () => {
    await open('revenue');
    expect(await at('figure-net').textContent()).toContain('40.00');
    await at('figure-net').getByRole('button').click();
    await at('drill-receipt-1').getByRole('link').click();
    await at('payment-details').waitFor();
    expect(await at('payment-details').textContent()).toContain('40.00');
  });

  test('each format is taken along and says what the screen says', async () => {
    await open('revenue');
    const { period } = await documentOf('revenue');
    const base = `small-${period.name.replaceAll(' ', '-')}-revenue`;
    const csv = await download('csv');
    expect(csv.name).toBe(`${base}.csv`);
    const lines = parse(readFileSync(csv.path, 'utf8'), { relaxColumnCount: true }) as string[][];
    expect(lines).toContainEqual(['Net takings (INR)', '40.00']);
    const xlsx = await download('xlsx');
    expect(xlsx.name).toBe(`${base}.xlsx`);
    const sheets = await readXlsxFile(xlsx.path);
    expect(sheets[0]?.data.find(([label]) => label === 'Net takings')?.[1]).toBe(40);
    const pdf = await download('pdf');
    expect(pdf.name).toBe(`${base}.pdf`);
    const text = execFileSync('pdftotext', ['-layout', pdf.path, '-'], { encoding: 'utf8' });
    expect(text).toContain('₹40.00');
    expect(text).toContain('Page 1 of');
  });

  test('the audit is searched, and taken along with its proof', async () => {
    await open('audit');
    await at('audit-ticket').fill('nothing-like-it');
    await at('audit-search').click();
    await expect.poll(() => at('figure-actions').textContent(), SOON).toMatch(/0$/);
    await at('audit-ticket').fill('');
    await at('audit-person').fill('asha');
    await at('audit-search').click();
    await expect.poll(() => at('section-list').textContent(), SOON).toContain('SessionClosed');
    const proof = await download('proof');
    expect(proof.name).toMatch(/^small-.*-audit-proof\.ndjson$/);
    const audit = await download('csv');
    const said = execFileSync(
      process.execPath,
      ['scripts/verify-proof.mjs', proof.path, audit.path],
      { encoding: 'utf8' },
    );
    expect(said).toMatch(/rows of the audit say what the journal says/);
  });

  test('what is looked at stands in the address: a reload shows the same', async () => {
    await open('exceptions');
    const stays = at('section-long-stays');
    await expect.poll(() => stays.textContent(), SOON).toContain('Stays over 7 days');
    await at('report-period').getByText('Month').click();
    await at('report-older').fill('30');
    await expect.poll(() => stays.textContent(), SOON).toContain('Stays over 30 days');
    await expect.poll(() => page.url()).toMatch(/report=exceptions.*period=month.*older=30/);
    await page.reload();
    await expect.poll(() => stays.textContent(), SOON).toContain('Stays over 30 days');
    expect(await at('report-older').inputValue()).toContain('30');
    await at('report-export').click();
    await at('report-save').click();
    expect(await at('saved-report-older').inputValue()).toBe('30');
    await page.keyboard.press('Escape');
    await at('saved-report-form').waitFor({ state: 'detached' });
    const csv = await download('csv');
    expect(readFileSync(csv.path, 'utf8')).toContain('Stays over 30 days');
    await page.goBack();
    await expect.poll(() => page.url()).not.toContain('exceptions');
  });

  test('the report alone is printed', async () => {
    await open('revenue');
    await page.emulateMedia({ media: 'print' });
    expect(await at('report-export').isVisible()).toBe(false);
    expect(await at('reports-revenue').isVisible()).toBe(false);
    expect(await at('nav-control').isVisible()).toBe(false);
    expect(await at('figure-net').isVisible()).toBe(true);
    expect(await at('section-by-method').getByRole('table').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
  });

  test('a report is saved under a name and sent into a folder by itself', async () => {
    await open('revenue');
    await at('report-export').click();
    await at('report-save').click();
    await at('saved-report-name').fill('For the accountant');
    await at('saved-report-period').click();
    await page.getByRole('option', { name: 'Daily' }).click();
    await at('saved-report-sent').check({ force: true });
    await at('saved-report-time').fill('06:30');
    await at('saved-report-folder').fill('accountant');
    await at('saved-report-save').click();
    await at('saved-report-form').waitFor({ state: 'detached' });
    await at('reports-saved').click();
    const row = page.getByRole('row').filter({ hasText: 'For the accountant' });
    await row.waitFor();
    expect(await row.textContent()).toContain('Daily at 06:30');
    await screenshot(page, 'report-saved-light-1280');

    const today = zonedDay(site.now(), 'Asia/Kolkata').day;
    await site.pass(31 * 60 * 60_000);
    const folder = join(site.data, 'reports', 'accountant');
    await expect
      .poll(() => (existsSync(folder) ? readdirSync(folder) : []), {
        timeout: 90_000,
        interval: 500,
      })
      .toContain(`small-${today}-revenue.pdf`);
    expect(addDays(today, 1) > today).toBe(true);
    expect(errors).toEqual([]);
  });
});
