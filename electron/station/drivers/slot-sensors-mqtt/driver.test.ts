import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { type RecordedDriver, recordDriver } from '../test-support/recorded-driver.ts';
import { type DeviceInput, smallLot } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';
import { type MockSlotSensors, startMockSlotSensors } from './mock.ts';

const device: DeviceInput = {
  id: 'sensors',
  label: 'Sensors',
  driver: 'slot-sensors-mqtt',
  lostAfterMs: 50,
};
const at = '2026-03-01T10:00:00Z';

describe('a controller of slot sensors', () => {
  let field: Awaited<ReturnType<typeof brokerAndLink>>;
  let mock: MockSlotSensors;
  let recorded: RecordedDriver;
  beforeEach(async () => {
    field = await brokerAndLink();
    mock = await startMockSlotSensors({
      url: field.broker.url,
      lotId: 'yard',
      deviceId: 'sensors',
    });
    recorded = await recordDriver(smallLot([device]), 'sensors', field.link);
  });
  afterEach(async () => {
    await recorded.driver.stop();
    await mock.stop();
    await field.stop();
  });

  const last = (slotId: string) =>
    recorded.of('presence').findLast((input) => input.slotId === slotId)?.presence;

  it('that dies leaves its slots unknown, and they are known again when it is back', async () => {
    await mock.presence('s-1', true, at);
    await mock.presence('s-2', false, at);
    await until('both', () => last('s-1') === 'occupied' && last('s-2') === 'vacant');
    await mock.die();
    await until('unknown', () => last('s-1') === 'unknown' && last('s-2') === 'unknown');
    await mock.revive();
    // It says nothing by itself: the broker still has what it said.
    await until('known again', () => last('s-1') === 'occupied' && last('s-2') === 'vacant');
  });

  it('says how its sensors are, where they say so', async () => {
    // Health is not kept by the broker: it is said once somebody listens.
    await mock.presence('s-2', false, at);
    await until('listening', () => last('s-2') === 'vacant');
    await mock.sendRaw('s-1', '{"occupied":true,"battery":12,"temperature":-4.5}');
    await until('the health', () => recorded.of('sensor').length > 0);
    expect(recorded.of('sensor')).toEqual([
      { kind: 'sensor', slotId: 's-1', batteryPercent: 12, temperatureCelsius: -4.5 },
    ]);
    await until('occupied', () => last('s-1') === 'occupied');
  });
});
