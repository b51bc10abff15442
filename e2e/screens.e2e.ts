import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage, screenshot } from './support/browser.ts';
import { SCREEN_STOPS } from './support/screen-stops.ts';
import {
  type StationProcess,
  startStationProcess,
  temporaryData,
} from './support/station-process.ts';

const WIDTHS = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 2560, height: 1440 },
  { width: 820, height: 1180 },
] as const;
/** Where axe looks: each theme once, once wide and once narrow. */
const AXE_WIDTH = { dark: 1280, light: 820 } as const;
/** Of these a picture is kept with the sources; all others are there for the run alone. */
const KEPT = new Set(['dark-1920', 'light-820']);
/** Lists, charts and the map have come to rest. */
const OPENED_MS = 400;
const RESIZED_MS = 120;
const LIVING_VEHICLES = 40;
const LIVING_WITHIN_MS = 60_000;
const LOOKED_AT_SPEED = 5;
const ALL_SCREENS_TIMEOUT_MS = 600_000;

/** It comes with some weeks behind it, which are written first. */
const DEMO_READY_TIMEOUT_MS = 200_000;

/** Every screen over a living demo: looked at in both themes and several sizes, and checked by axe. */
describe('the screens of the demo', () => {
  let station: StationProcess;
  let browser: Browser;

  beforeAll(async () => {
    station = await startStationProcess(temporaryData(), ['--demo', '--speed', '60']);
    browser = await openBrowser();
  }, DEMO_READY_TIMEOUT_MS);

  afterAll(async () => {
    await browser?.close();
    await station?.stop();
  });

  test('the demo lives within a minute', async () => {
    const token = await signInOverRest(station.url);
    await expect
      .poll(() => inside(station.url, token), { timeout: LIVING_WITHIN_MS, interval: 1_000 })
      .toBeGreaterThan(LIVING_VEHICLES);
    // From here on it is only looked at, and a lot that runs sixty times as fast is work.
    await callOverRest(station.url, token, '/lots/riverside/simulator', { speed: LOOKED_AT_SPEED });
  });

  test.each(['dark', 'light'] as const)(
    'all screens at every width, %s',
    { timeout: ALL_SCREENS_TIMEOUT_MS },
    async (theme) => {
      const first = { width: 1280, height: 800, theme };
      const { page, context, errors } = await openPage(browser, first);
      await signIn(page, station.url);
      const problems: string[] = [];
      for (const stop of SCREEN_STOPS) {
        await page.setViewportSize(first);
        await stop.open(page);
        await page.mouse.move(first.width / 2, 1);
        await page.waitForTimeout(OPENED_MS);
        for (const size of WIDTHS) {
          const view = `${theme}-${size.width}`;
          const hasAxe = size.width === AXE_WIDTH[theme];
          const isKept = KEPT.has(view);
          if (stop.isPart && !hasAxe && !isKept) continue;
          await page.setViewportSize(size);
          await page.waitForTimeout(RESIZED_MS);
          await screenshot(page, `${stop.name}-${view}`, isKept);
          if (await overflows(page)) problems.push(`${stop.name} is wider than ${view}`);
          if (hasAxe) problems.push(...(await axe(page, stop.name)));
        }
        await stop.close?.(page);
      }
      expect(problems).toEqual([]);
      expect(errors).toEqual([]);
      await context.close();
    },
  );

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

/** Text that is cut off at the side, and has to be scrolled to. */
function overflows(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth;
  });
}

async function axe(page: Page, name: string): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    // What passes is not written down, and no second page is opened to collect it: that halves the time.
    .options({
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa'] },
      resultTypes: ['violations'],
    })
    .setLegacyMode(true)
    .analyze();
  return violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html}`);
}

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

async function callOverRest(url: string, token: string, path: string, body: object): Promise<void> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.ok, path).toBe(true);
}
