import { driverContract, type Peer } from '../contract.suite.ts';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { until } from '../test-support/wait.ts';
import { startMockAsciiSign } from './mock.ts';

for (const reply of [undefined, '\\x06'])
  driverContract(
    `sign-ascii, ${reply === undefined ? 'only listening' : 'answering'}`,
    async (): Promise<Peer> => {
      const field = await brokerAndLink();
      const words = { frame: '\\x02{text}\\x03', separator: '\\r\\n' };
      const device = { ...words, ...(reply === undefined ? {} : { reply }) };
      const mock = await startMockAsciiSign({ address: { kind: 'tcp', port: 0 }, device });
      let count = 0;
      return {
        mqtt: field.link,
        mqttUrl: field.broker.url,
        device: {
          id: 'sign',
          label: 'Sign',
          driver: 'sign-ascii',
          laneId: 'in',
          connection: { kind: 'tcp', host: '127.0.0.1', port: mock.port },
          ...device,
        },
        ...(reply === undefined ? {} : { answers: true as const }),
        countsGarbage: reply !== undefined,
        async exchange({ driver }) {
          const line = `Slot A-${++count}`;
          await driver.perform({ kind: 'show', laneId: 'in', lines: ['Welcome', line] });
          await until('the lines on the sign', () => mock.lines[1] === line);
        },
        async garbage() {
          mock.sendRaw(Buffer.alloc(6_000, 0xaa));
        },
        die: mock.die,
        revive: mock.revive,
        async stop() {
          await mock.stop();
          await field.stop();
        },
      };
    },
  );
