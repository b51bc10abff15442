import { afterEach, describe, expect, it } from 'vitest';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { recordDriver } from '../test-support/recorded-driver.ts';
import { type DeviceInput, smallLot } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';
import { startMockContact } from './mock.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function contact(device: DeviceInput) {
  const field = await brokerAndLink();
  ends.push(field.stop);
  const mock = await startMockContact({
    url: field.broker.url,
    lotId: 'yard',
    deviceId: device.id,
  });
  ends.push(mock.stop);
  const recorded = await recordDriver(smallLot([device]), device.id, field.link);
  ends.push(() => recorded.driver.stop());
  await until('online', () => recorded.status() === 'online');
  return { mock, recorded };
}

describe('a fire panel whose contact flaps', () => {
  it('is one alarm, and silent when it has been so for a while', async () => {
    const { mock, recorded } = await contact({
      ...{ id: 'fire', label: 'Fire panel', driver: 'contact-mqtt', contact: 'fire-alarm' },
    });
    for (let turn = 0; turn < 40; turn += 1) await mock.set(turn % 2 === 0);
    await mock.set(true);
    await mock.set(false);
    await until('silence', () => recorded.of('fire').at(-1)?.on === false);
    const offs = recorded.of('fire').filter(({ on }) => !on);
    expect(offs).toHaveLength(1);
  });

  it('that was silent before the station came is so at once', async () => {
    const { mock, recorded } = await contact({
      ...{ id: 'fire', label: 'Fire panel', driver: 'contact-mqtt', contact: 'fire-alarm' },
    });
    await mock.set(false);
    await until('its word', () => recorded.of('fire').length === 1);
    expect(recorded.of('fire')).toMatchObject([{ on: false }]);
  });
});

it('a call button that is held down, and repeats itself, is one press', async () => {
  const { mock, recorded } = await contact({
    ...{ id: 'call', label: 'Call', driver: 'contact-mqtt', contact: 'call-button', laneId: 'in' },
  });
  for (let turn = 0; turn < 20; turn += 1) await mock.sendRaw('1');
  await mock.sendRaw('0');
  await mock.press();
  await until('the second press', () => recorded.of('call').length === 2);
  expect(recorded.of('call')).toHaveLength(2);
});
