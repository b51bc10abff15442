import { OcppClient } from 'ocpp-ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { eventually } from './test-support/eventually.ts';
import { LOT_ID, lotWith, SIDE_EXIT } from './test-support/test-lot.ts';
import { type TestStation, testStation } from './test-support/test-station.ts';

/*
 * The whole station, and a charge point that somebody else wrote (npm `ocpp-ts`): from the token to the
 * money. Charged are 1.00 for each kWh, 0.50 for each charge, and 0.10 a minute of standing idle.
 */

const CHARGER = 'charger-1';
const TARIFF = {
  ...smallLot().tariff,
  surcharges: [
    { kind: 'charging-energy', id: 'kwh', name: 'Energy', feeMinorPerKwh: 100 },
    { kind: 'charging-start', id: 'start', name: 'Start', feeMinor: 50 },
    {
      kind: 'charging-idle',
      id: 'idle',
      name: 'Idle',
      graceMinutes: 10,
      each: { minutes: 1, feeMinor: 10 },
    },
  ],
};

let station: TestStation;
let point: OcppClient;

beforeEach(async () => {
  const lot = lotWith([
    {
      id: CHARGER,
      label: 'Charger 1',
      driver: 'charger-ocpp',
      connectors: [{ connectorId: 1, slotId: 'a1' }],
      lostAfterMs: 200,
      meterEveryMs: 0,
    },
  ]);
  station = await testStation({ lot: { ...lot, tariff: TARIFF } });
  point = await connected();
});
afterEach(async () => {
  (
    point as unknown as { connection: { socket: { terminate(): void } } | null }
  ).connection?.socket.terminate();
  await station.stop();
});

/** As a fitter does it: the token is typed into the charger, and it dials in. */
async function connected(): Promise<OcppClient> {
  const path = `/lots/${LOT_ID}/devices/${CHARGER}/token`;
  const { body } = await station.call('POST', path);
  expect(body.path).toBe(`/field/ocpp/${CHARGER}`);
  const client = new OcppClient(CHARGER);
  const basic = Buffer.from(`${CHARGER}:${body.token}`).toString('base64');
  const address = `${station.station.url.replace('http', 'ws')}/field/ocpp/`;
  const open = new Promise<void>((resolve, reject) => {
    client.on('connect', resolve);
    client.on('error', reject);
  });
  client.connect(address, { Authorization: `Basic ${basic}` });
  await open;
  return client;
}

const now = () => new Date().toISOString();
const quote = async (ticket: string) =>
  (await station.call('POST', `/lots/${LOT_ID}/quotes`, { ticket })).body;

