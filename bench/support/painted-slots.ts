import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { openBrowser, openPage } from '../../e2e/support/browser.ts';
import type { Seen } from './slot-changes.ts';

const BUILT_CONSOLE = resolve(import.meta.dirname, '../../out/renderer/index.html');
const PATIENCE_MS = 30_000;
const VIEW = { width: 1920, height: 1080, theme: 'dark' } as const;

/** Whether there is a console to look at; `npm run build` makes it. */
export const isConsoleBuilt = () => existsSync(BUILT_CONSOLE);

/** A console in Chromium whose slots are watched on the canvas itself. */
export interface PaintedSlots {
  /** The changes seen on the canvas so far, of the slots 0 to `slots - 1`. */
  seen(): Promise<readonly Seen[]>;
  /** Frames that the page has painted since it is watched. */
  frames(): Promise<number>;
  /** Processor time of the page's main thread since it was opened, in seconds. */
  cpuSeconds(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Opens the console and finds where a row of neighbouring slots is painted, by changing the first and
 * the last of them. From then on looks at that strip of the canvas after every frame.
 */
export async function watchPaintedSlots(
  url: string,
  token: string,
  slots: number,
  change: (slot: number) => Promise<void>,
): Promise<PaintedSlots> {
  const browser = await openBrowser();
  try {
    const { page, context } = await openPage(browser, VIEW);
    await context.addInitScript((given) => {
      sessionStorage.setItem('gatehouse.token', given);
    }, token);
    const devTools = await context.newCDPSession(page);
    await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(url);
    await page.locator('[data-floor-map] canvas').nth(1).waitFor({ timeout: PATIENCE_MS });
    await page.evaluate(installLooking);
    await settled(page);
    const first = await placeOf(page, () => change(0));
    const last = await placeOf(page, () => change(slots - 1));
    await page.evaluate(({ from, to, count }) => window.slotLooking.start(from, to, count), {
      from: first,
      to: last,
      count: slots,
    });
    return {
      frames: () => page.evaluate(() => window.slotLooking.frames()),
      async cpuSeconds() {
        const { metrics } = await devTools.send('Performance.getMetrics');
        return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
      },
      seen: () => page.evaluate(() => window.slotLooking.seen()),
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

interface Place {
  readonly x: number;
  readonly y: number;
}

interface SlotLooking {
  /** Remembers the canvas as it is now. */
  remember(): void;
  /** The middle of what changed since, or null. */
  changed(): Place | null;
  start(first: Place, last: Place, count: number): void;
  seen(): Seen[];
  frames(): number;
}

declare global {
  interface Window {
    slotLooking: SlotLooking;
  }
}

/** Changes a slot and returns where on the canvas that showed. */
async function placeOf(page: Page, change: () => Promise<void>): Promise<Place> {
  await page.evaluate(() => window.slotLooking.remember());
  await change();
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const place = await page.evaluate(() => window.slotLooking.changed());
    if (place !== null) return place;
    await page.waitForTimeout(100);
  }
  throw new Error('a changed slot was never painted');
}

/** The first painting may take a few frames: done when nothing changes for a second. */
async function settled(page: Page): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    await page.evaluate(() => window.slotLooking.remember());
    await page.waitForTimeout(1_000);
    if ((await page.evaluate(() => window.slotLooking.changed())) === null) return;
  }
  throw new Error('the map never came to rest');
}

/** Runs in the page. */
function installLooking(): void {
  /** Around the middle of a slot, so that a neighbour's edge never counts. Device pixels. */
  const REACH_PX = 1;
  const canvas = document.querySelectorAll<HTMLCanvasElement>('[data-floor-map] canvas')[1];
  const ctx = canvas?.getContext('2d');
  if (canvas === undefined || ctx === null || ctx === undefined) throw new Error('no canvas');
  let remembered = new Uint8ClampedArray();
  const whole = () => ctx.getImageData(0, 0, canvas.width, canvas.height).data;
  const changes: Seen[] = [];
  let frames = 0;

  window.slotLooking = {
    remember() {
      remembered = whole();
    },
    changed() {
      const now = whole();
      let [left, right, top, bottom] = [Number.POSITIVE_INFINITY, -1, Number.POSITIVE_INFINITY, -1];
      for (let byte = 0; byte < now.length; byte += 1) {
        if (now[byte] === remembered[byte]) continue;
        const x = (byte >> 2) % canvas.width;
        const y = Math.floor((byte >> 2) / canvas.width);
        [left, right] = [Math.min(left, x), Math.max(right, x)];
        [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
      }
      return right < 0 ? null : { x: (left + right) / 2, y: (top + bottom) / 2 };
    },
    start(first, last, count) {
      const x0 = Math.round(first.x) - REACH_PX;
      const y0 = Math.round(first.y) - REACH_PX;
      const width = Math.round(last.x - first.x) + 2 * REACH_PX + 1;
      const size = 2 * REACH_PX + 1;
      const look = () => {
        const { data } = ctx.getImageData(x0, y0, width, size);
        return Array.from({ length: count }, (_, slot) => {
          const middle =
            REACH_PX + Math.round(((last.x - first.x) * slot) / Math.max(1, count - 1));
          let sum = 0;
          for (let y = 0; y < size; y += 1) {
            for (
              let byte = 4 * (y * width + middle - REACH_PX);
              byte < 4 * (y * width + middle + REACH_PX + 1);
              byte += 1
            )
              sum = (sum * 31 + (data[byte] ?? 0)) | 0;
          }
          return sum;
        });
      };
      let before = look();
      // A message that is sent in a frame's callback arrives when that frame has been painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const at = performance.timeOrigin + performance.now();
        frames += 1;
        const now = look();
        now.forEach((sum, slot) => {
          if (sum !== before[slot]) changes.push({ slot, at });
        });
        before = now;
        requestAnimationFrame(() => port2.postMessage(null));
      };
      requestAnimationFrame(() => port2.postMessage(null));
    },
    seen: () => changes,
    frames: () => frames,
  };
}
