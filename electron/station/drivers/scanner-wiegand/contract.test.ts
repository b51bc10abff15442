import { driverContract, type Peer } from '../contract.suite.ts';
import { serialPair } from '../serial-pair.ts';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { until } from '../test-support/wait.ts';
import { type MockWiegand, startMockWiegand } from './mock.ts';

const serial = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;

async function startPeer(): Promise<Peer> {
  const field = await brokerAndLink();
  const pair = await serialPair();
  const open = () =>
    startMockWiegand({
      serial: { path: pair.fieldPath, ...serial },
      padding: 'before',
      format37: 'h10304',
    });
  let mock: MockWiegand = await open();
  let cards = 0;
  return {
    mqtt: field.link,
    mqttUrl: field.broker.url,
    device: {
      id: 'reader',
      label: 'Reader',
      driver: 'scanner-wiegand',
      laneId: 'in',
      serial: { path: pair.stationPath, ...serial },
    },
    countsGarbage: true,
    async exchange(driver) {
      const card = ++cards;
      mock.hold({ bits: [26, 34, 37][card % 3] ?? 26, facility: 118, card });
      await until('the card', () => driver.of('scan').some(({ text }) => text === `118-${card}`));
    },
    async garbage() {
      // A wrong parity, noise, and a line that is no frame.
      mock.sendRaw(Buffer.from('0EC3B03\r\n'));
      mock.sendRaw(Buffer.from([0x00, 0xff, 0x0d]));
      mock.sendRaw(Buffer.from('HELLO\r\n'));
    },
    // A reader never speaks first: its line is all that can be seen to die.
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

driverContract('scanner-wiegand', startPeer);
