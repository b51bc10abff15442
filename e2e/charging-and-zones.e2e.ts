import { OcppClient } from 'ocpp-ts';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type MockZoneCounter,
  startMockZoneCounter,
} from '#station/drivers/zone-counter-mqtt/mock.ts';
import { openBrowser, openPage, screenshot } from './support/browser.ts';
import { driveIn, LOT, SOON } from './support/drive.ts';
import { HOUR_FEE_MINOR, LOT_ID, moneyLot, TARIFF } from './support/money-lot.ts';
import { type Site, startSite } from './support/site.ts';

const PLATE = 'KA05EV4821';
const CHARGER = 'charger-1';
const COUNTER = 'zone-camera';
const FLOW_TIMEOUT_MS = 240_000;
const SLOW_MACHINE_MS = 60_000;
/** ₹20.00 for each kWh. */
const KWH_FEE_MINOR = 2_000;

const lot = () =>
  moneyLot({
    tariff: {
      ...TARIFF,
      surcharges: [
        { kind: 'charging-energy', id: 'kwh', name: 'Energy', feeMinorPerKwh: KWH_FEE_MINOR },
      ],
    },
    devices: [
      {
        id: CHARGER,
        label: 'Charger 1',
        driver: 'charger-ocpp',
        connectors: [{ connectorId: 1, slotId: 'a1' }],
        meterEveryMs: 0,
      },
      {
        id: COUNTER,
        label: 'Zone camera',
        driver: 'zone-counter-mqtt',
        zoneId: 'main',
        counts: { kind: 'crossings' },
      },
    ],
  });

/**
 * A charge point that somebody else wrote (npm `ocpp-ts`) and a camera that counts a zone, as staff meet them
 * on the screen.
 */
