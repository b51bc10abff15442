import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage } from '../support/browser.ts';
import { LOT, SOON } from '../support/drive.ts';
import { typeAsScanner } from '../support/keyboard-scanner.ts';
import { moneyLot } from '../support/money-lot.ts';
import { type Site, startSite } from '../support/site.ts';

/** A handheld scanner types like a keyboard, wherever the cashier's cursor happens to be. */
describe('a scan at the desk', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  const tickets: { number: string; token: string; plate: string }[] = [];

  beforeAll(async () => {
    site = await startSite(moneyLot());
    for (const plate of ['KA05MX4821', 'KA01AB1234']) {
      const body = { laneId: 'in', plate };
      const { ticket } = await site.rest.call('POST', `${LOT}/entries`, body);
      tickets.push({ ...ticket, plate });
    }
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser, { width: 1280, height: 900, theme: 'dark' }));
    await site.signIn(page);
    await page.getByTestId('nav-desk').click();
    await page.getByTestId('desk-input').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const ticket = (index: number) => tickets[index] ?? { number: '', token: '', plate: '' };
  const shown = () => page.getByTestId('desk-stay').textContent();

  const scan = (code: string) => typeAsScanner(page, code);

  test('the ticket’s picture is read by zbarimg as its token', async () => {
    for (const { number, token } of tickets) {
      const png = join(site.data, `${number}.png`);
      writeFileSync(png, await site.rest.bytes(`${LOT}/tickets/${number}.png`));
      const read = execFileSync('zbarimg', ['--quiet', '--nodbus', '--raw', png], {
        encoding: 'utf8',
      });
      expect(read.trim()).toBe(token);
    }
  });

  test('with the cursor in the field', async () => {
    await page.getByTestId('desk-input').focus();
    await scan(ticket(0).token);
    await expect.poll(shown, SOON).toContain(ticket(0).plate);
    expect(await page.getByTestId('desk-input').inputValue()).toBe('');
  });

  test('with the cursor in the cash field: no money is taken', async () => {
    await page.getByTestId('cash-received').focus();
    await scan(ticket(1).token);
    await expect.poll(shown, SOON).toContain(ticket(1).plate);
    expect(await page.getByTestId('cash-received').inputValue()).toBe('');
    expect(await site.rest.call('GET', `${LOT}/payments`)).toEqual([]);
  });

  test('with the focus on the button that takes the money: it is not pressed', async () => {
    await page.getByTestId('take-cash').focus();
    await scan(ticket(0).token);
    await expect.poll(shown, SOON).toContain(ticket(0).plate);
    expect(await site.rest.call('GET', `${LOT}/payments`)).toEqual([]);
  });

  test('with the focus nowhere', async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await scan(ticket(1).token);
    await expect.poll(shown, SOON).toContain(ticket(1).plate);
  });

  test('two keys and a scan: paid and let out', async () => {
    await scan(ticket(0).token);
    await expect.poll(shown, SOON).toContain(ticket(0).plate);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByTestId('receipt').waitFor();
    await page.keyboard.press('F9');
    await page.getByTestId('let-out-done').waitFor();
    await expect.poll(site.exit.vends, SOON).toBe(1);
    expect(errors).toEqual([]);
  });
});
