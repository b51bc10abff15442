import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOf } from '#station/documents/escpos-strip.ts';
import { type MockPrinter, startMockPrinter } from '#station/drivers/printer-escpos/mock.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { LOT, SOON } from '../support/drive.ts';
import { moneyLot } from '../support/money-lot.ts';
import { type Site, startSite } from '../support/site.ts';

const PLATE = 'KA05MX4821';

/** A receipt on its way to paper: at the exit that it was paid at, at the till's printer, and by the console. */
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
  });

  test('comes as a copy out of the printer of the till, which is chosen with the shift', async () => {
    await page.getByTestId('shift').click();
    await page.getByTestId('till-printer').waitFor();
    await look('shift-open-till-printer');
    await page.getByTestId('till-printer').click();
    await page.getByRole('option', { name: 'Desk printer' }).click({ timeout: 10_000 });
    await expect
      .poll(async () => (await site.rest.call('GET', `${LOT}/till-printer`)).deviceId, SOON)
      .toBe('desk-printer');
    await page.keyboard.press('Escape');
    await page.getByTestId('nav-payments').click();
    await page.getByRole('gridcell', { name: 'Paid' }).first().click({ timeout: 10_000 });
    await page.getByTestId('payment-receipt').click();
    await page.getByTestId('paper-preview').waitFor();
    await page.getByTestId('paper-print-desk-printer').waitFor();
    await look('paper-preview');
    await page.getByTestId('paper-print-desk-printer').click();
    await expect.poll(() => desk.printed.length, SOON).toBe(1);
    expect(linesOf(desk)).toContain('COPY 1');
    await page.getByTestId('paper-printers').click();
    await look('paper-printers');
    await page.keyboard.press('Escape');
  });

  test('is a further copy when it is saved as a file', async () => {
    const [saved] = await Promise.all([
      page.waitForEvent('download', { timeout: 10_000 }),
      page.getByTestId('paper-save').click({ timeout: 10_000 }),
    ]);
    expect(saved.suggestedFilename()).toMatch(/receipt-1\.pdf$/);
    const events = await site.rest.call('GET', `${LOT}/journal?after=0&limit=1000`);
    const copies = events.flatMap(({ event }: { event: { type: string; copy: number } }) =>
      event.type === 'PrintAsked' ? [event.copy] : [],
    );
    expect(copies).toEqual([0, 1, 2]);
    expect(errors).toEqual([]);
  });
});
