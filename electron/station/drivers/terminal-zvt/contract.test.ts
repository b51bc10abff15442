import { type CardTerminal, startCardTerminal } from '#station/simulator/card-terminal/terminal.ts';
import { driverContract, type Peer } from '../contract.suite.ts';
import { serialPair } from '../serial-pair.ts';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import type { RecordedDriver } from '../test-support/recorded-driver.ts';
import type { DeviceInput } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';
import type { MockConnection } from './mock.ts';

const POUND = 826;
const timeouts = { ackTimeoutMs: 1_000, enquiryMs: 200 };

let payments = 0;

async function pay({ driver, of }: RecordedDriver): Promise<void> {
  const paymentId = `p-${++payments}`;
  await driver.perform({
    kind: 'charge',
    deviceId: 'terminal',
    paymentId,
    amountMinor: 450,
    currency: 'GBP',
  });
  await until('the capture', () =>
    of('charge').some((one) => one.paymentId === paymentId && one.outcome === 'captured'),
  );
}

async function peer(
  device: DeviceInput,
  connection: MockConnection,
  first: CardTerminal,
  end: () => Promise<void>,
  field: Awaited<ReturnType<typeof brokerAndLink>>,
): Promise<Peer> {
  let terminal = first;
  return {
    mqtt: field.link,
    mqttUrl: field.broker.url,
    device,
    answers: true,
    countsGarbage: true,
    exchange: pay,
    async garbage() {
      terminal.sendRaw(Buffer.from([0x1b, 0x5b, 0x32, 0x4a, 0x00]));
    },
    die: () => terminal.stop(),
    async revive() {
      const { journal } = terminal;
      terminal = await startCardTerminal({ connection, currencyNumeric: POUND, journal });
    },
    async stop() {
      await terminal.stop();
      await end();
      await field.stop();
    },
  };
}

driverContract('terminal-zvt over TCP', async () => {
  const field = await brokerAndLink();
  const terminal = await startCardTerminal({
    connection: { kind: 'tcp', port: 0 },
    currencyNumeric: POUND,
  });
  const port = terminal.port ?? 0;
  return peer(
    {
      id: 'terminal',
      label: 'Terminal',
      driver: 'terminal-zvt',
      connection: { kind: 'tcp', host: '127.0.0.1', port },
      ...timeouts,
    },
    { kind: 'tcp', port },
    terminal,
    async () => undefined,
    field,
  );
});

driverContract('terminal-zvt over a serial line', async () => {
  const field = await brokerAndLink();
  const pair = await serialPair();
  const settings = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 2 } as const;
  const connection: MockConnection = {
    kind: 'serial',
    serial: { path: pair.fieldPath, ...settings },
  };
  const terminal = await startCardTerminal({ connection, currencyNumeric: POUND });
  return peer(
    {
      id: 'terminal',
      label: 'Terminal',
      driver: 'terminal-zvt',
      connection: { kind: 'serial', serial: { path: pair.stationPath } },
      ...timeouts,
    },
    connection,
    terminal,
    () => pair.stop(),
    field,
  );
});
