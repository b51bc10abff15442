import { driverContract } from '../contract.suite.ts';
import { mqttPeer } from '../test-support/mqtt-peer.ts';
import { until } from '../test-support/wait.ts';
import { type MockContact, startMockContact } from './mock.ts';

const garbage = async (mock: MockContact) => {
  await mock.sendRaw('perhaps');
  await mock.sendRaw('{"on":"yes"}');
  await mock.sendRaw(Buffer.from([0xff, 0x00, 0xfe]));
  await mock.sendRaw(Buffer.alloc(100_000, 0x31));
};

driverContract('contact-mqtt, a fire panel', () => {
  let isOn = false;
  return mqttPeer(
    { id: 'fire', label: 'Fire panel', driver: 'contact-mqtt', contact: 'fire-alarm' },
    (url) => startMockContact({ url, lotId: 'yard', deviceId: 'fire' }),
    {
      countsGarbage: true,
      async exchange(mock, driver) {
        isOn = !isOn;
        await mock.set(isOn);
        await until('the alarm', () => driver.of('fire').at(-1)?.on === isOn);
      },
      garbage,
    },
  );
});

driverContract('contact-mqtt, a call button', () =>
  mqttPeer(
    { id: 'call', label: 'Call', driver: 'contact-mqtt', contact: 'call-button', laneId: 'in' },
    (url) => startMockContact({ url, lotId: 'yard', deviceId: 'call' }),
    {
      countsGarbage: true,
      async exchange(mock, driver) {
        const before = driver.of('call').length;
        await mock.press();
        await until('the call', () => driver.of('call').length === before + 1);
      },
      garbage,
    },
  ),
);