it('a charge from plug to payment, started by staff, on the price of its stay', async () => {
  const { body: entry } = await station.enter('EV01CAR');
  expect(entry.slot.id).toBe('a1');
  const ticket: string = entry.ticket.number;

  const boot = await point.callRequest('BootNotification', {
    chargePointVendor: 'Other',
    chargePointModel: 'One',
  });
  expect(boot).toMatchObject({ status: 'Accepted', interval: 300 });
  expect(Math.abs(Date.parse(boot.currentTime) - Date.now())).toBeLessThan(60_000);
  await point.callRequest('StatusNotification', {
    connectorId: 1,
    status: 'Preparing',
    errorCode: 'NoError',
  });
  await eventually('online', async () => station.device(CHARGER).status === 'online');

  // Staff start it; the charger is told which ticket pays.
  const started = new Promise<{ idTag: string }>((resolve) => {
    point.on('RemoteStartTransaction', (request, answer) => {
      answer({ status: 'Accepted' });
      resolve(request);
    });
  });
  const order = { action: 'start', connectorId: 1, reason: 'driver asked at the desk' };
  const ordered = await station.call('POST', `/lots/${LOT_ID}/chargers/${CHARGER}/orders`, order);
  expect(ordered.status).toBe(202);
  const { idTag } = await started;
  expect(idTag).toBe(ticket);
  const begun = await point.callRequest('StartTransaction', {
    connectorId: 1,
    idTag,
    meterStart: 1_000,
    timestamp: now(),
  });
  expect(begun.idTagInfo.status).toBe('Accepted');
  const { transactionId } = begun;
  await point.callRequest('StatusNotification', {
    connectorId: 1,
    status: 'Charging',
    errorCode: 'NoError',
  });
  await point.callRequest('MeterValues', {
    connectorId: 1,
    transactionId,
    meterValue: [
      {
        timestamp: now(),
        sampledValue: [
          { value: '3.5', unit: 'kWh', measurand: 'Energy.Active.Import.Register' },
          { value: '7400', unit: 'W', measurand: 'Power.Active.Import' },
        ],
      },
    ],
  });
  await eventually('2.5 kWh and a start', async () => (await quote(ticket)).dueMinor === 250 + 50);
  const charges = await station.call('GET', `/lots/${LOT_ID}/charges`);
  expect(charges.body).toMatchObject([
    { id: transactionId, slotId: 'a1', ticketNumber: ticket, wh: 2_500, powerW: 7_400 },
  ]);

  const stopped = new Promise<{ transactionId: number }>((resolve) => {
    point.on('RemoteStopTransaction', (request, answer) => {
      answer({ status: 'Accepted' });
      resolve(request);
    });
  });
  await station.call('POST', `/lots/${LOT_ID}/chargers/${CHARGER}/orders`, {
    ...order,
    action: 'stop',
  });
  expect((await stopped).transactionId).toBe(transactionId);
  const stop = {
    transactionId,
    meterStop: 5_000,
    timestamp: now(),
    reason: 'Remote',
  } as const;
  await point.callRequest('StopTransaction', stop);
  // Told twice, as chargers do that lost the answer: charged once.
  await point.callRequest('StopTransaction', stop);
  const due = await quote(ticket);
  expect(due.dueMinor).toBe(400 + 50);
  expect(due.quote.lines.filter(({ code }: { code: string }) => code === 'charging')).toHaveLength(
    2,
  );

  const payment = { ticket, method: 'cash', amountMinor: 450, tenderedMinor: 450 };
  await station.call('POST', `/lots/${LOT_ID}/shifts`, { floatMinor: 0 });
  const paid = await station.call('POST', `/lots/${LOT_ID}/payments`, payment);
  expect(paid.status, JSON.stringify(paid.body)).toBeLessThan(300);
  const exit = await station.call('POST', `/lots/${LOT_ID}/exits`, { laneId: SIDE_EXIT, ticket });
  expect(exit.body.decision).toBe('vend');
  const journal = await station.call('GET', `/lots/${LOT_ID}/journal?after=0&limit=1000`);
  const types = JSON.stringify(journal.body);
  for (const type of ['ChargerOrdered', 'ChargerAnswered', 'ChargingStarted', 'ChargingStopped'])
    expect(types).toContain(type);
});

it('a charge of nobody raises an alarm, and staff link it to the stay that pays', async () => {
  await point.callRequest('StartTransaction', {
    connectorId: 1,
    idTag: 'SOMECARD',
    meterStart: 0,
    timestamp: now(),
  });
  await eventually('an alarm', async () =>
    station.alarms(CHARGER).some(({ code }) => code === 'charge-unlinked'),
  );
  const { body: unlinked } = await station.call('GET', `/lots/${LOT_ID}/charges?of=nobody`);
  await point.callRequest('StopTransaction', {
    transactionId: unlinked[0].id,
    meterStop: 3_000,
    timestamp: now(),
  });
  const { body: entry } = await station.enter('EV02CAR');
  const ticket = entry.ticket.number;
  const link = { ticket, reason: 'seen at the charger' };
  const path = `/lots/${LOT_ID}/charges/${unlinked[0].id}/link`;
  expect((await station.call('POST', path, { ...link, ticket: 'no such' })).status).toBe(422);
  expect((await station.call('POST', path, link)).status).toBe(200);
  expect((await quote(ticket)).dueMinor).toBe(300 + 50);
  expect(station.alarms(CHARGER)).toEqual([]);
  // The card that was held to the charger is personal: it is in no event in clear.
  const journal = await station.call('GET', `/lots/${LOT_ID}/journal?after=0&limit=1000`);
  expect(JSON.stringify(journal.body)).not.toContain('SOMECARD');
});

it('a charger that dies is offline, and its charge goes on when it is back', async () => {
  const begun = await point.callRequest('StartTransaction', {
    connectorId: 1,
    idTag: 'SOMECARD',
    meterStart: 0,
    timestamp: now(),
  });
  (
    point as unknown as { connection: { socket: { terminate(): void } } }
  ).connection.socket.terminate();
  await eventually('offline', async () => station.device(CHARGER).status === 'offline');
  const refused = await station.call('POST', `/lots/${LOT_ID}/chargers/${CHARGER}/orders`, {
    action: 'stop',
    connectorId: 1,
    reason: 'driver asked',
  });
  expect(refused.body.code).toBe('charger-offline');
  point = await connected();
  await eventually('online', async () => station.device(CHARGER).status === 'online');
  await point.callRequest('StopTransaction', {
    transactionId: begun.transactionId,
    meterStop: 800,
    timestamp: now(),
  });
  const { body } = await station.call('GET', `/lots/${LOT_ID}/charges`);
  expect(body).toMatchObject([{ wh: 800, phase: 'idle' }]);
});
