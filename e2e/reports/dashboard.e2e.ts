import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import { localInstant, zonedDay } from '#domain/kernel/zoned.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { arrive, driveIn, driveOut, LOT, SOON } from '../support/drive.ts';
import { HOUR_FEE_MINOR, moneyLot } from '../support/money-lot.ts';
import { type Site, startSite } from '../support/site.ts';

const ZONE = 'Asia/Kolkata';
const YESTERDAY = ['KA05MX4821', 'KA01AB1234'] as const;
const TODAY = 'MH12DE1433';

/** What managers look at first, over a real lot: two vehicles yesterday, one today. */
describe('the dashboard', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    site = await startSite(moneyLot());
    // The day of yesterday is one that the lot was there for, from its first hour on.
    await site.pass(DAY_MS);
    await passTo('10:10');
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser, { width: 1920, height: 1080, theme: 'dark' }));
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const at = (testId: string) => page.getByTestId(testId);
  const figure = (id: string) => at(`dashboard-figure-${id}`).locator('dd').first().textContent();
  /** What a chart says of its points, one by one, as the keyboard reads them. */
  const pointsOf = async (id: string): Promise<readonly string[]> => {
    const chart = at(`dashboard-${id}-chart`);
    await chart.focus();
    await page.keyboard.press('Home');
    const last = Number(await chart.getAttribute('aria-valuemax'));
    const points: string[] = [];
    for (let index = 0; index <= last; index += 1) {
      await expect.poll(() => chart.getAttribute('aria-valuenow'), SOON).toBe(String(index));
      points.push((await chart.getAttribute('aria-valuetext')) ?? '');
      await page.keyboard.press('ArrowRight');
    }
    return points;
  };

  /** On to the next time that the lot's clock shows an hour and minute, so that no day ends meanwhile. */
  async function passTo(clock: string): Promise<void> {
    const { day, endsAt } = zonedDay(site.now(), ZONE);
    const today = localInstant(`${day}T${clock}`, ZONE) ?? 0;
    const next = today > site.now() ? today : today + (endsAt - zonedDay(today, ZONE).startsAt);
    await site.pass(next - site.now());
    await site.renewSignIn();
  }

  /** In by its plate, an hour inside, paid in cash, and out by its plate. */
  async function stayAnHour(plate: string): Promise<void> {
    const sessionId = await driveIn(site, plate);
    await site.pass(HOUR_MS - 5 * MINUTE_MS);
    await site.rest.call('POST', `${LOT}/payments`, {
      plate,
      method: 'cash',
      amountMinor: HOUR_FEE_MINOR,
      tenderedMinor: HOUR_FEE_MINOR,
    });
    const vends = site.exit.vends() + 1;
    await arrive(site, 'exit');
    await site.exit.read(plate);
    await driveOut(site, sessionId, vends);
  }

  test('two vehicles came and went yesterday', async () => {
    await site.rest.call('POST', `${LOT}/shifts`, { floatMinor: 0 });
    for (const plate of YESTERDAY) await stayAnHour(plate);
    // An hour later than they left: of an hour that now cuts, only a part is compared.
    await site.pass(DAY_MS + HOUR_MS);
    await site.renewSignIn();
  });

  test('opens by its key, with nobody inside', async () => {
    await site.signIn(page);
    await at('nav-control').waitFor();
    await page.keyboard.press('Alt+8');
    await at('dashboard-now').waitFor();
    await expect.poll(() => figure('inside'), SOON).toBe('0');
    expect(await figure('entries')).toContain('0');
  });

  test('moves as a vehicle passes, without being asked again', async () => {
    await driveIn(site, TODAY);
    await expect.poll(() => figure('inside'), SOON).toBe('1');
    await expect.poll(() => figure('entries'), SOON).toMatch(/^1/);
    await expect.poll(() => at('place-now-1').textContent(), SOON).toContain('1 of 6');
  });

  test('compares with the day before up to the same time', async () => {
    await at('dashboard-compare').click();
    await page.getByRole('option', { name: 'Compare with the time before' }).click();
    // Yesterday both had come and gone by now.
    await expect.poll(() => figure('entries'), SOON).toContain('compared 2');
    expect(await figure('takings')).toContain('compared ₹80');
    await at('dashboard-compare').click();
    await page.getByRole('option', { name: 'Compare with what is usual' }).click();
    await expect.poll(() => figure('entries'), SOON).not.toContain('compared');
  });

  test('chart, table and file say the same', async () => {
    await page.getByText('7 days', { exact: true }).click();
    await expect.poll(() => figure('takings'), SOON).toContain('₹80');
    const points = await pointsOf('traffic');
    const download = page.waitForEvent('download');
    await at('dashboard-traffic-csv').click();
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(
      /^small-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d-dashboard-traffic\.csv$/,
    );
    const lines = parse(await readFile(await saved.path()), {
      bom: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
    }) as string[][];
    const from = lines.findIndex(([first, second]) => first === 'Day' && second === 'In');
    const inFile = lines.slice(from + 1).map((line) => line.slice(0, 3));
    await at('dashboard-traffic-table').click();
    const cells = await at('dashboard-traffic')
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
      );
    expect(cells.map(([, entries, exits]) => [entries, exits])).toEqual(
      inFile.map(([, entries, exits]) => [entries, exits]),
    );
    expect(points.map((point) => /In (\d+), Out (\d+)/.exec(point)?.slice(1))).toEqual(
      inFile.map(([, entries, exits]) => [entries, exits]),
    );
    expect(inFile.map(([, entries]) => entries).slice(-2)).toEqual(['2', '1']);
    await at('dashboard-traffic-table').click();
    await at('dashboard-traffic-chart').waitFor();
  });

  test('leads from a figure to the stays behind it, and back by keyboard', async () => {
    await at('dashboard-figure-entries').getByRole('button').click();
    const rows = at('report-drill').locator('li');
    await expect.poll(() => rows.count(), SOON).toBe(3);
    expect(await rows.first().textContent()).toContain(TODAY);
    await page.keyboard.press('Escape');
    await at('report-drill').waitFor({ state: 'detached' });
    await at('dashboard-traffic-chart').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect.poll(() => rows.count(), SOON).toBe(1);
    await page.keyboard.press('Escape');
    await at('dashboard-figure-takings').getByRole('button').click();
    await expect.poll(() => at('report-drill').textContent(), SOON).toContain('₹40.00');
    await page.keyboard.press('Escape');
  });

  test('a reload shows the same days and comparison, another screen begins anew', async () => {
    await at('dashboard-compare').click();
    await page.getByRole('option', { name: 'Compare with the time before' }).click();
    await expect.poll(() => page.url()).toMatch(/range=week.*compare=previous/);
    await page.reload();
    await at('dashboard-now').waitFor();
    await expect.poll(() => at('dashboard-compare').inputValue(), SOON).toContain('time before');
    await expect.poll(() => figure('takings'), SOON).toContain('₹80');
    await page.keyboard.press('Alt+4');
    await at('nav-reports').waitFor();
    await expect.poll(() => page.url()).not.toContain('compare');
    await page.goBack();
    await expect.poll(() => at('dashboard-compare').inputValue(), SOON).toContain('time before');
  });

  test('leads on to the report of the same days', async () => {
    await at('dashboard-takings-report').click();
    await at('report-revenue').waitFor();
    await page.keyboard.press('Alt+8');
    await at('dashboard-now').waitFor();
    expect(errors).toEqual([]);
  });
});
