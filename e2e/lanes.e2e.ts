import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LotFile, lotFileSchema } from '#domain/facility/lot-file.ts';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { plainPlan } from '#domain/traffic/vehicle-plan.ts';
import { type Mosquitto, mosquitto } from '#station/drivers/test-support/mosquitto.ts';
import { type AbnormalCase, playAbnormal } from '#station/simulator/abnormal.ts';
import { type Simulator, startSimulator } from '#station/simulator/simulator.ts';
import { openBrowser, openPage, screenshot } from './support/browser.ts';
import { type Rest, restOf } from './support/rest.ts';
import {
  type StationProcess,
  startStationProcess,
  temporaryData,
} from './support/station-process.ts';

const ADMIN = { username: 'asha', password: 'lanes-in-trouble-2026' };
const LOT = '/lots/small';
/** A loop is told of when two polls agree. */
const FELT_MS = 400;
const AFTER_HOLD_LIMIT_MS = 180_000;
const LANES_TIMEOUT_MS = 400_000;
const SLOW_MACHINE_MS = 90_000;
const WIDE_AND_NARROW = [
  [1280, 800],
  [2560, 1440],
] as const;
const PATIENT = { timeout: SLOW_MACHINE_MS };

/** What stands at a lane. */
const devicesOf = (laneId: string) => [
  {
    id: `barrier-${laneId}`,
    label: 'Barrier',
    driver: 'barrier-modbus-rtu',
    laneId,
    serial: { path: `field/barrier-${laneId}` },
  },
  { id: `camera-${laneId}`, label: 'Camera', driver: 'camera-mqtt', laneId },
  { id: `sign-${laneId}`, label: 'Sign', driver: 'sign-mqtt', laneId },
  { id: `call-${laneId}`, label: 'Call', driver: 'contact-mqtt', contact: 'call-button', laneId },
];

/** An entry that asks for plates, an exit, and a lane that leads both ways in turn. */
function lotFile(): LotFile {
  const lot = smallLot();
  const [entry, exit] = lot.lanes;
  const fire = { id: 'fire', label: 'Fire', driver: 'contact-mqtt', contact: 'fire-alarm' };
  return lotFileSchema.parse({
    ...lot,
    lanes: [
      { ...entry, label: 'Entry North', admitsWithoutPlate: false },
      { ...exit, label: 'Exit North' },
      { ...exit, id: 'turn', label: 'Lane South', direction: 'reversible' },
    ],
    policies: { ...lot.policies, noPlateSeconds: 2, holdLimitMinutes: 1 },
    devices: [...devicesOf('in'), ...devicesOf('out'), ...devicesOf('turn'), fire],
  });
}

