import { expect } from 'vitest';
import { driverContract, type Peer } from '../contract.suite.ts';
import { serialPair } from '../serial-pair.ts';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import type { RecordedDriver } from '../test-support/recorded-driver.ts';
import { type MockPrinter, startMockPrinter } from './mock.ts';
import { job } from './test-support/job.ts';

const serial = { baudRate: 19_200, dataBits: 8, parity: 'none', stopBits: 1 } as const;
const soon = { pollMs: 100, replyTimeoutMs: 200, printTimeoutMs: 5_000 } as const;
const printer = { id: 'printer', label: 'Printer', driver: 'printer-escpos', ...soon } as const;
const NOISE = Buffer.from([0xff, 0x90, 0x81, 0x10, 0x00, 0xfe]);

let jobs = 0;

async function prints({ driver }: RecordedDriver, mock: () => MockPrinter): Promise<void> {
  jobs += 1;
  const text = `JOB ${jobs}`;
  await driver.perform({ kind: 'print', deviceId: 'printer', jobId: text, bytes: job(text) });
  const last = mock().printed.at(-1);
  expect(Buffer.from(last?.bytes ?? []).toString('latin1')).toContain(text);
}

async function overTcp(): Promise<Peer> {
  const field = await brokerAndLink();
  const open = (port: number) => startMockPrinter({ connection: { kind: 'tcp', port } });
  let mock = await open(0);
  const port = mock.port ?? 0;
  return {
    mqtt: field.link,
    mqttUrl: field.broker.url,
    device: { ...printer, connection: { kind: 'tcp', host: '127.0.0.1', port } },
    answers: true,
    countsGarbage: true,
    exchange: (driver) => prints(driver, () => mock),
    async garbage() {
      mock.sendRaw(NOISE);
    },
    die: () => mock.stop(),
    async revive() {
      mock = await open(port);
    },
    async stop() {
      await mock.stop();
      await field.stop();
    },
  };
}

async function overSerial(): Promise<Peer> {
  const field = await brokerAndLink();
  const pair = await serialPair();
  const open = () =>
    startMockPrinter({
      connection: { kind: 'serial', serial: { path: pair.fieldPath, ...serial } },
    });
  let mock = await open();
  return {
    mqtt: field.link,
    mqttUrl: field.broker.url,
    device: {
      ...printer,
      connection: { kind: 'serial', serial: { path: pair.stationPath, ...serial } },
    },
    answers: true,
    countsGarbage: true,
    exchange: (driver) => prints(driver, () => mock),
    async garbage() {
      mock.sendRaw(NOISE);
    },
    // Switched off: the line stands, and nobody answers on it.
    die: () => mock.stop(),
    async revive() {
      mock = await open();
    },
    async stop() {
      await mock.stop();
      await pair.stop();
      await field.stop();
    },
  };
}

driverContract('printer-escpos over TCP', overTcp);
driverContract('printer-escpos over a serial line', overSerial);
