import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOf } from '#station/documents/escpos-strip.ts';
import { type MockPrinter, startMockPrinter } from '#station/drivers/printer-escpos/mock.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { LOT, SOON } from '../support/drive.ts';
import { moneyLot } from '../support/money-lot.ts';
import { type Site, startSite } from '../support/site.ts';

const PLATE = 'KA05MX4821';

/** A receipt on its way to paper, at the exit where its vehicle waits. */
describe('a receipt on paper', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  let exit: MockPrinter;
  let desk: MockPrinter;

  beforeAll(async () => {
    [exit, desk] = (await Promise.all(
      [0, 0].map((port) => startMockPrinter({ connection: { kind: 'tcp', port } })),
    )) as [MockPrinter, MockPrinter];
    const printer = (id: string, label: string, mock: MockPrinter) => ({
      id,
      label,
      driver: 'printer-escpos' as const,
      connection: { kind: 'tcp' as const, host: '127.0.0.1', port: mock.port ?? 0 },
      pollMs: 200,
    });
    site = await startSite(
      moneyLot({
        devices: [
          { ...printer('exit-printer', 'Exit printer', exit), laneId: 'out' },
          printer('desk-printer', 'Desk printer', desk),
        ],
      }),
    );
    await site.rest.call('POST', `${LOT}/entries`, { laneId: 'in', plate: PLATE });
    await site.pass(3_600_000);
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser, { width: 1280, height: 900, theme: 'dark' }));
    await site.signIn(page);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    await Promise.all([exit?.stop(), desk?.stop()]);
  });

  /** As it is looked at: in both themes, kept by no commit. */
  async function look(name: string): Promise<void> {
    for (const theme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.waitForTimeout(300);
      await screenshot(page, `${name}-${theme}`, false);
    }
  }
  const linesOf = (mock: MockPrinter) =>
    (mock.printed.at(-1)?.strip.items ?? []).map((item) => textOf(item).trim());

  test('is noted at the exit before it is paid, and printed there with the payment', async () => {
    site.exit.arrive();
    await site.exit.read(PLATE);
    const button = page.getByTestId('lane-receipt-out');
    await button.waitFor();
    await look('lane-receipt');
    await button.click();
    await expect.poll(() => button.textContent(), SOON).toBe('Receipt noted');
    await look('lane-receipt-noted');
    const quote = await site.rest.call('POST', `${LOT}/quotes`, { plate: PLATE });
    await site.rest.call('POST', `${LOT}/payments`, {
      plate: PLATE,
      method: 'cash',
      amountMinor: quote.dueMinor,
      tenderedMinor: quote.dueMinor,
    });
    await expect.poll(() => site.exit.vends(), SOON).toBe(1);
    await expect.poll(() => exit.printed.length, SOON).toBe(1);
    expect(linesOf(exit).join('\n')).toMatch(/^Receipt +No\. 1$/m);
    expect(errors).toEqual([]);
  });
});