describe('charging and counted zones on the screen', { timeout: FLOW_TIMEOUT_MS }, () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  let point: OcppClient;
  let camera: MockZoneCounter;

  beforeAll(async () => {
    site = await startSite(lot());
    camera = await startMockZoneCounter({
      url: site.station.mqttUrl,
      lotId: LOT_ID,
      deviceId: COUNTER,
    });
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser, { width: 1920, height: 1080, theme: 'dark' }));
    page.setDefaultTimeout(SLOW_MACHINE_MS);
    await site.signIn(page);
  }, FLOW_TIMEOUT_MS);

  afterAll(async () => {
    await browser?.close();
    socketOf(point)?.terminate();
    await camera?.stop();
    await site?.stop();
  });

  const panel = () => page.getByTestId('slot-charger');
  const text = (where: ReturnType<typeof panel>) => where.textContent();

  test('a charge from the token to the payment', async () => {
    // As a fitter does it: the token is given in the device centre, and typed into the charger.
    await page.getByTestId('nav-devices').click();
    await page.getByRole('row').filter({ hasText: 'Charger 1' }).first().click();
    await page.getByTestId('device-token-give').click();
    const secret = page.getByTestId('device-secret').locator('code').last();
    const token = (await secret.textContent()) ?? '';
    await page.getByTestId('device-secret-done').click();
    point = await dialledIn(site, token);
    await expect.poll(() => page.getByTestId('device-detail').textContent(), SOON).toMatch(/\d ms/);

    // The driver comes in; the slot's panel says what the charger does.
    await driveIn(site, PLATE);
    await status('Preparing');
    await page.getByTestId('nav-control').click();
    await page.getByTestId('slot-search').fill('A1');
    await page.keyboard.press('Enter');
    await expect.poll(() => text(panel()), SOON).toContain('Plugged in');

    // Staff start it: the charger is told which ticket pays.
    const asked = new Promise<{ idTag: string }>((resolve) => {
      point.on('RemoteStartTransaction', (request, answer) => {
        answer({ status: 'Accepted' });
        resolve(request);
      });
    });
    await page.getByTestId('charger-start').click();
    await page.getByTestId('reason-input').fill('Driver asked at the desk');
    await page.getByTestId('reason-confirm').click();
    const { idTag } = await asked;
    const at = () => new Date(site.now()).toISOString();
    const { transactionId } = await point.callRequest('StartTransaction', {
      ...{ connectorId: 1, idTag, meterStart: 1_000, timestamp: at() },
    });
    await status('Charging');
    await point.callRequest('MeterValues', {
      connectorId: 1,
      transactionId,
      meterValue: [
        {
          timestamp: at(),
          sampledValue: [
            { value: '3.5', unit: 'kWh', measurand: 'Energy.Active.Import.Register' },
            { value: '7400', unit: 'W', measurand: 'Power.Active.Import' },
          ],
        },
      ],
    });
    await expect.poll(() => text(panel()), SOON).toMatch(/2\.5 kWh.*7\.4 kW/s);
    await screenshot(page, 'charger-panel-dark-1920');
    await page.emulateMedia({ colorScheme: 'light' });
    await screenshot(page, 'charger-panel-light-1920', false);
    await page.emulateMedia({ colorScheme: 'dark' });

    const stopped = new Promise<void>((resolve) => {
      point.on('RemoteStopTransaction', (_request, answer) => {
        answer({ status: 'Accepted' });
        resolve();
      });
    });
    await page.getByTestId('charger-stop').click();
    await page.getByTestId('reason-input').fill('Driver leaves');
    await page.getByTestId('reason-confirm').click();
    await stopped;
    await point.callRequest('StopTransaction', {
      ...{ transactionId, meterStop: 4_000, timestamp: at(), reason: 'Remote' },
    });
    await status('Available');

    // The desk asks for both, and takes the money.
    await site.rest.call('POST', `${LOT}/shifts`, { floatMinor: 0 });
    await page.getByTestId('nav-desk').click();
    await page.getByTestId('desk-input').fill(PLATE);
    await page.keyboard.press('Enter');
    await expect.poll(() => text(page.getByTestId('quote-lines')), SOON).toContain('Energy');
    const dueMinor = HOUR_FEE_MINOR + 3 * KWH_FEE_MINOR;
    expect(await text(page.getByTestId('due-total'))).toContain((dueMinor / 100).toFixed(2));
    await page.getByTestId('take-cash').click();
    await page.getByTestId('receipt').waitFor();
    expect(await text(page.getByTestId('receipt'))).toMatch(/Energy/);
    expect(errors).toEqual([]);
  });

  test('a count that cannot be true is seen, set right, and taken back', async () => {
    const zones = page.getByTestId('kpi-zones');
    const figure = () => text(zones);
    const counted = async () => {
      const [zone] = await site.rest.call('GET', `${LOT}/zones`);
      return [zone.vehicles, zone.flag];
    };
    await page.getByTestId('nav-control').click();
    await camera.crossed('in', 'c1');
    await expect.poll(counted, SOON).toEqual([1, null]);
    expect(await figure()).toContain('Zones free');

    // More leave than were there.
    await camera.crossed('out', 'c2');
    await camera.crossed('out', 'c3');
    await expect.poll(figure, SOON).toContain('1 zone unsure');
    await zones.focus();
    await page.keyboard.press('Enter');
    const row = page.getByTestId('zone-main');
    await expect.poll(() => text(row), SOON).toContain('More left than were there');
    await screenshot(page, 'zone-unsure-dark-1920');

    await page.getByTestId('zone-correct-main').click();
    await page.getByTestId('zone-vehicles').fill('4');
    await page.getByTestId('reason-input').fill('Walked and counted');
    await page.keyboard.press('Enter');
    await expect.poll(counted, SOON).toEqual([4, null]);
    await expect.poll(figure, SOON).toContain('Zones free');

    // One more comes in before it is taken back: what the camera has counted since stays counted.
    await camera.crossed('in', 'c4');
    await expect.poll(counted, SOON).toEqual([5, null]);
    await expect.poll(figure, SOON).toMatch(/Zones free1$/);
    await page.getByTestId('undo').click();
    await expect.poll(counted, SOON).toEqual([1, null]);
    expect(errors).toEqual([]);
  });

  async function status(word: 'Preparing' | 'Charging' | 'Available'): Promise<void> {
    await point.callRequest('StatusNotification', {
      ...{ connectorId: 1, status: word, errorCode: 'NoError' },
    });
  }
});

async function dialledIn(site: Site, token: string): Promise<OcppClient> {
  const client = new OcppClient(CHARGER);
  const basic = Buffer.from(`${CHARGER}:${token}`).toString('base64');
  const open = new Promise<void>((resolve, reject) => {
    client.on('connect', resolve);
    client.on('error', reject);
  });
  const address = `${site.station.url.replace('http', 'ws')}/field/ocpp/`;
  client.connect(address, { Authorization: `Basic ${basic}` });
  await open;
  await client.callRequest('BootNotification', {
    ...{ chargePointVendor: 'Other', chargePointModel: 'One' },
  });
  return client;
}

/** The client has no farewell of its own. */
function socketOf(client: OcppClient | undefined): { terminate(): void } | undefined {
  const held = client as unknown as { connection: { socket: { terminate(): void } } | null };
  return held?.connection?.socket;
}
