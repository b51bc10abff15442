import { driverContract, type Peer } from '../contract.suite.ts';
import { serialPair } from '../serial-pair.ts';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { RECORDED_TOKEN } from '../test-support/recorded-driver.ts';
import { until } from '../test-support/wait.ts';
import { startMockSerialController } from './mock.ts';

const settings = { baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 } as const;

async function startPeer(): Promise<Peer> {
  const field = await brokerAndLink();
  const pair = await serialPair();
  const mock = await startMockSerialController({
    serial: { path: pair.fieldPath, ...settings },
    token: RECORDED_TOKEN,
    aliveEveryMs: 50,
  });
  return {
    mqtt: field.link,
    mqttUrl: field.broker.url,
    device: {
      ...{ id: 'plc', label: 'Controller', driver: 'lane-controller-serial', laneId: 'in' },
      ...{ stock: 10, silentAfterMs: 500, serial: { path: pair.stationPath, ...settings } },
    },
    countsGarbage: true,
    async exchange(driver) {
      mock.open();
      await until('the event', () => driver.of('replay').some(({ replay }) => replay.number > 0));
      await until('the acknowledgement', () => {
        driver.of('replay').at(-1)?.taken();
        return mock.waiting === 0;
      });
    },
    async garbage() {
      mock.sendBytes(Buffer.from('event {"epoch":"e","number":1,"at":1,"kind":"opened"}\n'));
      mock.sendBytes(Buffer.from([0x00, 0xff, 0x1b, 0x0a]));
      mock.sendBytes(Buffer.from('alive\nalive \nwhat is this\n'));
      mock.sendBytes(Buffer.from(`alive ${'A'.repeat(43)} {"at":1}\n`));
      mock.sendBytes(Buffer.from(`event ${'9'.repeat(6_000)}\n`));
      await mock.sendSigned('{"epoch":"e","number":0,"kind":"opened"}');
      await mock.sendSigned('not even JSON');
    },
    // It is switched off; the line itself stays open, as a serial line does.
    die: () => mock.die(),
    revive: () => mock.revive(),
    async stop() {
      await mock.stop();
      await pair.stop();
      await field.stop();
    },
  };
}

driverContract('lane-controller-serial', startPeer);
