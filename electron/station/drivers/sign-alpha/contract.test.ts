import { driverContract, type Peer } from '../contract.suite.ts';
import { serialPair } from '../serial-pair.ts';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { until } from '../test-support/wait.ts';
import { type MockAlphaSign, startMockAlphaSign } from './mock.ts';

const serial = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
const head = { id: 'sign', label: 'Sign', driver: 'sign-alpha', laneId: 'in' } as const;

function acts(mock: MockAlphaSign): Pick<Peer, 'exchange' | 'garbage'> {
  let count = 0;
  return {
    async exchange({ driver }) {
      const line = `Slot A-${++count}`;
      await driver.perform({ kind: 'show', laneId: 'in', lines: ['Welcome', line] });
      await until('the lines on the sign', () => mock.lines[1] === line);
    },
    async garbage() {
      mock.sendRaw(Buffer.from('\x01000\x02A?perhaps\x030000\x04', 'latin1'));
      mock.sendRaw(Buffer.alloc(6_000, 0xaa));
    },
  };
}

driverContract('sign-alpha, over TCP to a sign that only listens', async (): Promise<Peer> => {
  const field = await brokerAndLink();
  const mock = await startMockAlphaSign({ address: { kind: 'tcp', port: 0 } });
  return {
    mqtt: field.link,
    mqttUrl: field.broker.url,
    device: { ...head, connection: { kind: 'tcp', host: '127.0.0.1', port: mock.port } },
    // What a sign that only listens says is nobody's business.
    countsGarbage: false,
    ...acts(mock),
    die: mock.die,
    revive: mock.revive,
    async stop() {
      await mock.stop();
      await field.stop();
    },
  };
});

driverContract('sign-alpha, over a serial line, read back', async (): Promise<Peer> => {
  const field = await brokerAndLink();
  const pair = await serialPair();
  const open = () =>
    startMockAlphaSign({
      address: { kind: 'serial', serial: { path: pair.fieldPath, ...serial } },
      answers: true,
    });
  let mock = await open();
  return {
    mqtt: field.link,
    mqttUrl: field.broker.url,
    device: {
      ...head,
      readsBack: true,
      connection: { kind: 'serial', serial: { path: pair.stationPath } },
    },
    answers: true,
    countsGarbage: true,
    exchange: (driver) => acts(mock).exchange(driver),
    garbage: () => acts(mock).garbage(),
    async die() {
      await pair.unplug();
      await mock.stop();
    },
    async revive() {
      await pair.plug();
      mock = await open();
    },
    async stop() {
      await mock.stop();
      await pair.stop();
      await field.stop();
    },
  };
});
