import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lotFileSchema } from '#domain/facility/lot-file.ts';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { DEFAULT_RECEIPT, DEFAULT_TICKET } from '#domain/printing/template.ts';
import { textOf } from '../documents/escpos-strip.ts';
import { Press } from '../documents/press.ts';
import { startFleet } from '../drivers/fleet.ts';
import {
  type MockPrinter,
  type PrintedPiece,
  startMockPrinter,
} from '../drivers/printer-escpos/mock.ts';
import { createPushDoor } from '../drivers/push-link.ts';
import { noMqtt } from '../drivers/test-support/no-mqtt.ts';
import { until } from '../drivers/test-support/wait.ts';
import { recordingLog } from '../journal/test-support/recording-log.ts';
import { fieldInbox, fieldOutbox } from '../runtime/field.ts';
import { openPrintDesk } from '../runtime/print-desk.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';

/** A real printer's protocol over TCP, a real journal, and the API as others call it. */
let api: TestApi;
let mock: MockPrinter;
let end: () => Promise<void>;
let receipt: number;

const linesOf = (piece: PrintedPiece | undefined) =>
  (piece?.strip.items ?? []).map((item) => textOf(item).trim());
const print = (document: object, as: 'attendant' | 'manager' = 'attendant', more: object = {}) =>
  api.call('POST', '/lots/small/prints', { as, body: { document, deviceId: 'desk', ...more } });

beforeAll(async () => {
  mock = await startMockPrinter({ connection: { kind: 'tcp', port: 0 } });
  api = await testApi();
  const lot = lotFileSchema.parse({
    ...smallLot(),
    devices: [
      {
        id: 'desk',
        label: 'Desk printer',
        driver: 'printer-escpos',
        connection: { kind: 'tcp', host: '127.0.0.1', port: mock.port },
        pollMs: 100,
        printTimeoutMs: 1_000,
      },
    ],
  });
  const unit = await api.host.open(lot, { kind: 'station' });
  const log = recordingLog();
  const press = new Press();
  const fleet = await startFleet({
    lot,
    mqtt: noMqtt,
    push: createPushDoor().ofLot(lot.id),
    log,
    emit: fieldInbox(unit, log, () => Date.now()),
    drop: () => {},
    now: () => Date.now(),
  });
  const desk = openPrintDesk({ unit, fleet, press, clock: api.host.clock, log });
  unit.attachField(fieldOutbox(fleet, desk, log), () => Promise.resolve());
  await until('printer online', () => unit.state.devices.get('desk')?.status === 'online');
  await api.call('POST', '/lots/small/shifts', { as: 'attendant', body: { floatMinor: 0 } });
  const entered = await api.call('POST', '/lots/small/entries', {
    body: { laneId: 'in', plate: 'KA01AB1234' },
  });
  api.host.clock.forward(3_600_000);
  const paid = await api.call('POST', '/lots/small/payments', {
    as: 'attendant',
    body: {
      ticket: entered.body.ticket.number,
      method: 'cash',
      amountMinor: 200,
      tenderedMinor: 200,
    },
  });
  receipt = paid.body.receiptNumber;
  end = async () => {
    await fleet.stop();
    await press.close();
    await mock.stop();
    await api.close();
  };
});
afterAll(() => end());

