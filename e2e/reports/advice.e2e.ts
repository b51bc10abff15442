import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { fillPast } from '../support/past-lot.ts';
import { restOf } from '../support/rest.ts';
import { ADMIN } from '../support/site.ts';
import {
  type StationProcess,
  startStationProcess,
  temporaryData,
} from '../support/station-process.ts';

const FILLS = 'Level 2 filled at 09:40 on 18 of 20 weekdays; 61 drivers were turned away.';

describe('advice in the console, from five weeks of a journal', () => {
  let station: StationProcess;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    const data = temporaryData();
    await fillPast(data, Date.now());
    station = await startStationProcess(data);
    await restOf(
      () => station.url,
      () => '',
    ).call('POST', '/setup/admin', ADMIN);
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser, { width: 1280, height: 800, theme: 'dark' }));
    await page.goto(station.url);
    await page.getByTestId('sign-in-username').fill(ADMIN.username);
    await page.getByTestId('sign-in-password').fill(ADMIN.password);
    await page.getByTestId('sign-in-submit').click();
    await page.getByTestId('nav-reports').click();
    await page.getByTestId('reports-advice').click();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await station?.stop();
  });

  const item = () => page.getByTestId('advice-place-fills:level:l2:weekdays');

  test('says what stands out in sentences, the weightiest first', async () => {
    await item().waitFor();
    const sentences = await page.getByTestId('advice').locator('li > button').allTextContents();
    expect(sentences[0]).toBe(FILLS);
    expect(sentences).toContain('Lane 2’s camera reads 12% worse after 17:00.');
    expect(sentences).toContain(
      '3 reserved slots unused 5 weeks running: Acme had none of its 3 taken.',
    );
    await screenshot(page, 'advice-dark-1280', false);
  });

  test('opens by keyboard to what to do, the figures and who is behind them', async () => {
    await item().getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    const rows = item().locator('tbody tr');
    expect(await rows.count()).toBe(18);
    expect(await item().locator('tfoot').textContent()).toContain('61');
    expect(await faults(page)).toEqual([]);
    await page.setViewportSize({ width: 1920, height: 1080 });
    await screenshot(page, 'advice-dark-1920');
    await item().getByTestId('advice-drill').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('report-drill').locator('li').first().waitFor();
    expect(await page.getByTestId('report-drill').locator('li').count()).toBe(50);
    await screenshot(page, 'advice-drill-dark-1920', false);
    await page.keyboard.press('Escape');
    await page.getByTestId('report-drill').waitFor({ state: 'detached' });
  });

  test('one day of the table leads to the drivers of that day', async () => {
    await item().locator('tbody tr').last().getByRole('button').click();
    await page.getByTestId('report-drill').locator('li').first().waitFor();
    expect(await page.getByTestId('report-drill').locator('li').count()).toBe(3);
    await page.keyboard.press('Escape');
  });

  test('says how much is missing, and looks at other times', async () => {
    await page.getByTestId('advice-lacks').locator('summary').click();
    expect(await page.getByTestId('advice-lacks').textContent()).toContain(
      'Lost tickets: needs 500 vehicles, there are 39.',
    );
    await page.getByTestId('advice-weeks').click();
    await page.getByRole('option', { name: '2 weeks' }).click();
    await page
      .getByTestId('advice')
      .getByText('Level 2 filled at 09:40 on 8 of 10 weekdays; 24 drivers were turned away.')
      .waitFor();
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await faults(page)).toEqual([]);
    await screenshot(page, 'advice-light-1920', false);
    await page.setViewportSize({ width: 2560, height: 1440 });
    await screenshot(page, 'advice-light-2560', false);
    await page.setViewportSize({ width: 820, height: 1180 });
    await screenshot(page, 'advice-light-820', false);
    expect(errors).toEqual([]);
  });
});

async function faults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa'] },
      resultTypes: ['violations'],
    })
    .setLegacyMode(true)
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