/** Lanes in every state that is not ordinary, as a shift sees them. */
describe('lanes in trouble', { timeout: LANES_TIMEOUT_MS }, () => {
  let broker: Mosquitto;
  let simulator: Simulator;
  let station: StationProcess;
  let browser: Browser;
  let rest: Rest;

  beforeAll(async () => {
    const data = temporaryData();
    const lot = lotFile();
    writeFileSync(join(data, 'lot.json'), JSON.stringify(lot));
    broker = await mosquitto();
    simulator = await startSimulator({
      lot,
      fieldDir: join(data, 'field'),
      mqttUrl: broker.url,
      seed: 1,
      speed: 20,
      arrivals: false,
    });
    const flags = ['--mqtt-url', broker.url, '--lot', join(data, 'lot.json')];
    station = await startStationProcess(data, flags);
    const { token } = await restOf(
      () => station.url,
      () => '',
    ).call('POST', '/setup/admin', ADMIN);
    rest = restOf(
      () => station.url,
      () => token,
    );
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await simulator?.stop();
    await station?.stop();
    await broker?.stop();
  });

  const play = (laneId: string, which: AbnormalCase, plates?: readonly string[]) =>
    playAbnormal(simulator.field, laneId, which, plates);
  const clear = (laneId: string) => {
    for (const loop of ['arming', 'safety'] as const)
      simulator.field.lanes.get(laneId)?.setLoop(loop, false);
  };
  const pictures = async (page: Page, name: string) => {
    for (const theme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      for (const [width, height] of WIDE_AND_NARROW) {
        await page.setViewportSize({ width, height });
        await page.waitForTimeout(250);
        await screenshot(page, `lanes-${name}-${theme}-${width}`, theme === 'dark');
      }
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 1920, height: 1080 });
    const { violations } = await new AxeBuilder({ page })
      .include('[data-lane-card]')
      .withTags(['wcag2a', 'wcag2aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
  };

  const signedIn = async () => {
    const view = { width: 1920, height: 1080, theme: 'dark' } as const;
    const opened = await openPage(browser, view);
    const { page } = opened;
    page.setDefaultTimeout(SLOW_MACHINE_MS);
    await page.goto(station.url);
    await page.getByTestId('sign-in-username').fill(ADMIN.username);
    await page.getByTestId('sign-in-password').fill(ADMIN.password);
    await page.getByTestId('sign-in-submit').click();
    return opened;
  };

  test('each is told in words at its lane, and settled by keyboard', async () => {
    const { page, context, errors } = await signedIn();
    const card = (laneId: string) => page.getByTestId(`lane-card-${laneId}`);
    await card('in').waitFor();
    await expect
      .poll(() => card('in').getAttribute('data-gate'), { timeout: SLOW_MACHINE_MS })
      .toBe('closed');
    await expect.poll(() => card('out').getAttribute('data-gate'), PATIENT).toBe('closed');

    // A motorcycle that no camera can read, and a vehicle that follows another out.
    await play('in', 'no-plate');
    for (const plate of ['KA05MX4821', 'MH12DE1433'])
      await rest.call('POST', `${LOT}/entries`, { laneId: 'turn', plate });
    await play('out', 'close-behind', ['KA05MX4821', 'MH12DE1433']);
    await page.getByTestId('lane-ask-in').waitFor();
    await card('out').getByText('A second vehicle went through').waitFor();
    await pictures(page, 'no-plate-tailgate');
    // The camera has told what it is and what it looks like: a digit and Enter are all that is needed.
    await card('in').getByTestId('event-picture').waitFor();
    await expect.poll(() => page.getByTestId('lane-ask-motorcycle-in').isChecked()).toBe(true);
    await page.getByTestId('alarms').click();
    await page.keyboard.press('1');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-testid')))
      .toBe('lane-ask-plate-in');
    await page.keyboard.press('Enter');
    await expect.poll(() => card('in').getAttribute('data-phase'), PATIENT).toBe('vended');
    clear('in');
    await page.getByTestId('alarm-acknowledge').first().click();

    // A driver calls, a gate is held open, and a lane turns.
    await play('in', 'call');
    await card('in').getByTestId('call-answer-in').waitFor();
    // The voice has a face: the lane's newest picture, of a vehicle that nobody could read.
    await card('in').getByTestId('event-picture').waitFor();
    await rest.call('POST', `${LOT}/lanes/out/hold`, {
      reason: 'Queue relief',
      untilAt: Date.now() + 15 * 60_000,
    });
    simulator.field.lanes.get('turn')?.setLoop('arming', true);
    await page.getByTestId('lane-turn-turn').click();
    await page.getByTestId('turn-to-exit').click();
    await page.getByTestId('reason-input').fill('Queue inside');
    await page.keyboard.press('Enter');
    await card('turn').getByText('Turning to exit').waitFor();
    await card('out').getByTestId('lane-hold').waitFor();
    await pictures(page, 'call-hold-turn');
    await page.getByTestId('call-answer-in').focus();
    await page.keyboard.press('Enter');
    // The voice first, then the question that the lane still has.
    await page.getByTestId('lane-ask-in').waitFor();
    clear('turn');
    await card('turn').getByText('leads out').waitFor();
    clear('in');
    await rest.call('POST', `${LOT}/lanes/out/close`, { reason: 'Hold is over' });

    // An arm that rises by itself.
    await expect.poll(() => card('in').getAttribute('data-gate'), PATIENT).toBe('closed');
    await play('in', 'arm-alone');
    await card('in').getByText('Gate opened by itself').waitFor();
    await pictures(page, 'opened-alone');

    // Fire.
    await play('in', 'fire');
    await page.getByTestId('banner-evacuation').waitFor();
    await expect.poll(() => card('out').getAttribute('data-gate'), PATIENT).toBe('open');
    await pictures(page, 'evacuation');
    await simulator.field.firePanel?.set(false);
    await page.getByTestId('evacuation-end').click();
    await page.getByTestId('reason-input').fill('False alarm');
    await page.keyboard.press('Enter');
    await page.getByTestId('banner-evacuation').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
    await context.close();
  });

  test('so is what cannot be sure, what comes the wrong way, and what does not answer', async () => {
    const { page, context, errors } = await signedIn();
    const card = (laneId: string) => page.getByTestId(`lane-card-${laneId}`);
    const gate = (laneId: string) => card(laneId).getAttribute('data-gate');
    const feel = async (laneId: string, ...steps: readonly ['arming' | 'safety', boolean][]) => {
      for (const [loop, on] of steps) {
        simulator.field.lanes.get(laneId)?.setLoop(loop, on);
        await page.waitForTimeout(FELT_MS);
      }
    };
    const hold = (laneId: string) =>
      rest.call('POST', `${LOT}/lanes/${laneId}/hold`, { reason: 'Delivery' });
    for (const laneId of ['in', 'out', 'turn'])
      await expect.poll(() => gate(laneId), PATIENT).toBe('closed');

    // A read that no one would swear to, and somebody who comes in by the exit.
    await feel('in', ['arming', true]);
    await simulator.field.lanes.get('in')?.readPlate(plainPlan('MH14AB0001'), 0.55);
    await card('in').getByText('55% sure').first().waitFor();
    await hold('out');
    await expect.poll(() => gate('out'), PATIENT).toBe('open');
    await feel('out', ['safety', true], ['arming', true], ['safety', false], ['arming', false]);
    await rest.call('POST', `${LOT}/lanes/out/close`, { reason: 'Hold is over' });
    await expect.poll(() => gate('out'), PATIENT).toBe('closed');
    await card('out').getByText('A vehicle came the wrong way').waitFor();
    await pictures(page, 'low-confidence-wrong-way');
    await feel('in', ['arming', false]);
    await page.getByTestId('lane-ask-in').waitFor({ state: 'detached' });
    await page.getByTestId('alarm-acknowledge').first().click();

    // One turns round under an open gate, one gate has been up for too long, and one lane is silent.
    await play('in', 'backs-out', ['KA41ZZ0007']);
    await page.getByText('KA41ZZ0007 backed out').first().waitFor();
    simulator.field.lanes.get('turn')?.barrier?.setSilent(true);
    await hold('out');
    await expect.poll(() => gate('out'), PATIENT).toBe('open');
    await station.setClockAhead(AFTER_HOLD_LIMIT_MS);
    await card('out').getByText('Gate up for too long').waitFor();
    await card('turn').getByText('Barrier does not answer').waitFor();
    await pictures(page, 'backed-out-open-long-offline');
    expect(errors).toEqual([]);
    await context.close();
  });
});
