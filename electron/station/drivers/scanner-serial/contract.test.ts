import { driverContract, type Peer } from '../contract.suite.ts';
import { serialPair } from '../serial-pair.ts';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { until } from '../test-support/wait.ts';
import { type MockScanner, startMockScanner } from './mock.ts';

const settings = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;

async function startPeer(): Promise<Peer> {
  const field = await brokerAndLink();
  const pair = await serialPair();
  const open = () => startMockScanner({ path: pair.fieldPath, ...settings });
  let mock: MockScanner = await open();
  let scans = 0;
  return {
    mqtt: field.link,
    mqttUrl: field.broker.url,
    device: {
      id: 'scanner',
      label: 'Scanner',
      driver: 'scanner-serial',
      laneId: 'out',
      serial: { path: pair.stationPath, ...settings },
    },
    countsGarbage: true,
    async exchange(driver) {
      const text = `TICKET-${++scans}`;
      mock.scan(text, '\r\n');
      await until('the scan', () => driver.of('scan').some((scan) => scan.text === text));
    },
    async garbage() {
      mock.sendRaw(Buffer.from([0x00, 0xff, 0x1b, 0x5b, 0x0d]));
      mock.sendRaw(Buffer.from(`${'9'.repeat(600)}\n`));
    },
    // A scanner never speaks first: its line is all that can be seen to die.
    die: () => pair.unplug(),
    async revive() {
      await mock.stop();
      await pair.plug();
      mock = await open();
    },
    async stop() {
      await mock.stop();
      await pair.stop();
      await field.stop();
    },
  };
}

driverContract('scanner-serial', startPeer);
