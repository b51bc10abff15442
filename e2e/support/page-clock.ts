import type { Page } from 'playwright';

/**
 * The page's machine is so much further in time as well, once the page is loaded again. A console on the
 * station's own machine goes by the clock that both have.
 */
export async function reloadLater(page: Page, ms: number): Promise<void> {
  await loadLater(page, ms);
  await page.reload();
}

/** The same from the next time on that anything is loaded. */
export async function loadLater(page: Page, ms: number): Promise<void> {
  await page.addInitScript(putClockForward, ms);
}

/** Runs in the page, once for each time that it was put forward. */
function putClockForward(aheadMs: number): void {
  const Before = Date;
  class MovedDate extends Before {
    constructor(...given: []) {
      if (given.length === 0) super(MovedDate.now());
      else super(...given);
    }
    static override now(): number {
      return Before.now() + aheadMs;
    }
  }
  globalThis.Date = MovedDate as DateConstructor;
}