describe('a receipt at the printer of the desk', () => {
  it('comes out as an original once, then as copies that say which, when and by whom', async () => {
    const first = await print({ kind: 'receipt', number: receipt });
    expect([first.status, first.body]).toMatchObject([201, { copy: 0, state: 'printed' }]);
    expect(linesOf(mock.printed.at(-1)).join('\n')).not.toContain('COPY');
    const second = await print({ kind: 'receipt', number: receipt });
    expect(second.body).toMatchObject({ copy: 1, state: 'printed' });
    const lines = linesOf(mock.printed.at(-1));
    expect(lines).toContain('COPY 1');
    expect(lines.some((line) => /^Printed by +attendant/.test(line))).toBe(true);
    expect(lines.some((line) => /^Printed +\d/.test(line))).toBe(true);
  });

  it('is in the journal with who asked for it', async () => {
    const journal = await api.call('GET', '/lots/small/journal?after=0&limit=500', {
      as: 'manager',
    });
    const asked = JSON.stringify(journal.body);
    expect(asked).toContain('PrintAsked');
    expect(asked).toContain('PrintDone');
  });

  it('is given to the console as a picture where no printer is named, as the next copy', async () => {
    const answer = await print({ kind: 'receipt', number: receipt }, 'attendant', {
      deviceId: null,
    });
    expect(answer.body).toMatchObject({
      copy: 2,
      state: 'printed',
      picture: { type: 'image/png' },
    });
  });

  it('that does not come out is told with the reason', async () => {
    mock.set({ paper: 'out' });
    await until('no paper', () => {
      const unit = api.host.lots.get('small');
      return unit?.state.devices.get('desk')?.status === 'fault';
    });
    const refused = await print({ kind: 'receipt', number: receipt });
    expect([refused.status, refused.body.code]).toEqual([409, 'printer-not-ready']);
    expect(refused.body.message).toContain('It has no paper.');
    mock.set({ paper: 'present' });
    await until('paper', () => {
      const unit = api.host.lots.get('small');
      return unit?.state.devices.get('desk')?.status === 'online';
    });
    mock.setHanging(true);
    const failed = await print({ kind: 'receipt', number: receipt });
    expect(failed.body).toMatchObject({ state: 'failed' });
    expect(failed.body.detail).toContain('has not said that it printed it');
    await until('forgotten', () => mock.waitingBytes() === 0);
    mock.setHanging(false);
  });

  it.each([
    ['an unknown receipt', { kind: 'receipt', number: 999 }, 'desk', 404],
    ['an unknown ticket', { kind: 'ticket', number: '000000000' }, 'desk', 404],
    ['an unknown printer', { kind: 'test' }, 'nowhere', 404],
  ])('is refused for %s', async (_what, document, deviceId, status) => {
    expect((await print(document, 'attendant', { deviceId })).status).toBe(status);
  });
});

describe('the printer of a till', () => {
  const path = '/lots/small/till-printer';

  it('is a clerk’s own, is chosen among those of the lot, and is given up again', async () => {
    const before = await api.call('GET', path, { as: 'attendant' });
    expect(before.body).toEqual({
      deviceId: null,
      printers: [{ id: 'desk', label: 'Desk printer', laneId: null, isReady: true, detail: '' }],
    });
    const chosen = await api.call('PUT', path, { as: 'attendant', body: { deviceId: 'desk' } });
    expect(chosen.body.deviceId).toBe('desk');
    expect((await api.call('GET', path, { as: 'attendant' })).body.deviceId).toBe('desk');
    expect((await api.call('GET', path, { as: 'manager' })).body.deviceId).toBeNull();
    const unknown = await api.call('PUT', path, { as: 'attendant', body: { deviceId: 'nowhere' } });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'printer-unknown']);
    const none = await api.call('PUT', path, { as: 'attendant', body: { deviceId: null } });
    expect(none.body.deviceId).toBeNull();
  });
});

describe('the look of a paper', () => {
  const save = (choice: object, as: 'attendant' | 'manager' = 'manager') =>
    api.call('PUT', '/lots/small/papers', { as, body: { choice } });

  it('is changed by managers alone, holds for the next print, and is put back', async () => {
    const template = {
      ...DEFAULT_RECEIPT,
      header: ['Quay Parking Ltd'],
      footer: ['Call 020 7946 0000'],
    };
    expect((await save({ paper: 'receipt', template }, 'attendant')).status).toBe(403);
    expect((await save({ paper: 'receipt', template })).body).toEqual({ version: 1 });
    await print({ kind: 'receipt', number: receipt });
    const lines = linesOf(mock.printed.at(-1));
    expect(lines).toContain('Quay Parking Ltd');
    expect(lines).toContain('Call 020 7946 0000');
    expect((await save({ paper: 'receipt', template: null })).body).toEqual({ version: 2 });
    const [, row] = (await api.call('GET', '/lots/small/papers', { as: 'manager' })).body;
    expect(row).toMatchObject({
      paper: 'receipt',
      isStandard: true,
      version: 2,
      savedBy: 'manager',
    });
  });

  it('with a logo that is no picture is refused, naming the place', async () => {
    const logo = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1').toString('base64');
    const answer = await save({ paper: 'ticket', template: { ...DEFAULT_TICKET, logo } });
    expect(answer.status).toBe(422);
    expect(answer.body.message).toBe(
      'choice.template.logo: The PNG file is cut off. Save it again and choose it once more.',
    );
    expect(answer.body.issues).toMatchObject([{ path: 'choice.template.logo' }]);
  });

  it('is previewed as the printer would print it', async () => {
    const answer = await api.call('POST', '/lots/small/papers/preview', {
      as: 'manager',
      body: { choice: { paper: 'ticket', template: DEFAULT_TICKET }, columns: 32 },
    });
    expect(answer.status).toBe(200);
    const picture = Buffer.from(answer.body.base64, 'base64');
    // 384 dots and the blank paper beside them.
    expect(picture.readUInt32BE(16)).toBe(384 + 48);
  });
});
