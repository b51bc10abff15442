import { driverContract, type Peer } from '../contract.suite.ts';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { chargerDoor } from '../test-support/charger-door.ts';
import { until } from '../test-support/wait.ts';
import { startMockCharger } from './mock.ts';

driverContract('charger-ocpp', peer);

async function peer(): Promise<Peer> {
  const field = await brokerAndLink();
  const http = await chargerDoor();
  const token = http.tokens.lend({ lotId: 'yard', deviceId: 'charger' });
  // Started before its driver: the door turns it away, and it tries again.
  const mock = await startMockCharger({
    url: http.url,
    deviceId: 'charger',
    token,
    connectorIds: [1, 2],
  });
  let turn = 0;
  return {
    mqtt: field.link,
    mqttUrl: field.broker.url,
    sockets: http.door.ofLot('yard'),
    device: {
      id: 'charger',
      label: 'Charger',
      driver: 'charger-ocpp',
      connectors: [
        { connectorId: 1, slotId: 's-1' },
        { connectorId: 2, slotId: 's-2' },
      ],
      lostAfterMs: 300,
    },
    async exchange(driver) {
      await until('the charger is through', () => mock.isConnected);
      const before = driver.of('connector').length;
      turn += 1;
      await mock.status(2, turn % 2 === 0 ? 'Available' : 'Preparing');
      await until('the status', () =>
        driver
          .of('connector')
          .slice(before)
          .some(({ slotId }) => slotId === 's-2'),
      );
    },
    async garbage() {
      mock.sendRaw('{"this is": "no call"}');
      mock.sendRaw('[2,"x1","StatusNotification",{"connectorId":"one"}]');
      mock.sendRaw('[2,"x2","NoSuchThing",{}]');
      mock.sendRaw('[9,"x3",{}]');
      mock.sendRaw('not even JSON');
      mock.sendRaw('[2,"x4","__proto__",null]');
      mock.sendRaw('[3,"nobody asked",{}]');
      await new Promise((resolve) => setTimeout(resolve, 100));
    },
    answers: true,
    countsGarbage: true,
    die: () => mock.die(),
    revive: () => mock.revive(),
    async stop() {
      await mock.stop();
      await http.stop();
      await field.stop();
    },
  };
}
