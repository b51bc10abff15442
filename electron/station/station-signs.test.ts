import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SerialPair, serialPair } from './drivers/serial-pair.ts';
import { type MockAlphaSign, startMockAlphaSign } from './drivers/sign-alpha/mock.ts';
import { type MockAsciiSign, startMockAsciiSign } from './drivers/sign-ascii/mock.ts';
import { type MockSign, startMockSign } from './drivers/sign-mqtt/mock.ts';
import { freePort } from './drivers/test-support/mosquitto.ts';
import type { DeviceInput } from './drivers/test-support/small-lot.ts';
import { presenceTopic } from './drivers/topics.ts';
import { eventually } from './test-support/eventually.ts';
import { LOT_ID, lotWith, serialPaths } from './test-support/test-lot.ts';
import { type TestStation, testStation } from './test-support/test-station.ts';

const ALPHA_PATH = 'field/sign-alpha';
const shows: NonNullable<Extract<DeviceInput, { driver: 'sign-mqtt' }>['shows']> = [
  { text: '{level} {arrow} {free}', levelId: 'ground', arrow: 'left' },
];
const plain = { frame: '\\x02{text}\\x03', separator: '\\r\\n', reply: '\\x06' };

let test: TestStation;
let line: SerialPair;
let alpha: MockAlphaSign;
let ascii: MockAsciiSign;
let sign: MockSign;

/** The same board on three signs of three kinds, none of them at a lane. */
beforeAll(async () => {
  const port = await freePort();
  ascii = await startMockAsciiSign({ address: { kind: 'tcp', port }, device: plain });
  const devices: DeviceInput[] = [
    { id: 'sensors', label: 'Sensors', driver: 'slot-sensors-mqtt' },
    { id: 'board-mqtt', label: 'Board', driver: 'sign-mqtt', shows },
    {
      ...{ id: 'board-alpha', label: 'Board', driver: 'sign-alpha', shows, readsBack: true },
      connection: { kind: 'serial', serial: { path: ALPHA_PATH } },
    },
    {
      ...{ id: 'board-ascii', label: 'Board', driver: 'sign-ascii', shows, ...plain },
      connection: { kind: 'tcp', host: '127.0.0.1', port },
    },
  ];
  test = await testStation({
    lot: lotWith(devices),
    async prepare(dataDirectory) {
      line = await serialPair(serialPaths(dataDirectory, ALPHA_PATH));
      alpha = await startMockAlphaSign({
        address: {
          kind: 'serial',
          serial: {
            path: line.fieldPath,
            baudRate: 9_600,
            dataBits: 8,
            parity: 'none',
            stopBits: 1,
          },
        },
        answers: true,
      });
    },
  });
  sign = await startMockSign({ url: test.station.mqttUrl, lotId: LOT_ID, deviceId: 'board-mqtt' });
});
afterAll(async () => {
  await sign.stop();
  await test.stop();
  await alpha.stop();
  await ascii.stop();
  await line.stop();
});

const all = (count: string) =>
  eventually(`all signs say ${count}`, async () =>
    [
      alpha.lines[0] === `Ground ← ${count}`,
      sign.lines[0] === `Ground ← ${count}`,
      ascii.lines[0] === `Ground < ${count}`,
    ].every(Boolean),
  );

it('signs of every kind follow the counts, and are sent only what changes', async () => {
  await all('40');
  await test.enter();
  await all('39');
  const before = [alpha.shows, sign.shows, ascii.shows];
  // A price is looked at and a person signs in: what is free does not change by that.
  await test.call('GET', `/lots/${LOT_ID}/availability`);
  await test.enter();
  await all('38');
  expect([alpha.shows, sign.shows, ascii.shows]).toEqual(before.map((shown) => shown + 1));
});

it('a slot whose sensor fell silent is counted by the ledger, and the answer says so', async () => {
  const availability = async () => (await test.call('GET', `/lots/${LOT_ID}/availability`)).body;
  const free = (await availability()).free;
  const field = await connectAsync(test.station.mqttUrl);
  const say = (text: string) => field.publishAsync(presenceTopic(LOT_ID, 'a40'), text, { qos: 1 });
  await say('1');
  await eventually('it is taken', async () => (await availability()).free === free - 1);
  expect((await availability()).unsure).toBe(0);
  const { host } = test.station.services;
  await host.lots
    .get(LOT_ID)
    ?.submit(
      { type: 'ReportPresence', slotId: 'a40', presence: 'unknown' },
      { actor: { kind: 'device', deviceId: 'sensors' } },
    );
  const now = await availability();
  expect(now).toMatchObject({ free, unsure: 1 });
  expect(now.byLevel.ground).toEqual({ total: 40, free, unsure: 1 });
  expect(now.byZone.main).toEqual({ total: 40, free, unsure: 1 });
  await field.endAsync();
});

it('a sign that was cut off shows the count of now when it is back', async () => {
  await line.unplug();
  await eventually('its loss', async () => test.device('board-alpha').status === 'offline');
  await test.enter();
  await eventually('the others', async () => ascii.lines[0] === sign.lines[0]?.replace('←', '<'));
  await alpha.stop();
  await line.plug();
  alpha = await startMockAlphaSign({
    address: {
      kind: 'serial',
      serial: { path: line.fieldPath, baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 },
    },
    answers: true,
  });
  await eventually('the count of now', async () => alpha.lines[0] === sign.lines[0]);
  expect(alpha.shows).toBe(1);
});
