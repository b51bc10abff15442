import { afterEach, describe, expect, it } from 'vitest';
import { asciiBarrierSchema } from '#domain/facility/device/barrier-ascii.ts';
import { noMqtt } from '../test-support/no-mqtt.ts';
import { recordDriver } from '../test-support/recorded-driver.ts';
import { smallLot } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';
import { startMockAsciiBarrier } from './mock.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function barrier(more: object = {}) {
  const parse = (port: number) =>
    asciiBarrierSchema.parse({
      ...{ id: 'barrier', label: 'Barrier', driver: 'barrier-ascii', laneId: 'in' },
      connection: { kind: 'tcp', host: '127.0.0.1', port },
      commands: {
        vend: { send: 'O', reply: 'OK' },
        hold: { send: 'H', reply: 'OK' },
        release: { send: 'R', reply: 'OK' },
        close: { send: 'C', reply: 'OK' },
      },
      refusal: 'NO*',
      replyTimeoutMs: 200,
      words: [
        { line: 'UP', gate: 'open' },
        { line: 'DOWN', gate: 'closed' },
      ],
      ...more,
    });
  const mock = await startMockAsciiBarrier({
    address: { kind: 'tcp', port: 0 },
    device: parse(1),
  });
  ends.push(mock.stop);
  const recorded = await recordDriver(smallLot([parse(mock.port)]), 'barrier', noMqtt);
  ends.push(() => recorded.driver.stop());
  await until('online', () => recorded.status() === 'online');
  const order = (kind: 'vend' | 'hold' | 'close') =>
    recorded.driver.perform({ kind, laneId: 'in' });
  return { mock, recorded, order };
}

describe('a barrier of lines', () => {
  it('opens, holds, and is let go before it closes', async () => {
    const { mock, order } = await barrier();
    await order('vend');
    await order('hold');
    await order('close');
    expect(mock.taken).toEqual(['vend', 'hold', 'release', 'close']);
  });

  it('says why an order was not taken', async () => {
    const { mock, order } = await barrier();
    mock.refuse(true);
    await expect(order('vend')).rejects.toThrow('It refused');
    mock.refuse(false);
    mock.setSilent(true);
    await expect(order('vend')).rejects.toThrow('did not answer');
  });

  it('cannot hold without a word for it, and says so', async () => {
    const { order } = await barrier({ commands: { vend: { send: 'O' } } });
    await expect(order('hold')).rejects.toThrow('no such command');
    await order('close');
  });

  it('follows an arm that speaks by itself, also while an order waits for its answer', async () => {
    const { mock, recorded, order } = await barrier();
    const waits = order('vend');
    mock.setInputs({ closedLimit: false, openLimit: true });
    await waits;
    await until('open', () => recorded.of('gate').at(-1)?.gate === 'open');
    mock.setInputs({ openLimit: false, closedLimit: true });
    await until('closed', () => recorded.of('gate').at(-1)?.gate === 'closed');
    expect(recorded.drops).toEqual([]);
  });

  it('is lost with its connection, refuses orders meanwhile, and is back', async () => {
    const { mock, recorded, order } = await barrier();
    await mock.die();
    await until('its loss', () => recorded.status() === 'offline');
    await expect(order('vend')).rejects.toThrow('offline');
    await mock.revive();
    await until('its return', () => recorded.status() === 'online');
    await order('vend');
    expect(mock.taken).toEqual(['vend']);
  });
});
