import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';

const SCREENSHOTS = resolve(import.meta.dirname, '../screenshots');
const PASSING = resolve(import.meta.dirname, '../../test-results/screens');
const CHROMIUM = process.env.GATEHOUSE_CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Debian's Chromium, as the people in the control room would open it. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

export interface View {
  readonly width: number;
  readonly height: number;
  readonly theme: 'dark' | 'light';
}

/** A page in its own profile. Errors in the page are collected: a clean console is part of every test. */
export async function openPage(
  browser: Browser,
  { width, height, theme }: View,
): Promise<{ readonly page: Page; readonly context: BrowserContext; readonly errors: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { page, context, errors };
}

/** Saves what a person would see: with the sources, or under `test-results`, which no commit keeps. */
export async function screenshot(page: Page, name: string, isKept = true): Promise<void> {
  const folder = isKept ? SCREENSHOTS : PASSING;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
