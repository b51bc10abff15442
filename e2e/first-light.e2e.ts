import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { lotFileSchema } from '#domain/facility/lot-file.ts';
import { type Mosquitto, mosquitto } from '#station/drivers/test-support/mosquitto.ts';
import { openBrowser, openPage, screenshot } from './support/browser.ts';
import { type Gate, playGate } from './support/gate.ts';
import { publish } from './support/publish.ts';
import {
  type StationProcess,
  startStationProcess,
  temporaryData,
} from './support/station-process.ts';

const DEMO = resolve(import.meta.dirname, '../resources/demo-lots/riverside.json');
const PLATE = 'KA05MX4821';
const PASSWORD = 'first-light-2026';

/**
 * The whole of the first path, over Debian's mosquitto, a real serial line and a real browser: a plate
 * becomes a car on the map, is moved by hand, pays at the desk and leaves.
 */
describe('first light', () => {
  let broker: Mosquitto;
  let station: StationProcess;
  let entry: Gate;
  let exit: Gate;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  let lot: LotFile;
  let lotPath: string;

  const topic = (rest: string) => `gatehouse/${lot.id}/${rest}`;

  beforeAll(async () => {
    const data = temporaryData();
    lot = lotFileSchema.parse(JSON.parse(readFileSync(DEMO, 'utf8')));
    mkdirSync(join(data, 'given'));
    lotPath = join(data, 'given', 'riverside.json');
    writeFileSync(lotPath, JSON.stringify(lot));
    broker = await mosquitto();
    entry = await playGate(lot, 'entry-2', data);
    exit = await playGate(lot, 'exit-2', data);
    station = await startStationProcess(data, ['--mqtt-url', broker.url]);
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser, { width: 1920, height: 1080, theme: 'dark' }));
  });

  afterAll(async () => {
    await browser?.close();
    await station?.stop();
    await entry?.stop();
    await exit?.stop();
    await broker?.stop();
  });

  test('a fresh station asks for its first administrator, then for a lot', async () => {
    await page.goto(station.url);
    await page.getByTestId('first-username').fill('asha');
    await page.getByTestId('first-password').fill(PASSWORD);
    await page.getByTestId('first-repeat').fill(PASSWORD);
    await screenshot(page, 'first-run-dark-1920');
    await page.getByTestId('first-submit').click();
    await page.getByTestId('open-demo').waitFor();
    await screenshot(page, 'start-dark-1920');
  });

  test('a lot file with a mistake is refused with the place of the mistake', async () => {
    const broken = structuredClone(lot) as { slots: { id: string }[] };
    const [first, second] = broken.slots;
    if (first !== undefined && second !== undefined) second.id = first.id;
    const path = join(station.data, 'given', 'twice.json');
    writeFileSync(path, JSON.stringify(broken));
    await chooseLotFile(page, path);
    await expect
      .poll(() => page.getByTestId('lot-problems').textContent(), { timeout: 10_000 })
      .toContain('slots[1].id');
    await screenshot(page, 'lot-file-problems-dark-1920');
  });

  test('the lot file opens the control room', async () => {
    await chooseLotFile(page, lotPath);
    await page.getByTestId('lane-card-entry-2').waitFor();
    await page.getByTestId('map').waitFor();
    await expect.poll(() => gateState(page, 'entry-2')).toBe('closed');
  });

  let slotId = '';
  test('a plate at the entry camera opens the barrier on the serial line', async () => {
    await report('entry-2', 'online');
    entry.arrive();
    await publish(broker.url, topic('camera/camera-entry-2/plate'), read('read-1'));
    await expect.poll(entry.vends, { timeout: 10_000 }).toBe(1);
    await entry.passThrough();
    const session = await insideSession(page);
    slotId = session.slotId;
    expect(session.plate).toBe(PLATE);
  });

  test('the slot turns occupied on the map when its sensor says so', async () => {
    await publish(broker.url, topic(`slot/${slotId}/presence`), { occupied: true });
    const slot = await showSlot(page, lot, slotId);
    await expect.poll(() => slot.getAttribute('aria-label')).toMatch(/occupied/i);
    await slot.click({ force: true });
    const panel = page.getByTestId('slot-panel');
    await panel.waitFor();
    await expect.poll(() => panel.textContent()).toContain(PLATE);
    await screenshot(page, 'slot-panel-dark-1920');
  });

  test('an override with a reason moves it to another slot, and the undo brings it back', async () => {
    const target = otherSlot(lot, slotId);
    await page.getByTestId('slot-move').click();
    await page.getByTestId('move-target').fill(target.label);
    await page.getByRole('option').first().click();
    await page.getByTestId('reason-input').fill('parked one further');
    await page.getByTestId('reason-confirm').click();
    await expect.poll(async () => (await insideSession(page)).slotId).toBe(target.id);
    await page.getByTestId('undo').first().click();
    await expect.poll(async () => (await insideSession(page)).slotId).toBe(slotId);
  });

  test('the desk shows the fee, takes cash and gives change', async () => {
    await page.getByTestId('nav-desk').click();
    await page.getByTestId('desk-input').fill(PLATE);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByTestId('quote-total').textContent()).toContain('40.00');
    await page.getByTestId('cash-received').fill('100');
    await screenshot(page, 'desk-dark-1920');
    await page.getByTestId('take-cash').click();
    await page.getByTestId('receipt').waitFor();
    expect(await page.getByTestId('change-due').textContent()).toContain('60.00');
    await screenshot(page, 'desk-receipt-dark-1920');
  });

  test('the exit opens for the plate that the other camera read, and the session ends', async () => {
    exit.arrive();
    const frigate = { type: 'lpr', id: '1700.5-abc', name: null, plate: PLATE, score: 0.94 };
    const seen = { ...frigate, camera: 'exit_2_cam', timestamp: Date.now() / 1_000 };
    await publish(broker.url, 'frigate/tracked_object_update', seen);
    await expect.poll(exit.vends, { timeout: 10_000 }).toBe(1);
    await exit.passThrough();
    await publish(broker.url, topic(`slot/${slotId}/presence`), '0');
    await expect.poll(() => sessions(page, 'ended').then((rows) => rows.length)).toBe(1);
  });

  test('the CSV of the day holds the row', async () => {
    await page.getByTestId('nav-reports').click();
    await page.getByTestId('total-entries').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('report-csv-sessions').click(),
    ]);
    const path = await download.path();
    expect(existsSync(path)).toBe(true);
    const row = readFileSync(path, 'utf8')
      .split('\r\n')
      .find((line) => line.includes(PLATE));
    expect(row).toContain('entry-2');
    expect(row).toContain('40.00');
    await screenshot(page, 'reports-dark-1920');
  });

  test('a dead camera is an alarm on the console and clears by itself', async () => {
    await page.getByTestId('nav-control').click();
    await report('entry-2', 'offline');
    await expect
      .poll(() => page.getByTestId('alarms').textContent(), { timeout: 10_000 })
      .toContain('Camera entry 2');
    await screenshot(page, 'alarm-dark-1920');
    await report('entry-2', 'online');
    await expect
      .poll(() => page.getByTestId('events').textContent(), { timeout: 10_000 })
      .toMatch(/Alarm over, Camera entry 2/);
  });

  test('nothing went wrong in the page', () => {
    expect(errors).toEqual([]);
  });

  function report(lane: string, status: 'online' | 'offline'): Promise<void> {
    return publish(broker.url, topic(`device/camera-${lane}/status`), status);
  }
});

