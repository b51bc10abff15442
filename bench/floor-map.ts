/**
 * How the floor map keeps up while slots change 1,000 times a second: frames a second and main-thread
 * time of each, with the whole lot in view, while panning and while zooming. The map runs alone, in
 * Chromium without a GPU. Run: node bench/floor-map.ts
 */
import { resolve } from 'node:path';
import type { CDPSession, Page } from 'playwright';
import { createServer } from 'vite';
import { openBrowser, openPage } from '../e2e/support/browser.ts';
import { quantile, type Row } from './row.ts';
import { printRows } from './table.ts';

const SIZES = [1_000, 10_000, 50_000] as const;
const CHANGES_PER_SECOND = 1_000;
const VIEW = { width: 1920, height: 1080, theme: 'dark' } as const;
const SETTLE_MS = 2_500;
const MEASURE_MS = 4_000;
const STEP_MS = 16;
const GESTURE_PX = 6;

type Gesture = 'in view' | 'panning' | 'zooming';

/** Frames a second and main-thread milliseconds a frame for each size of lot and each gesture. */
export async function benchFloorMap(): Promise<Row[]> {
  const server = await createServer({
    configFile: resolve(import.meta.dirname, '../vite.config.ts'),
    server: { port: 0, host: '127.0.0.1', hmr: false },
    logLevel: 'warn',
  });
  await server.listen();
  const browser = await openBrowser();
  try {
    const address = server.resolvedUrls?.local[0];
    if (address === undefined) throw new Error('the dev server has no address');
    const rows: Row[] = [];
    for (const slots of SIZES) {
      const { page, context } = await openPage(browser, VIEW);
      const asked = `floor-map/dev/?slots=${slots}&rate=${CHANGES_PER_SECOND}`;
      await page.goto(`${address}${asked}`);
      await page.locator('[data-floor-map][data-cells]').waitFor();
      await page.waitForTimeout(SETTLE_MS);
      const devTools = await context.newCDPSession(page);
      await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
      for (const gesture of ['in view', 'panning', 'zooming'] as const) {
        rows.push(...(await measure(page, devTools, slots, gesture)));
      }
      await context.close();
    }
    return rows;
  } finally {
    await browser.close();
    await server.close();
  }
}

async function measure(
  page: Page,
  devTools: CDPSession,
  slots: number,
  gesture: Gesture,
): Promise<Row[]> {
  if (gesture === 'panning') await zoomIntoPart(page);
  const before = await mainThreadSeconds(devTools);
  const watching = page.evaluate(framesWithin, MEASURE_MS);
  if (gesture !== 'in view') await move(page, gesture);
  const gaps = await watching;
  const busyMs = ((await mainThreadSeconds(devTools)) - before) * 1_000;
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1_000;
  const what = `${slots.toLocaleString('en-GB')} slots, ${gesture}`;
  return [
    { what: `${what}: frames`, value: gaps.length / seconds, unit: '/s' },
    { what: `${what}: frame gap, 99th percentile`, value: quantile(gaps, 0.99), unit: 'ms' },
    { what: `${what}: main thread`, value: busyMs / gaps.length, unit: 'ms/frame' },
  ];
}

/** Runs in the page: the gaps between its frames, in milliseconds. */
function framesWithin(durationMs: number): Promise<number[]> {
  return new Promise((done) => {
    const gaps: number[] = [];
    let last: number | undefined;
    const start = performance.now();
    const frame = (now: number) => {
      if (last !== undefined) gaps.push(now - last);
      last = now;
      if (now - start < durationMs) requestAnimationFrame(frame);
      else done(gaps);
    };
    requestAnimationFrame(frame);
  });
}

/** A whole level cannot be panned far: half of it in view can. */
async function zoomIntoPart(page: Page): Promise<void> {
  await page.mouse.move(VIEW.width / 2, VIEW.height / 2);
  await page.mouse.wheel(0, -400);
  await page.waitForTimeout(SETTLE_MS);
}

async function move(page: Page, gesture: Gesture): Promise<void> {
  const x = VIEW.width / 2;
  const y = VIEW.height / 2;
  const until = performance.now() + MEASURE_MS;
  await page.mouse.move(x, y);
  if (gesture === 'panning') await page.mouse.down();
  for (let step = 0; performance.now() < until; step++) {
    const swing = (step % 60 < 30 ? step % 60 : 60 - (step % 60)) * GESTURE_PX;
    if (gesture === 'panning') await page.mouse.move(x + swing, y + swing / 2);
    else await page.mouse.wheel(0, step % 60 < 30 ? -40 : 40);
    await page.waitForTimeout(STEP_MS);
  }
  if (gesture === 'panning') await page.mouse.up();
}

async function mainThreadSeconds(devTools: CDPSession): Promise<number> {
  const { metrics } = await devTools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

if (import.meta.main) printRows('Floor map: 1,000 slot changes a second', await benchFloorMap());
