import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { moneyLot } from '../support/money-lot.ts';
import { type Site, startSite } from '../support/site.ts';

const CAR_PARK = 'BHMEURBRD01';

/** A manager brings figures from before, and sees what is expected from them. */
describe('forecast and imported history', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  let folder: string;

  beforeAll(async () => {
    site = await startSite(moneyLot());
    browser = await openBrowser();
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-history-'));
    ({ page, errors } = await openPage(browser, { width: 1920, height: 1080, theme: 'dark' }));
    await site.signIn(page);
    await page.getByTestId('nav-reports').click();
    await page.getByTestId('reports-forecast').click();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  test('columns are guessed, the rows shown, and what is left out is named', async () => {
    await page.getByTestId('history-import-add').click();
    const file = join(folder, 'before.csv');
    writeFileSync(file, csvOf(CAR_PARK));
    await page.getByRole('dialog').locator('input[type="file"]').setInputFiles(file);
    const count = page.getByTestId('history-import-count');
    await count.waitFor();
    expect(await count.textContent()).toMatch(
      /^1,30\d readings can be used, \d+ rows are left out\.$/,
    );
    await expect(page.getByTestId('history-import-problems').textContent()).resolves.toMatch(
      /Line 4, Occupancy: "lots" is no number of vehicles\./,
    );
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'history-import-dark-1920');
  });

  test('the import is learnt from: a band, an error, a table', async () => {
    await page.getByTestId('history-import-start').click();
    await page.getByTestId('history-imports').getByText('before.csv').waitFor();
    const error = page.getByTestId('forecast-error');
    await error.waitFor();
    expect(await error.textContent()).toMatch(/^Usually within ±\d+%$/);
    await page.getByTestId('forecast-figure').waitFor();
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'forecast-dark-1920');
    await page.getByTestId('forecast-toggle').click();
    const rows = page.getByTestId('forecast-table').locator('tbody tr');
    expect(await rows.count()).toBeGreaterThan(5);
    await page.getByTestId('forecast-toggle').click();
  });

  test.each([1280, 2560, 820])('light, %i wide: nothing is cut off', async (width) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width, height: 1080 });
    await page.getByText('7 days').click();
    await page.getByTestId('forecast-figure').waitFor();
    const isCut = () =>
      page
        .getByTestId('forecast')
        .evaluate(
          ({ parentElement: body }) => body !== null && body.scrollWidth > body.clientWidth,
        );
    await expect.poll(isCut).toBe(false);
    expect(await axe(page)).toEqual([]);
    await screenshot(page, `forecast-light-${width}`, width === 820);
  });

  test('an import can be taken out again', async () => {
    const imports = page.getByTestId('history-imports');
    await imports.getByRole('button', { name: 'Remove' }).click();
    await page.getByTestId('history-import-remove').click();
    await imports.getByText('before.csv').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });
});

/** One of the published car parks as its owner would give it, with a line that nobody can read. */
function csvOf(name: string): string {
  const published = readFileSync(
    resolve(import.meta.dirname, '../../resources/history/birmingham-occupancy.txt'),
    'utf8',
  );
  const lines = ['Capacity,Occupancy,LastUpdated'];
  for (const line of published.split('\n')) {
    const [park, capacity, day, readings = ''] = line.split(',');
    if (park !== name) continue;
    for (const reading of readings.split(' ')) {
      const [time, inside] = reading.split('=');
      lines.push(`${capacity},${inside},${day} ${time}`);
    }
  }
  lines.splice(3, 0, '470,lots,2016-10-04 09:10:00');
  return `${lines.join('\r\n')}\r\n`;
}

async function axe(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa'] } })
    .setLegacyMode(true)
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
