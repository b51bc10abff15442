import { afterEach, describe, expect, it } from 'vitest';
import { mqttBarrierSchema, RELAY_MAKES } from '#domain/facility/device/barrier-mqtt.ts';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { recordDriver } from '../test-support/recorded-driver.ts';
import { smallLot } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';
import { startMockRelay } from './mock.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function barrier(more: object) {
  const field = await brokerAndLink();
  ends.push(field.stop);
  const head = { id: 'barrier', label: 'Barrier', driver: 'barrier-mqtt', laneId: 'in' } as const;
  const input = { ...head, topic: 'gate', pulseMs: 100, replyTimeoutMs: 300, ...more };
  const device = mqttBarrierSchema.parse(input);
  const changes: string[] = [];
  const mock = await startMockRelay({
    url: field.broker.url,
    lotId: 'yard',
    device,
    onCoil: (coil, on) => changes.push(`${coil} ${on ? 'on' : 'off'}`),
  });
  ends.push(mock.stop);
  const recorded = await recordDriver(smallLot([device]), 'barrier', field.link);
  ends.push(() => recorded.driver.stop());
  await until('online', () => recorded.status() === 'online');
  return { mock, recorded, changes, field };
}

describe.each(RELAY_MAKES)('a relay of the make %s', (make) => {
  it('opens, holds and closes, and every impulse ends', async () => {
    const { recorded, changes } = await barrier({ make, relays: { vend: 0, hold: 2, close: 1 } });
    const order = (kind: 'vend' | 'hold' | 'close') =>
      recorded.driver.perform({ kind, laneId: 'in' });
    await order('vend');
    await until('the end of the impulse', () => changes.includes('vend off'));
    await order('hold');
    await order('close');
    await until('the end of the other', () => changes.includes('close off'));
    expect(changes).toEqual([
      ...['vend on', 'vend off', 'hold on'],
      ...['hold off', 'close on', 'close off'],
    ]);
  });

  it('tells loops and limit switches, from the first on', async () => {
    const inputs = { armingLoop: 0, openLimit: 1, closedLimit: 2 };
    const { recorded, mock } = await barrier({ make, inputs, inverted: ['closedLimit'] });
    const gate = () => recorded.of('gate').at(-1)?.gate;
    await until('the first word', () => gate() === 'closed');
    mock.setInputs({ closedLimit: false });
    await until('moving', () => gate() === 'moving');
    mock.setInputs({ openLimit: true });
    await until('open', () => gate() === 'open');
    mock.setInputs({ armingLoop: true });
    await until('the loop', () => recorded.of('loop').at(-1)?.on === true);
    await mock.die();
    await until('its loss', () => recorded.status() === 'offline');
    expect(gate()).toBe('unknown');
    await expect(recorded.driver.perform({ kind: 'vend', laneId: 'in' })).rejects.toThrow(
      'offline',
    );
  });

  it('says so when it does not answer', async () => {
    const { recorded, mock, changes } = await barrier({ make });
    mock.setSilent(true);
    await expect(recorded.driver.perform({ kind: 'vend', laneId: 'in' })).rejects.toThrow(
      'did not answer',
    );
    expect(changes).toEqual([]);
  });
});

it('a relay that has no such channel refuses the order by its own words', async () => {
  const { recorded, mock } = await barrier({ make: 'shelly-gen2', relays: { vend: 0, close: 1 } });
  (mock.relays as Map<number, boolean>).delete(1);
  await expect(recorded.driver.perform({ kind: 'close', laneId: 'in' })).rejects.toThrow(
    'It refused: No handler for switch:1',
  );
});
