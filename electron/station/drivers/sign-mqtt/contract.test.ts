import { driverContract } from '../contract.suite.ts';
import { mqttPeer } from '../test-support/mqtt-peer.ts';
import { until } from '../test-support/wait.ts';
import { startMockSign } from './mock.ts';

driverContract('sign-mqtt', () => {
  let shows = 0;
  return mqttPeer(
    { id: 'sign', label: 'Sign', driver: 'sign-mqtt', laneId: 'in' },
    (url) => startMockSign({ url, lotId: 'yard', deviceId: 'sign' }),
    {
      // A sign only listens: there is nothing of its that could be garbage but its status.
      countsGarbage: false,
      async exchange(mock, { driver }) {
        const line = `Slot A-${++shows}`;
        await driver.perform({ kind: 'show', laneId: 'in', lines: ['Welcome', line] });
        await until('the lines on the sign', () => mock.lines[1] === line);
      },
      garbage: () => Promise.resolve(),
    },
  );
});
