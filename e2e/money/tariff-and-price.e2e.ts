import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS } from '#domain/kernel/instant.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { driveIn, driveOut, LOT, SOON } from '../support/drive.ts';
import { moneyLot, TARIFF } from '../support/money-lot.ts';
import { reloadLater } from '../support/page-clock.ts';
import { ADMIN, type Site, startSite } from '../support/site.ts';

const OLD = 'KA05MX4821';
const NEW = 'KA01AB1234';
const DEAR = 'MH12DE1433';

const flat = (id: string, name: string, feeMinor: number): Tariff => ({
  ...TARIFF,
  id,
  name,
  rates: [
    {
      id: 'stay',
      name: 'Each stay',
      charge: { kind: 'ladder', rungs: [{ upToMinutes: null, totalMinor: feeMinor }] },
    },
  ],
});
const BEFORE = flat('before', 'A hundred', 10_000);
/** From half full on, everything costs twice as much. */
const AFTER: Tariff = {
  ...flat('after', 'A hundred and fifty', 15_000),
  dynamic: {
    kind: 'bands',
    bands: [
      { fromPct: 0, percent: 100 },
      { fromPct: 50, percent: 200 },
    ],
    hysteresisPct: 10,
    minutesBetweenChanges: 0,
    floorPercent: 50,
    ceilingPercent: 300,
  },
};

/** A manager changes the tariff for tomorrow; then the price follows how full the lot is. */
describe('a tariff for later, and a price by occupancy', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    site = await startSite(moneyLot({ slots: 4, tariff: BEFORE }));
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser, { width: 1280, height: 900, theme: 'light' }));
    await site.signIn(page);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const at = (testId: string) => page.getByTestId(testId);
  const due = async (plate: string) =>
    (await site.rest.call('POST', `${LOT}/quotes`, { plate })).dueMinor;
  const prices = () => site.rest.call('GET', `${LOT}/prices`);

  let oldStay = '';
  test('a tariff with a mistake cannot be published, and the place is named', async () => {
    oldStay = await driveIn(site, OLD);
    await at('nav-tariffs').click();
    await at('tariffs-editor').click();
    await at('edit-in-force').click();
    await at('editor-side').getByText('Text').click();
    const broken = {
      ...AFTER,
      rates: [{ ...AFTER.rates[0], charge: { kind: 'ladder', rungs: [] } }],
    };
    await at('tariff-text').fill(JSON.stringify(broken, null, 2));
    await expect.poll(() => at('tariff-problems').textContent(), SOON).toContain('rungs');
    expect(await at('publish').isDisabled()).toBe(true);
  });

  test('mended, it is published for tomorrow from the editor', async () => {
    await at('tariff-text').fill(JSON.stringify(AFTER, null, 2));
    await expect.poll(() => at('publish').isEnabled(), SOON).toBe(true);
    await at('publish').click();
    await at('publish-when').getByText('Later').click();
    await at('publish-at').click();
    await page.getByRole('button', { name: tomorrow(site.now()), exact: true }).click();
    await at('publish-note').fill('as agreed with the owner');
    await at('publish-confirm').click();
    await at('publish-form').waitFor({ state: 'detached' });
    const [newest, before] = await site.rest.call('GET', `${LOT}/tariffs`);
    expect(newest).toMatchObject({ id: 'after', state: 'scheduled', publishedBy: ADMIN.username });
    expect(before).toMatchObject({ id: 'before', state: 'in-force', inside: 1 });
    await site.pass(newest.effectiveAt - site.now());
  });

  test('who is inside keeps the old tariff, who comes now pays the new one', async () => {
    await site.renewSignIn();
    await expect
      .poll(async () => (await prices()).now, SOON)
      .toMatchObject({
        price: { percent: 100 },
        occupancyPct: 25,
      });
    await driveIn(site, NEW);
    expect([await due(OLD), await due(NEW)]).toEqual([10_000, 15_000]);
  });

  test('half full, the price doubles: on the sign, with the figures that caused it', async () => {
    await expect.poll(async () => (await prices()).now.price.percent, SOON).toBe(200);
    const [change] = (await prices()).changes;
    expect(change).toMatchObject({
      from: { percent: 100 },
      to: { percent: 200 },
      occupancyPct: 50,
      inside: 2,
      capacity: 4,
      figures: { cause: 'band', thresholdPct: 50 },
    });
    await expect.poll(() => site.entry.sign.lines, SOON).toContain('Price now 200 %');
    expect(await due(NEW)).toBe(15_000);
  });

  test('who comes now locks it, and the ticket says so', async () => {
    await driveIn(site, DEAR);
    expect(await due(DEAR)).toBe(30_000);
    const { session } = await site.rest.call('POST', `${LOT}/quotes`, { plate: DEAR });
    const pdf = join(site.data, 'ticket.pdf');
    writeFileSync(pdf, await site.rest.bytes(`${LOT}/tickets/${session.ticketNumber}.pdf`));
    const printed = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
    expect(printed).toMatch(/200\s?% of the usual prices/);
    expect(printed).toContain('300.00');
  });

  test('the history shows both changes to whoever looks it up', async () => {
    for (const plate of [OLD, NEW]) {
      const amountMinor = await due(plate);
      await site.rest.call('POST', `${LOT}/payments`, { plate, method: 'cash', amountMinor });
    }
    site.exit.arrive();
    await site.exit.read(OLD);
    await driveOut(site, oldStay, 1);
    await site.rest.call('POST', `${LOT}/exits`, { laneId: 'out', plate: NEW });
    await expect.poll(async () => (await prices()).now.price.percent, SOON).toBe(100);
    expect(await due(DEAR)).toBe(30_000);
    await reloadLater(page, DAY_MS);
    await site.signIn(page);
    await at('nav-tariffs').click();
    await at('tariffs-price').click();
    await expect.poll(() => at('price-page').textContent(), SOON).toContain('200');
    expect(errors).toEqual([]);
  });
});

/** As the calendar names the day after today, by the lot's clock. */
function tomorrow(now: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: TARIFF.timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(now + DAY_MS);
}
