import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CardTerminal, startCardTerminal } from '#station/simulator/card-terminal/terminal.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { driveIn, LOT, SOON } from '../support/drive.ts';
import { moneyLot } from '../support/money-lot.ts';
import type { Rest } from '../support/rest.ts';
import { passwordOf, type Site, startSite } from '../support/site.ts';

const CASH_PLATE = 'KA05MX4821';
const CARD_PLATE = 'KA01AB1234';
const FREE_PLATE = 'MH12DE1433';
const RUPEE = 356;
const CLERK = 'mona';

/** A cashier's day in the console: from the float to a Z report that names what is missing. */
describe('a shift that is closed with a difference', () => {
  let terminal: CardTerminal;
  let site: Site;
  let clerk: Rest;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    terminal = await startCardTerminal({
      connection: { kind: 'tcp', port: 0 },
      currencyNumeric: RUPEE,
    });
    const connection = { kind: 'tcp' as const, host: '127.0.0.1', port: terminal.port ?? 0 };
    const id = 'desk-terminal';
    site = await startSite(
      moneyLot({ devices: [{ id, label: 'Desk terminal', driver: 'terminal-zvt', connection }] }),
    );
    clerk = await site.as(CLERK, 'manager');
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser, { width: 1280, height: 900, theme: 'light' }));
    await page.addInitScript(keepWhatIsPrinted);
    await site.signIn(page, { username: CLERK, password: passwordOf(CLERK) });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    await terminal?.stop();
  });

  const at = (testId: string) => page.getByTestId(testId);
  const text = (testId: string) => at(testId).textContent();

  /** Types what the driver says or shows at the desk. */
  async function present(what: string): Promise<void> {
    await at('nav-desk').click();
    await at('desk-input').fill(what);
    await page.keyboard.press('Enter');
    await at('quote-total').waitFor();
  }

  test('the float is counted into the drawer', async () => {
    await at('shift').click();
    await at('piece-50000').fill('4');
    await expect.poll(() => at('shift-float').inputValue()).toContain('2,000');
    await at('shift-open-confirm').click();
    await expect.poll(() => text('shift')).toContain(CLERK);
  });

  test('one driver pays in cash, another by card', async () => {
    await driveIn(site, CASH_PLATE);
    await present(CASH_PLATE);
    await at('cash-received').fill('50');
    await at('take-cash').click();
    await at('receipt').waitFor();
    expect(await text('change-due')).toContain('10.00');
    await at('desk-next').click();

    await driveIn(site, CARD_PLATE);
    await present(CARD_PLATE);
    await page.keyboard.press('F3');
    await at('pay-ask').click();
    await at('receipt').waitFor();
    expect(terminal.journal.takenMinor).toBe(4_000);
  });

  test('a part of the cash payment is given back, with a reason', async () => {
    await at('nav-payments').click();
    await at('payment-search').fill(CASH_PLATE);
    await page.getByRole('row').filter({ hasText: CASH_PLATE }).first().click();
    await at('payment-refund').click();
    await at('refund-amount').fill('10');
    await at('reason-input').fill('lift was out of order');
    await at('reason-confirm').click();
    await expect
      .poll(() => page.getByTestId('payment-details').textContent(), SOON)
      .toContain('lift was out of order');
  });

  test('a lost ticket is paid for without a stay, and a gate is opened for one who pays nothing', async () => {
    const lost = { lostTicket: {}, method: 'cash', amountMinor: 30_000 };
    await clerk.call('POST', `${LOT}/payments`, lost);
    const sessionId = await driveIn(site, FREE_PLATE);
    await site.rest.call('POST', `${LOT}/sessions/${sessionId}/close`, {
      reason: 'let out by hand, terminal was down',
    });
  });

  test('cash goes to the safe', async () => {
    await at('shift').click();
    await at('shift-move').click();
    await at('move-amount').fill('100');
    await at('reason-input').fill('to the safe');
    await at('reason-confirm').click();
    await at('reason-dialog').waitFor({ state: 'detached' });
  });

  test('counted by pieces, ten are missing: it wants a reason', async () => {
    await at('shift').click();
    await at('shift-close').click();
    await at('piece-50000').fill('4');
    await at('piece-20000').fill('1');
    await at('piece-2000').fill('1');
    await expect.poll(() => text('shift-difference')).toMatch(/10\.00/);
    expect(await at('shift-close-confirm').isDisabled()).toBe(true);
    await at('shift-reason').fill('a note of 10 is not there');
    await at('shift-close-confirm').click();
    await at('shift-report').waitFor();
  });

  test('the Z report names the difference, and what had no stay or no payment', async () => {
    await expect.poll(() => text('report-difference')).toMatch(/-.*10\.00/);
    expect(await text('report-reason')).toContain('a note of 10 is not there');
    const [shift] = await site.rest.call('GET', `${LOT}/shifts?state=closed`);
    expect(shift).toMatchObject({
      by: CLERK,
      closeNumber: 1,
      floatMinor: 200_000,
      expectedMinor: 223_000,
      countedMinor: 222_000,
      differenceMinor: -1_000,
    });
    const report = await site.rest.call('GET', `${LOT}/shifts/${shift.id}`);
    expect(report).toMatchObject({
      kind: 'Z',
      totals: expect.arrayContaining([
        expect.objectContaining({ method: 'cash', takenMinor: 34_000, refundedMinor: 1_000 }),
        expect.objectContaining({ method: 'card', takenMinor: 4_000, refundedMinor: 0 }),
      ]),
      paymentsWithoutSession: [{ amountMinor: 30_000, purpose: 'lost-ticket' }],
      sessionsWithoutPayment: [{ plate: FREE_PLATE, dueMinor: 4_000 }],
    });
    expect(report.payments.map((one: { receiptNumber: number }) => one.receiptNumber)).toEqual([
      1, 2, 3, 4,
    ]);
  });

  test('it is printed, and nothing else of the page', async () => {
    await at('report-print-a4').click();
    const printed = await page.evaluate(() => (window as unknown as Printing).printed);
    expect(printed).toHaveLength(1);
    expect(printed[0]).toContain('Small lot');
    expect(printed[0]).toMatch(/Z report.*1/);
    expect(printed[0]).toContain('a note of 10 is not there');
    expect(printed[0]).not.toContain('Payments with');
  });

  test('the next shift’s report has the next number', async () => {
    await page.keyboard.press('Escape');
    await at('shift').click();
    await at('shift-float').fill('0');
    await at('shift-open-confirm').click();
    await expect.poll(() => text('shift')).toContain(CLERK);
    await at('shift').click();
    await at('shift-close').click();
    await at('shift-counted').fill('0');
    await at('shift-close-confirm').click();
    await at('shift-report').waitFor();
    const closed = await site.rest.call('GET', `${LOT}/shifts?state=closed`);
    expect(closed.map((one: { closeNumber: number }) => one.closeNumber)).toEqual([2, 1]);
    expect(errors).toEqual([]);
  });
});

interface Printing {
  printed: string[];
}

/** Keeps the text that would come out of the printer; a browser without a screen prints nothing. */
function keepWhatIsPrinted(): void {
  const printing = window as unknown as Printing;
  printing.printed = [];
  window.print = () => {
    const sheets = [...document.body.children].filter(({ className }) => /sheet/.test(className));
    printing.printed.push(sheets.map(({ textContent }) => textContent).join('\n'));
  };
}