function read(id: string) {
  return { id, plate: PLATE, confidence: 0.97, direction: 'in', at: new Date().toISOString() };
}

async function chooseLotFile(page: Page, path: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByTestId('open-lot-file').click(),
  ]);
  await chooser.setFiles(path);
}

async function gateState(page: Page, laneId: string): Promise<string | null> {
  return page.getByTestId(`lane-card-${laneId}`).getAttribute('data-gate');
}

interface SessionBrief {
  readonly slotId: string;
  readonly plate: string;
}

/** Asked over REST with the page's own sign-in, as another system would. */
async function sessions(page: Page, state: string): Promise<readonly SessionBrief[]> {
  return page.evaluate(async (wanted) => {
    const token = Object.values(sessionStorage).find((value) => value.includes('gh1.')) ?? '';
    const bearer = /gh1\.[\w.-]+/.exec(token)?.[0] ?? '';
    const answer = await fetch(`/api/v1/lots/riverside/sessions?state=${wanted}`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
    return answer.json();
  }, state);
}

async function insideSession(page: Page): Promise<SessionBrief> {
  let found: SessionBrief | undefined;
  await expect
    .poll(async () => {
      [found] = await sessions(page, 'inside');
      return found;
    })
    .toBeDefined();
  if (found === undefined) throw new Error('nobody is inside');
  return found;
}

/** Brings a slot's level into view and returns its cell. */
async function showSlot(page: Page, lot: LotFile, slotId: string) {
  const slot = lot.slots.find(({ id }) => id === slotId);
  const level = lot.levels.find(({ id }) => id === slot?.levelId);
  await page
    .getByTestId('level-switch')
    .getByText(level?.label ?? '', { exact: false })
    .first()
    .click();
  return page.locator(`[role="gridcell"][data-slot-id="${slotId}"]`);
}

function otherSlot(lot: LotFile, slotId: string) {
  const slot = lot.slots.find(({ id }) => id === slotId);
  const other = lot.slots.find(
    ({ id, kind, levelId }) => id !== slotId && kind === slot?.kind && levelId === slot.levelId,
  );
  if (other === undefined) throw new Error('the level has only one slot of this kind');
  return other;
}
