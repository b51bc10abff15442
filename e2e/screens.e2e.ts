import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage, screenshot, type View } from './support/browser.ts';
import {
  type StationProcess,
  startStationProcess,
  temporaryData,
} from './support/station-process.ts';

const SCREENS = ['control', 'sessions', 'desk', 'reports', 'users'] as const;
const VIEWS: readonly View[] = [
  { width: 1920, height: 1080, theme: 'dark' },
  { width: 1920, height: 1080, theme: 'light' },
  { width: 1280, height: 800, theme: 'dark' },
  { width: 2560, height: 1440, theme: 'light' },
  { width: 820, height: 1180, theme: 'light' },
];
const LIVING_VEHICLES = 40;
const LIVING_WITHIN_MS = 60_000;
const FILES: Record<(typeof SCREENS)[number], string> = {
  control: 'control-room',
  sessions: 'sessions',
  desk: 'desk-empty',
  reports: 'reports-demo',
  users: 'users',
};

/** Every screen over a living demo: looked at in both themes and several sizes, and checked by axe. */
describe('the screens of the demo', () => {
  let station: StationProcess;
  let browser: Browser;

  beforeAll(async () => {
    station = await startStationProcess(temporaryData(), ['--demo', '--speed', '60']);
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await station?.stop();
  });

  test('the demo lives within a minute', async () => {
    const token = await signInOverRest(station.url);
    await expect
      .poll(() => inside(station.url, token), { timeout: LIVING_WITHIN_MS, interval: 1_000 })
      .toBeGreaterThan(LIVING_VEHICLES);
  });

  test.each(VIEWS)('all screens at $width × $height, $theme', async (view) => {
    const { page, context, errors } = await openPage(browser, view);
    await signIn(page, station.url);
    for (const screen of SCREENS) {
      await page.getByTestId(`nav-${screen}`).click();
      await page.mouse.move(view.width / 2, 1);
      await settle(page);
      await screenshot(page, `${FILES[screen]}-${view.theme}-${view.width}`);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa'])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${screen}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
    expect(errors).toEqual([]);
    await context.close();
  });

  test('the map says by words what it shows by shape', async () => {
    const { page, context } = await openPage(browser, { width: 1920, height: 1080, theme: 'dark' });
    await signIn(page, station.url);
    await settle(page);
    const labels = await page
      .locator('[role="gridcell"]')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''));
    expect(labels.length).toBeGreaterThan(100);
    expect(labels.some((label) => /occupied/i.test(label))).toBe(true);
    expect(labels.every((label) => label.length > 5)).toBe(true);
    await context.close();
  });

  test('from one end to the other by keyboard: slot, panel, back', async () => {
    const { page, context } = await openPage(browser, { width: 1920, height: 1080, theme: 'dark' });
    await signIn(page, station.url);
    await settle(page);
    await page.getByRole('grid').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByTestId('slot-panel').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('slot-panel').waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+3');
    await page.getByTestId('desk-input').waitFor();
    await context.close();
  });

  test('an attendant sees neither reports nor users', async () => {
    const { page, context } = await openPage(browser, { width: 1280, height: 800, theme: 'light' });
    await signIn(page, station.url, 'attendant');
    expect(await page.getByTestId('nav-desk').count()).toBe(1);
    expect(await page.getByTestId('nav-users').count()).toBe(0);
    expect(await page.getByTestId('nav-reports').count()).toBe(0);
    await context.close();
  });
});

async function signIn(page: Page, url: string, name = 'admin'): Promise<void> {
  await page.goto(url);
  await page.getByTestId('sign-in-username').fill(name);
  await page.getByTestId('sign-in-password').fill(`${name}-demo`);
  await page.getByTestId('sign-in-submit').click();
  await page.getByTestId('nav-control').waitFor();
}

/** Fonts, charts and the map have come to rest. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(1_500);
}

async function signInOverRest(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'attendant', password: 'attendant-demo' }),
  });
  return ((await answer.json()) as { token: string }).token;
}

async function inside(url: string, token: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1/lots/riverside/availability`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return ((await answer.json()) as { inside: number }).inside;
}
