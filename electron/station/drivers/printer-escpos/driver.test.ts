import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ticketPaper } from '#domain/ticket/printed-ticket.ts';
import { paperEscPos } from '../../documents/escpos.ts';
import { textOf } from '../../documents/escpos-strip.ts';
import { rupeeTicket, sampleToken } from '../../documents/samples.testing.ts';
import { stripPng, stripRaster } from '../../documents/strip-picture.ts';
import { type SerialPair, serialPair } from '../serial-pair.ts';
import { noMqtt } from '../test-support/no-mqtt.ts';
import { type RecordedDriver, recordDriver } from '../test-support/recorded-driver.ts';
import { smallLot } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';
import { type MockPrinter, startMockPrinter } from './mock.ts';
import { job } from './test-support/job.ts';

const serial = { baudRate: 19_200, dataBits: 8, parity: 'none', stopBits: 1 } as const;
const ticket = paperEscPos(ticketPaper(rupeeTicket), { columns: 42, codePage: 'cp858' });

function scanned(bytes: Uint8Array): string {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-wire-'));
  const path = join(directory, 'strip.png');
  writeFileSync(path, stripPng(bytes, 42));
  const args = ['--quiet', '--raw', '--nodbus', path];
  const text = execFileSync('zbarimg', args, { encoding: 'utf8' }).trimEnd();
  rmSync(directory, { recursive: true });
  return text;
}

describe.each(['tcp', 'serial'] as const)('a printer over %s', (kind) => {
  let pair: SerialPair;
  let mock: MockPrinter;
  let recorded: RecordedDriver;

  const print = (jobId: string, bytes: Uint8Array) =>
    recorded.driver.perform({ kind: 'print', deviceId: 'printer', jobId, bytes });

  beforeEach(async () => {
    pair = await serialPair();
    mock = await startMockPrinter({
      connection:
        kind === 'tcp' ? { kind, port: 0 } : { kind, serial: { path: pair.fieldPath, ...serial } },
    });
    const connection =
      kind === 'tcp'
        ? { kind, host: '127.0.0.1', port: mock.port ?? 0 }
        : { kind, serial: { path: pair.stationPath, ...serial } };
    recorded = await recordDriver(
      smallLot([
        {
          id: 'printer',
          label: 'Printer',
          driver: 'printer-escpos',
          connection,
          pollMs: 100,
          printTimeoutMs: 2_000,
        },
      ]),
      'printer',
      noMqtt,
    );
    await until('online', () => recorded.status() === 'online');
  });
  afterEach(async () => {
    await recorded.driver.stop();
    await mock.stop();
    await pair.stop();
  });

  it('gets the very bytes of the ticket, from which a scanner reads its token', async () => {
    await print('t1', ticket);
    const [piece] = mock.printed;
    expect(Buffer.from(piece?.bytes ?? []).equals(ticket)).toBe(true);
    expect(scanned(piece?.bytes ?? new Uint8Array())).toBe(sampleToken);
  });

  it('prints a ticket as a picture, with the same code', async () => {
    await print('t2', stripRaster(ticket, 42));
    const [piece] = mock.printed;
    expect(piece?.strip.items.some((item) => item.kind === 'qr')).toBe(false);
    expect(scanned(piece?.bytes ?? new Uint8Array())).toBe(sampleToken);
  });

  it('prints job after job in their order', async () => {
    const names = ['one', 'two', 'three', 'four'];
    await Promise.all(names.map((name) => print(name, job(name))));
    const texts = mock.printed.map(({ strip }) => strip.items.map(textOf).join('').trim());
    expect(texts).toEqual(names);
  });

  it('tells of a low roll, an empty one, and a new one', async () => {
    mock.set({ paper: 'low' });
    await until('low', () => recorded.of('paper').at(-1)?.low === true);
    expect(recorded.status()).toBe('online');
    mock.set({ paper: 'out' });
    await until('out', () => recorded.status() === 'fault');
    expect(recorded.of('status').at(-1)).toMatchObject({
      detail: 'It has no paper.',
      cause: 'no-paper',
    });
    await expect(print('late', job('late'))).rejects.toThrow('It has no paper.');
    mock.set({ paper: 'present' });
    await until('new roll', () => recorded.status() === 'online');
    await until('enough', () => recorded.of('paper').at(-1)?.low === false);
    await print('again', job('again'));
  });

  it('tells of an open cover', async () => {
    mock.set({ coverOpen: true });
    await until('open', () => recorded.status() === 'fault');
    expect(recorded.of('status').at(-1)?.detail).toBe('Its cover is open.');
    mock.set({ coverOpen: false });
    await until('closed', () => recorded.status() === 'online');
  });

  it('that hangs is reported, and what it was given does not come out later', async () => {
    mock.setHanging(true);
    await expect(print('stuck', job('stuck'))).rejects.toThrow('has not said that it printed it');
    await until('told to forget it', () => mock.waitingBytes() === 0);
    mock.setHanging(false);
    await print('next', job('next'));
    const texts = mock.printed.map(({ strip }) => strip.items.map(textOf).join('').trim());
    expect(texts).toEqual(['next']);
  });

  it('that runs out of paper in a job is reported at once', async () => {
    mock.setHanging(true);
    const stuck = print('stuck', job('stuck'));
    const fails = expect(stuck).rejects.toThrow('It has no paper. It may be on paper in part.');
    mock.set({ paper: 'out' });
    await fails;
  });

  it('that is switched off and on again is told, and prints', async () => {
    mock.setSilent(true);
    await until('offline', () => recorded.status() === 'offline');
    await expect(print('lost', job('lost'))).rejects.toThrow();
    mock.setSilent(false);
    await until('online again', () => recorded.status() === 'online');
    await print('back', job('back'));
  });
});

it('a connection that breaks within a job ends that job, and those behind it', async () => {
  const mock = await startMockPrinter({ connection: { kind: 'tcp', port: 0 } });
  mock.setHanging(true);
  const recorded = await recordDriver(
    smallLot([
      {
        id: 'printer',
        label: 'Printer',
        driver: 'printer-escpos',
        connection: { kind: 'tcp', host: '127.0.0.1', port: mock.port ?? 0 },
      },
    ]),
    'printer',
    noMqtt,
  );
  await until('online', () => recorded.status() === 'online');
  const print = (jobId: string) =>
    recorded.driver.perform({ kind: 'print', deviceId: 'printer', jobId, bytes: ticket });
  const first = expect(print('first')).rejects.toThrow('The line was lost. It may be on paper');
  const second = expect(print('second')).rejects.toThrow('The line was lost.');
  mock.drop();
  await Promise.all([first, second]);
  mock.setHanging(false);
  await until(
    'online again',
    () => recorded.of('status').filter((s) => s.status === 'online').length === 2,
  );
  await print('third');
  expect(mock.printed).toHaveLength(1);
  await recorded.driver.stop();
  await mock.stop();
});
