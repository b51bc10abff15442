import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage, screenshot } from './support/browser.ts';
import { publish } from './support/publish.ts';
import {
  type StationProcess,
  startStationProcess,
  temporaryData,
} from './support/station-process.ts';

/** The demo is written and its devices come up first. */
const READY_TIMEOUT_MS = 200_000;
const FLOW_TIMEOUT_MS = 300_000;
const SOON_MS = 90_000;
const BAY = 'zigbee2mqtt/bay-17';

/** What staff do about devices, from the list to a topic that nobody has mapped. */
describe('the device centre', () => {
  let station: StationProcess;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  const data = temporaryData();

  beforeAll(async () => {
    const tls = ['--tls', '--https-port', '0', '--mqtts-port', '0'];
    station = await startStationProcess(data, ['--demo', '--speed', '5', ...tls]);
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser, { width: 1280, height: 800, theme: 'dark' }));
    page.setDefaultTimeout(SOON_MS);
    await page.goto(station.url);
    await page.getByTestId('sign-in-username').fill('admin');
    await page.getByTestId('sign-in-password').fill('admin-demo');
    await page.getByTestId('sign-in-submit').click();
    await page.getByTestId('nav-devices').click();
  }, READY_TIMEOUT_MS);

  afterAll(async () => {
    await browser?.close();
    await station?.stop();
  }, READY_TIMEOUT_MS);

  const row = (name: string) => page.getByRole('row').filter({ hasText: name }).first();

  test('lists devices, filters them, and shows one in full', {
    timeout: FLOW_TIMEOUT_MS,
  }, async () => {
    await row('Barrier entry 1').waitFor();
    await page.getByTestId('device-search').fill('entry 1');
    await expect
      .poll(() => page.getByTestId('device-count').textContent(), { timeout: SOON_MS })
      .toMatch(/ of /);
    await row('Sign entry 1').click();
    await page.getByTestId('device-detail').waitFor();
    await screenshot(page, 'devices-dark-1280');
  });

  test('tries a sign, and the journal says so', { timeout: FLOW_TIMEOUT_MS }, async () => {
    await page.getByTestId('device-test-show').click();
    await page.getByTestId('test-show-text').fill('E2E HELLO');
    await page.getByTestId('test-show-send').click();
    await page.getByTestId('test-show-text').waitFor({ state: 'detached' });
    const token = await page.evaluate(async () => {
      const answer = await fetch('/api/v1/sign-in', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'admin', password: 'admin-demo' }),
      });
      return ((await answer.json()) as { token: string }).token;
    });
    const tested = async (): Promise<boolean> => {
      for (let after = 0; ; ) {
        const answer = await fetch(
          `${station.url}/api/v1/lots/riverside/journal?after=${after}&limit=1000`,
          { headers: { authorization: `Bearer ${token}` } },
        );
        const events = (await answer.json()) as { seq: number; event: { type: string } }[];
        if (events.some(({ event }) => event.type === 'DeviceTested')) return true;
        const last = events.at(-1);
        if (last === undefined) return false;
        after = last.seq;
      }
    };
    await expect.poll(tested, { timeout: SOON_MS, interval: 1_000 }).toBe(true);
  });

  test('watches the traffic, pauses it, and takes it away as a file', {
    timeout: FLOW_TIMEOUT_MS,
  }, async () => {
    await page.getByTestId('devices-traffic').click();
    await page.getByTestId('traffic-row').first().waitFor();
    await screenshot(page, 'traffic-log-dark-1280');
    await page.getByTestId('traffic-pause').click();
    const count = () => page.getByTestId('traffic-count').textContent();
    await expect.poll(count, { timeout: SOON_MS }).toMatch(/Paused · .*passed/);
    await page.getByTestId('traffic-download').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('traffic-ndjson').click(),
    ]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n');
    expect(lines.length).toBeGreaterThan(0);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ deviceId: expect.any(String) });
    await page.getByTestId('traffic-pause').click();
    await expect.poll(count, { timeout: SOON_MS }).toMatch(/^Live/);
  });

  test('maps a topic that nobody listens to, and undoes it', {
    timeout: FLOW_TIMEOUT_MS,
  }, async () => {
    await page.getByTestId('devices-found').click();
    const found = page.getByTestId('unmapped-topic').filter({ hasText: BAY });
    await expect
      .poll(
        async () => {
          await publish(station.mqttUrl, BAY, { occupancy: true, battery: 90 });
          return found.count();
        },
        { timeout: SOON_MS, interval: 1_000 },
      )
      .toBe(1);
    await found.getByTestId('unmapped-map').click();
    await page.getByTestId('field-label').fill('Bays of the yard');
    await page.getByTestId('device-save').click();
    // The slot is missing: it is said at its field, and nothing is added.
    const slot = page.getByTestId('field-sensors[0].slotId');
    await page.getByText('This is needed.').first().waitFor();
    await slot.click();
    await page.getByRole('option').first().click();
    await page.getByTestId('device-save').click();
    await page.getByTestId('device-form').waitFor({ state: 'detached' });
    await page.getByTestId('devices-list').click();
    await row('Bays of the yard').waitFor();
    await page.getByTestId('undo').first().click();
    await row('Bays of the yard').waitFor({ state: 'detached' });
  });

  test('gives the authority that devices trust the station by, and renews its certificate', {
    timeout: FLOW_TIMEOUT_MS,
  }, async () => {
    await page.getByTestId('devices-more').click();
    await page.getByTestId('station-tls-open').click();
    const dialog = page.getByTestId('station-tls');
    const own = dialog.getByTestId('fingerprint').first();
    const before = await own.textContent();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('station-tls-ca').click(),
    ]);
    const ca = readFileSync(await download.path(), 'utf8');
    const port = Number(/port\D*(\d+)/i.exec((await dialog.textContent()) ?? '')?.[1]);
    expect(await fingerprintAt(port, ca)).toBe(before);
    await screenshot(page, 'devices-tls-dark-1280');
    await page.getByTestId('station-tls-renew').click();
    await expect.poll(() => own.textContent()).not.toBe(before);
    expect(await fingerprintAt(port, ca)).toBe(await own.textContent());
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('takes the field out as a file and in again, with what it changes told first', {
    timeout: FLOW_TIMEOUT_MS,
  }, async () => {
    await page.getByTestId('devices-more').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('field-export').click(),
    ]);
    const file = JSON.parse(readFileSync(await download.path(), 'utf8')) as {
      devices: { id: string; label: string }[];
    };
    const first = file.devices.find(({ id }) => id === 'sign-exit-2');
    if (first === undefined) throw new Error('the demo has no such sign');
    first.label = 'Sign by the river';
    const changed = join(data, 'field.json');
    writeFileSync(changed, JSON.stringify(file));
    await page.getByTestId('devices-more').click();
    await page.getByTestId('field-import-open').click();
    await page.getByTestId('field-import').locator('input[type="file"]').setInputFiles(changed);
    await page.getByTestId('field-changes').waitFor();
    expect(await page.getByTestId('field-changes').textContent()).toContain(
      '0 added, 1 changed, 0 removed',
    );
    await page.getByTestId('field-apply').click();
    await page.getByTestId('field-import').waitFor({ state: 'detached' });
    await row('Sign by the river').waitFor();
    expect(errors).toEqual([]);
  });
});

/** How the console shows the certificate by which the station answers to whoever trusts this authority alone. */
function fingerprintAt(port: number, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: 'localhost', port, ca, agent: false }, (answer) =>
      answer.resume(),
    );
    asked.on('socket', (socket) =>
      socket.once('secureConnect', () =>
        resolve(
          (socket as TLSSocket).getPeerX509Certificate()?.fingerprint256.replaceAll(':', ' ') ?? '',
        ),
      ),
    );
    asked.on('error', reject);
    asked.end();
  });
}
