import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBroker } from '../mqtt/broker.ts';
import { connectMqtt } from '../mqtt/connect.ts';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { type RecordedDriver, recordDriver } from '../test-support/recorded-driver.ts';
import { recordedLog } from '../test-support/recorded-log.ts';
import { smallLot } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';
import { type MockSign, startMockSign } from './mock.ts';

const lot = smallLot([{ id: 'sign', label: 'Sign', driver: 'sign-mqtt', laneId: 'in' }]);
const show = (...lines: string[]) => ({ kind: 'show', laneId: 'in', lines }) as const;

describe('a sign', () => {
  let field: Awaited<ReturnType<typeof brokerAndLink>>;
  let mock: MockSign;
  let recorded: RecordedDriver;

  beforeEach(async () => {
    field = await brokerAndLink();
    mock = await startMockSign({ url: field.broker.url, lotId: 'yard', deviceId: 'sign' });
    recorded = await recordDriver(lot, 'sign', field.link);
  });
  afterEach(async () => {
    await recorded.driver.stop();
    await mock.stop();
    await field.stop();
  });

  it('is sent only what changes', async () => {
    const { driver } = recorded;
    await driver.perform(show('A'));
    await driver.perform(show('A'));
    await driver.perform(show('B'));
    await driver.perform({ kind: 'show', laneId: 'out', lines: ['C'] });
    await until('B', () => mock.lines[0] === 'B');
    expect(mock.shows).toBe(2);
  });

  it('shows what is retained when it starts late', async () => {
    await recorded.driver.perform(show('Full'));
    await until('the first copy', () => mock.shows === 1);
    await mock.die();
    await mock.revive();
    await until('the second copy', () => mock.shows === 2);
    expect(mock.lines).toEqual(['Full']);
  });
});

it('a sign is told again by a broker that has forgotten', async () => {
  const log = recordedLog();
  let broker = await startBroker({ port: 0, log });
  const { port } = broker;
  const reconnect = { firstMs: 20, capMs: 100 };
  const link = await connectMqtt({ port, log, reconnect, ...broker.credential });
  const recorded = await recordDriver(lot, 'sign', link);
  await recorded.driver.perform(show('Full'));
  await broker.stop();
  await until('the loss', () => recorded.status() === 'offline');
  await expect(recorded.driver.perform(show('Free'))).rejects.toThrow('not reached');
  broker = await startBroker({ port, log, credential: broker.credential });
  const mock = await startMockSign({ url: broker.url, lotId: 'yard', deviceId: 'sign' });
  await until('the last order', () => mock.lines[0] === 'Free');
  await recorded.driver.stop();
  await mock.stop();
  await link.stop();
  await broker.stop();
});
